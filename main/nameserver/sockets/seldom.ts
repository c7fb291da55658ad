/** Lets a repeated event of one address through once in a while, so that a flood of packets is no flood of events. */
export class Seldom {
  readonly #everyMs: number;
  readonly #now: () => number;
  readonly #last = new Map<string, number>();

  constructor(everyMs: number, now: () => number) {
    this.#everyMs = everyMs;
    this.#now = now;
  }

  /** True the first time for `key`, and again when `everyMs` have passed since. */
  isDue(key: string): boolean {
    const now = this.#now();
    const last = this.#last.get(key);
    if (last !== undefined && now >= last && now - last < this.#everyMs) return false;
    this.#last.delete(key);
    if (this.#last.size >= MOST_KEYS) this.#last.delete(this.#last.keys().next().value!);
    this.#last.set(key, now);
    return true;
  }
}

const MOST_KEYS = 1_000;
