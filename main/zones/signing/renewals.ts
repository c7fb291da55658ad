/** Renews signatures while the server is kept open: nobody opens a session then that would do it (DESIGN §5, "Rhythm"). */
import { type Zone } from '../zone.ts';

export interface RenewalsOptions {
  readonly zones: () => readonly Zone[];
  /** Whether anybody could fetch what is renewed. */
  readonly isOpen: () => boolean;
  /** Whether a version may leave unasked: none may cover up what another computer published. */
  readonly mayRenew: (zone: Zone) => Promise<boolean>;
  /** A zone whose version could not be made: told, and tried again next time. */
  readonly onFailed: (zone: string, error: unknown) => void;
  readonly everyMs?: number;
}

const HOUR_MS = 3_600_000;

export class Renewals {
  readonly #options: RenewalsOptions;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();

  constructor(options: RenewalsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.renew(), options.everyMs ?? HOUR_MS);
    this.#timer.unref();
  }

  /** Makes the versions that are due, one zone after the other. Never rejects. */
  renew(): Promise<void> {
    this.#running = this.#running.then(() => this.#renew());
    return this.#running;
  }

  async dispose(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #renew(): Promise<void> {
    if (!this.#options.isOpen()) return;
    for (const zone of this.#options.zones()) {
      try {
        if (zone.isDue && (await this.#options.mayRenew(zone))) await zone.commitDue();
      } catch (error) {
        this.#options.onFailed(zone.nameText, error);
      }
    }
  }
}
