/** Wrong keys, counted by address: after five, each further try waits before its key is even looked at. */

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 250;
const MOST_WAIT_MS = 8000;
const FORGOTTEN_AFTER_MS = 10 * 60_000;
/** Addresses remembered; beyond, the one that was wrong longest ago is forgotten. */
const MOST_ADDRESSES = 1000;

interface Tries {
  readonly count: number;
  readonly at: number;
}

export class WrongKeys {
  readonly #now: () => number;
  readonly #tries = new Map<string, Tries>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long a request of this address has to wait. */
  waitMs(address: string): number {
    const tries = this.#recent(address);
    return tries < FREE_TRIES ? 0 : Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - FREE_TRIES));
  }

  /** A wrong key came; how many there were. */
  note(address: string): number {
    const count = this.#recent(address) + 1;
    this.#tries.delete(address);
    this.#tries.set(address, { count, at: this.#now() });
    if (this.#tries.size > MOST_ADDRESSES)
      for (const oldest of this.#tries.keys()) return this.#forget(oldest, count);
    return count;
  }

  /** The right key came. */
  clear(address: string): void {
    this.#tries.delete(address);
  }

  #forget(address: string, count: number): number {
    this.#tries.delete(address);
    return count;
  }

  #recent(address: string): number {
    const tries = this.#tries.get(address);
    return tries === undefined || this.#now() - tries.at > FORGOTTEN_AFTER_MS ? 0 : tries.count;
  }
}
