/**
 * An immutable map in the order of its keys, which shares with its predecessors all that did not change: entries stand
 * in runs, a change copies one run, and the difference of two maps skips the runs they share (as shared/dns/zone-contents
 * does for nodes).
 */

/** One key's change; undefined = not there. */
export interface EntryChange<V> {
  readonly key: string;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

type Entry<V> = readonly [key: string, value: V];
type Run<V> = readonly Entry<V>[];

const RUN_FILL = 128;
const RUN_MOST = 256;

export class OrderedMap<V> {
  readonly size: number;
  readonly #runs: readonly Run<V>[];

  private constructor(runs: readonly Run<V>[], size: number) {
    this.#runs = runs;
    this.size = size;
  }

  static empty<V>(): OrderedMap<V> {
    return new OrderedMap<V>([], 0);
  }

  /** From entries in any order, each key once. */
  static from<V>(entries: Iterable<Entry<V>>): OrderedMap<V> {
    const sorted = [...entries].sort(([x], [y]) => (x < y ? -1 : 1));
    const runs: Run<V>[] = [];
    for (let at = 0; at < sorted.length; at += RUN_FILL) runs.push(sorted.slice(at, at + RUN_FILL));
    return new OrderedMap(runs, sorted.length);
  }

  get(key: string): V | undefined {
    const { run, index, exact } = this.#seek(key);
    return exact ? this.#runs[run][index][1] : undefined;
  }

  *entries(): Generator<Entry<V>> {
    for (const run of this.#runs) yield* run;
  }

  /** This map with `key` set, or removed when `value` is undefined. */
  with(key: string, value: V | undefined): OrderedMap<V> {
    const { run, index, exact } = this.#seek(key);
    if (value === undefined && !exact) return this;
    const changed = [...(this.#runs[run] ?? [])];
    changed.splice(index, exact ? 1 : 0, ...(value === undefined ? [] : [[key, value] as const]));
    const pieces =
      changed.length > RUN_MOST
        ? [changed.slice(0, RUN_FILL), changed.slice(RUN_FILL)]
        : changed.length > 0
          ? [changed]
          : [];
    const runs = [...this.#runs];
    runs.splice(run, 1, ...pieces);
    return new OrderedMap(runs, this.size + (value === undefined ? -1 : exact ? 0 : 1));
  }

  /** The keys whose values are not the same object, in order. Shared runs are skipped unread. */
  *differencesFrom(before: OrderedMap<V>): Generator<EntryChange<V>> {
    const olds = unshared(before.#runs, new Set(this.#runs));
    const news = unshared(this.#runs, new Set(before.#runs));
    let o = olds.next();
    let n = news.next();
    while (!o.done || !n.done) {
      if (n.done || (!o.done && o.value[0] < n.value[0])) {
        const [key, value] = o.value as Entry<V>;
        yield { key, before: value, after: undefined };
        o = olds.next();
      } else if (o.done || n.value[0] < o.value[0]) {
        yield { key: n.value[0], before: undefined, after: n.value[1] };
        n = news.next();
      } else {
        if (o.value[1] !== n.value[1]) yield { key: n.value[0], before: o.value[1], after: n.value[1] };
        o = olds.next();
        n = news.next();
      }
    }
  }

  /** Where `key` stands, or would stand. */
  #seek(key: string): { run: number; index: number; exact: boolean } {
    const run = Math.max(0, firstAfter(this.#runs, (entries) => entries[0][0] <= key) - 1);
    const entries = this.#runs[run] ?? [];
    const index = firstAfter(entries, (entry) => entry[0] < key);
    return { run, index, exact: entries[index]?.[0] === key };
  }
}

/** How many items of a list sorted that way come before: binary search. */
function firstAfter<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(items[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* unshared<V>(runs: readonly Run<V>[], shared: ReadonlySet<Run<V>>): Generator<Entry<V>> {
  for (const run of runs) if (!shared.has(run)) yield* run;
}
