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
/** Half a minute is the longest pause; public servers behind a provider's own distribution are asked no more often. */
const QUESTION_WAITS_MS = [1000, 2000];

export interface SyncCheckOptions {
  readonly zone: Name;
  readonly serial: number;
  readonly notifyTo: readonly Endpoint[];
  readonly verifyAt: readonly Endpoint[];
  readonly ask: (question: SoaQuestion) => Promise<SoaOutcome>;
  /** `all`: every address of that kind has answered the serial now. */
  readonly onAnswer: (where: 'notify-to' | 'verify-at', outcome: SoaOutcome, all: boolean) => void;
  readonly signal: AbortSignal;
}

export class SyncCheck {
  readonly #options: SyncCheckOptions;
  #pokes = new AbortController();
  #pause = 0;

  constructor(options: SyncCheckOptions) {
    this.#options = options;
    void this.#run();
  }

  /** It moved: ask again soon. */
  poke(): void {
    this.#pause = 0;
    this.#pokes.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#options;
    const left = { 'notify-to': [...this.#options.notifyTo], 'verify-at': [...this.#options.verifyAt] };
    while (!signal.aborted && left['notify-to'].length + left['verify-at'].length > 0) {
      await this.#askAll(left, 'notify-to');
      await this.#askAll(left, 'verify-at');
      this.#pokes = new AbortController();
      const ms = PAUSES_MS[Math.min(this.#pause++, PAUSES_MS.length - 1)];
      const over = AbortSignal.any([signal, this.#pokes.signal]);
      await delay(ms, undefined, { signal: over }).catch((error: unknown) => {
        if (!over.aborted) throw error;
      });
    }
  }

  async #askAll(
    left: Record<'notify-to' | 'verify-at', Endpoint[]>,
    where: 'notify-to' | 'verify-at',
  ): Promise<void> {
    const { zone, serial, ask, onAnswer, signal } = this.#options;
    await Promise.all(
      left[where].map(async (server) => {
        const outcome = await ask({ zone, server, waitsMs: QUESTION_WAITS_MS, signal });
        if (signal.aborted) return;
        if (outcome.kind === 'serial' && outcome.serial === serial) {
          left[where] = left[where].filter((other) => other !== server);
        }
        onAnswer(where, outcome, left[where].length === 0);
      }),
    );
  }
}
