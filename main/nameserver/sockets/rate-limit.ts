/** A token bucket for each network, and one for all of them: how often strangers are answered. */
import { networkOf } from '../address.ts';

interface Bucket {
  tokens: number;
  /** When tokens were last counted. */
  at: number;
}

/** Networks remembered at a time: the oldest is forgotten, and begins anew with a full bucket. */
const MOST_NETWORKS = 10_000;
/** A full bucket holds as much as two seconds bring. */
const BURST_SECONDS = 2;

export class RateLimit {
  readonly #perSecond: number;
  readonly #allPerSecond: number;
  readonly #now: () => number;
  readonly #networks = new Map<string, Bucket>();
  readonly #all: Bucket;

  constructor(perSecond: number, allPerSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#allPerSecond = allPerSecond;
    this.#now = now;
    this.#all = { tokens: allPerSecond * BURST_SECONDS, at: now() };
  }

  /** Takes a token of the address's network; false when it has none left. */
  admits(address: string): boolean {
    const bucket = this.#bucketOf(networkOf(address));
    // First its own: a network that has used up its share takes nothing of the common one.
    return this.#take(bucket, this.#perSecond) && this.#take(this.#all, this.#allPerSecond);
  }

  #bucketOf(network: string): Bucket {
    const known = this.#networks.get(network);
    if (known !== undefined) return known;
    if (this.#networks.size >= MOST_NETWORKS) this.#networks.delete(this.#networks.keys().next().value!);
    const bucket = { tokens: this.#perSecond * BURST_SECONDS, at: this.#now() };
    this.#networks.set(network, bucket);
    return bucket;
  }

  #take(bucket: Bucket, perSecond: number): boolean {
    const now = this.#now();
    const earned = Math.max(0, (now - bucket.at) / 1000) * perSecond;
    bucket.tokens = Math.min(perSecond * BURST_SECONDS, bucket.tokens + earned);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }
}
