/** Calls as state: what was fetched, and what is being done. */
import { explain } from './failure.ts';

/** One union instead of three booleans. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly sentence: string };

/** Something fetched, fetched again on `reload`; an answer that comes too late is dropped. */
export class Resource<T> {
  current = $state.raw<Loaded<T>>({ state: 'loading' });
  readonly #fetch: () => Promise<T>;
  #latest = 0;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
    void this.reload();
  }

  /** The value, or undefined while there is none. */
  get value(): T | undefined {
    return this.current.state === 'ready' ? this.current.value : undefined;
  }

  async reload(): Promise<void> {
    const mine = ++this.#latest;
    try {
      const value = await this.#fetch();
      if (mine === this.#latest) this.current = { state: 'ready', value };
    } catch (error) {
      if (mine === this.#latest) this.current = { state: 'failed', sentence: explain(error) };
    }
  }

  /** Puts in what a call answered, without fetching it again. */
  set(value: T): void {
    this.#latest++;
    this.current = { state: 'ready', value };
  }
}

/** Something that a button starts: busy while it runs, and the sentence when it fails. */
export class Task {
  busy = $state(false);
  error = $state<string | null>(null);

  /** True when it worked. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.error = explain(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
