/**
 * Asks a secondary, at its notify-to and verify-at addresses, which serial it serves, until all answer the version's:
 * soon after it moved (a finished transfer takes a moment to be loaded), and now and then without.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Name } from '../../shared/dns/name.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { SoaOutcome, SoaQuestion } from '../exchange/soa-question.ts';

/** Pauses after a poke; the last one repeats. BIND needs 0.1 s to load a small zone, PowerDNS up to 2 s to poll. */
const PAUSES_MS = [60, 120, 250, 500, 1000, 2000, 5000, 10_000, 30_000];
/** Once the session is over nobody waits at the screen, and a provider's own distribution may take hours. */
const SLOW_PAUSES_MS = [30_000, 60_000, 120_000, 300_000, 600_000];
const QUESTION_WAITS_MS = [1000, 2000];

export type AskedWhere = 'notify-to' | 'verify-at';

export interface SyncCheckOptions {
  readonly zone: Name;
  readonly serial: number;
  readonly notifyTo: readonly Endpoint[];
  readonly verifyAt: readonly Endpoint[];
  readonly ask: (question: SoaQuestion) => Promise<SoaOutcome>;
  /** `all`: every address of that kind has answered the serial now. */
  readonly onAnswer: (where: AskedWhere, server: Endpoint, outcome: SoaOutcome, all: boolean) => void;
  readonly onBug: (error: unknown) => void;
  readonly signal: AbortSignal;
}

export class SyncCheck {
  readonly #options: SyncCheckOptions;
  #left: Record<AskedWhere, readonly Endpoint[]>;
  #pauses: readonly number[] = PAUSES_MS;
  #pause = 0;
  #poked = false;
  #wake = new AbortController();

  constructor(options: SyncCheckOptions) {
    this.#options = options;
    this.#left = { 'notify-to': options.notifyTo, 'verify-at': options.verifyAt };
    void this.#run().catch(options.onBug);
  }

  /** True when every address has answered the serial. */
  get isSatisfied(): boolean {
    return this.#left['notify-to'].length + this.#left['verify-at'].length === 0;
  }

  /** It moved: all are asked again soon, since even one that answers the serial now has more time left (EXPIRE). */
  poke(): void {
    this.#left = { 'notify-to': this.#options.notifyTo, 'verify-at': this.#options.verifyAt };
    this.#pause = 0;
    this.#poked = true;
    this.#wake.abort();
  }

  /** From now on seldom. */
  slowDown(): void {
    this.#pauses = SLOW_PAUSES_MS;
    this.#pause = 0;
  }

  async #run(): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      this.#poked = false;
      await this.#askAll('notify-to');
      await this.#askAll('verify-at');
      do await this.#wait();
      while (!signal.aborted && !this.#poked && this.isSatisfied);
    }
  }

  /** Until it is time to ask again, or something moved. */
  async #wait(): Promise<void> {
    const ms = this.#pauses[Math.min(this.#pause++, this.#pauses.length - 1)];
    this.#wake = new AbortController();
    const over = AbortSignal.any([this.#options.signal, this.#wake.signal]);
    await delay(ms, undefined, { signal: over }).catch((error: unknown) => {
      if (!over.aborted) throw error;
    });
  }

  async #askAll(where: AskedWhere): Promise<void> {
    const { zone, serial, ask, onAnswer, signal } = this.#options;
    await Promise.all(
      this.#left[where].map(async (server) => {
        const outcome = await ask({ zone, server, waitsMs: QUESTION_WAITS_MS, signal });
        if (signal.aborted) return;
        if (outcome.kind === 'serial' && outcome.serial === serial && !this.#poked)
          this.#left = { ...this.#left, [where]: this.#left[where].filter((other) => other !== server) };
        onAnswer(where, server, outcome, this.#left[where].length === 0);
      }),
    );
  }
}
