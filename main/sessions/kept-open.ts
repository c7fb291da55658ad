/**
 * Keeps a session open where the owner wants one without an end (DESIGN §1): what could not be opened when the app came up,
 * or ended because its address was gone or the computer slept, is opened again as soon as that is possible.
 */
import type { BindFailure, SessionReport } from '../../shared/model/session.ts';
import type { StartOptions } from './publish-sessions.ts';

/** Pauses between attempts; the last one repeats. */
const PAUSES_MS = [20_000, 40_000, 80_000, 160_000, 320_000, 600_000];

export interface KeptOpenOptions {
  /** By the setting, or by the command line. */
  readonly isWanted: () => boolean;
  readonly sessions: { readonly isOpen: boolean; start(options: StartOptions): Promise<void> };
  /** Why the addresses cannot be listened on now; none: they can. */
  readonly tryListen: () => Promise<readonly BindFailure[]>;
  readonly onFailed: (error: unknown) => void;
}

export class KeptOpen {
  readonly #options: KeptOpenOptions;
  #timer: NodeJS.Timeout | undefined;
  #attempts = 0;
  /** A session is to be opened as soon as that is possible. */
  #isDue = false;
  #isDisposed = false;

  constructor(options: KeptOpenOptions) {
    this.#options = options;
  }

  /** When the app has come up: opens one, with all drafts. What stands against it is told, and it is tried again. */
  async begin(): Promise<void> {
    if (this.#options.isWanted()) await this.#open({ limitMinutes: null });
  }

  /** A session has ended. One that its owner ended, or that must not go on unasked, stays closed. */
  ended({ end }: Pick<SessionReport, 'end'>): void {
    this.#isDue = end === 'address-gone' || end === 'suspended';
    this.#attempts = 0;
    this.#wait();
  }

  /** The computer is awake again: what is due is tried at once. */
  look(): void {
    this.#attempts = 0;
    this.#wait(0);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  #wait(ms = PAUSES_MS[Math.min(this.#attempts, PAUSES_MS.length - 1)]): void {
    clearTimeout(this.#timer);
    if (!this.#isDue || this.#isDisposed) return;
    this.#timer = setTimeout(() => void this.#openAgain(), ms);
    this.#timer.unref();
  }

  /** Drafts stay where they are: nobody asks for them to leave now. */
  async #openAgain(): Promise<void> {
    const { isWanted, sessions, tryListen, onFailed } = this.#options;
    this.#isDue = isWanted() && !sessions.isOpen;
    if (!this.#isDue) return;
    this.#attempts++;
    const failures = await tryListen().catch(onFailed);
    if (failures?.length === 0) await this.#open({ limitMinutes: null, zones: [] });
    else this.#wait();
  }

  async #open(options: StartOptions): Promise<void> {
    const { sessions, onFailed } = this.#options;
    try {
      await sessions.start(options);
      this.#isDue = false;
    } catch (error) {
      onFailed(error);
      this.#isDue = true;
      this.#wait();
    }
  }
}
