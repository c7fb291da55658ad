/**
 * Keeps telling one secondary of one zone, with backoff, for as long as it has not come: RFC 1996 §3.6 repeats by timer,
 * and DESIGN §5 adds that one which asked for the SOA but fetched nothing is told again every two minutes.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Notify, NotifyOutcome } from '../exchange/notify.ts';

/** Waits for an answer after each send of one round. */
const ROUND_WAITS_MS = [1000, 2000, 4000, 8000];
/** Pauses between rounds; the last one repeats. */
const PAUSES_MS = [15_000, 30_000, 60_000, 120_000];

export interface NotifierOptions {
  /** Where to, from where, with which key. */
  readonly targets: readonly Omit<Notify, 'waitsMs' | 'signal'>[];
  readonly send: (notify: Notify) => Promise<NotifyOutcome>;
  readonly onOutcome: (outcome: NotifyOutcome) => void;
  /** It refused the signed NOTIFY and took an unsigned one: remember that. */
  readonly onUnsignedTaken: () => void;
  /** True when nothing more needs to be said. */
  readonly isDone: () => boolean;
  readonly onBug: (error: unknown) => void;
  readonly signal: AbortSignal;
}

export class Notifier {
  readonly #options: NotifierOptions;
  #signs = true;
  #unanswered = 0;
  #poked = false;
  #wake = new AbortController();

  constructor(options: NotifierOptions) {
    this.#options = options;
    void this.#run().catch(options.onBug);
  }

  /** NOTIFYs of the first round that wait for their answer. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** Tells again at once; a round that waits for its answers is followed by another. */
  notifyNow(): void {
    this.#poked = true;
    this.#wake.abort();
  }

  async #run(): Promise<void> {
    const { signal, isDone } = this.#options;
    for (let round = 0; !signal.aborted; round++) {
      this.#poked = false;
      await this.#round();
      while (!signal.aborted && !this.#poked) {
        this.#wake = new AbortController();
        await pause(
          PAUSES_MS[Math.min(round, PAUSES_MS.length - 1)],
          AbortSignal.any([signal, this.#wake.signal]),
        );
        if (!isDone()) break;
      }
    }
  }

  async #round(): Promise<void> {
    const { targets, onOutcome, signal } = this.#options;
    this.#unanswered = targets.length;
    await Promise.all(
      targets.map(async (target) => {
        const outcome = await this.#tell(target);
        this.#unanswered--;
        if (!signal.aborted) onOutcome(outcome);
      }),
    );
  }

  /** Some check the transfer's key only and refuse a signed NOTIFY: those are told once more, unsigned. */
  async #tell(target: NotifierOptions['targets'][number]): Promise<NotifyOutcome> {
    const { send, onUnsignedTaken, signal } = this.#options;
    const key = this.#signs ? target.key : undefined;
    const outcome = await send({ ...target, key, waitsMs: ROUND_WAITS_MS, signal });
    if (key === undefined || outcome.kind !== 'refused' || !REFUSES_SIGNATURE.has(outcome.rcode))
      return outcome;
    const unsigned = await send({ ...target, key: undefined, waitsMs: ROUND_WAITS_MS, signal });
    if (unsigned.kind !== 'accepted') return outcome;
    this.#signs = false;
    onUnsignedTaken();
    return unsigned;
  }
}

/** BADKEY is RFC 8945 §5.2.1's word for it; some say it without TSIG. */
const REFUSES_SIGNATURE: ReadonlySet<string> = new Set(['NOTAUTH', 'BADKEY']);

/** Waits, or less when aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
