/** Long work on the main thread, in slices: whoever loops over a whole zone asks now and then whether its turn is over. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a slice may hold the main thread; the house's limit is 50 ms, and one slice is seldom alone. */
const SLICE_MS = 8;

/** One piece of work's share of the main thread: `if (turn.isOver) await turn.pass();` inside its loop. */
export class Turn {
  #endsAt = performance.now() + SLICE_MS;
  #asked = 0;

  /** True when others should have the thread. Looks at the clock every 64th time only. */
  get isOver(): boolean {
    return (++this.#asked & 63) === 0 && this.hasEnded;
  }

  /** The same, looking at the clock each time: for work that comes in steps of a millisecond or so. */
  get hasEnded(): boolean {
    return performance.now() > this.#endsAt;
  }

  async pass(): Promise<void> {
    await nextTurn();
    this.#endsAt = performance.now() + SLICE_MS;
  }
}

/** Takes a generator's steps, of a few milliseconds each at most, to their end, in slices; what it returned. */
export async function stepsInTurns<T>(steps: Iterator<unknown, T>, turn = new Turn()): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (turn.hasEnded) await turn.pass();
  }
}

/** `items.map(make)` in slices; what comes out as undefined is left out. */
export async function mapInTurns<T, R>(
  items: Iterable<T>,
  make: (item: T) => R | undefined,
  turn = new Turn(),
): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) {
    const one = make(item);
    if (one !== undefined) made.push(one);
    if (turn.isOver) await turn.pass();
  }
  return made;
}

/** Sorts in slices: runs of a few thousand at a time, merged. Stable. What is in order already is not touched. */
export async function sortInTurns<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  turn: Turn,
): Promise<T[]> {
  if (await isSorted(items, compare, turn)) return [...items];
  let runs: T[][] = [];
  for (let at = 0; at < items.length; at += RUN) {
    runs.push(items.slice(at, at + RUN).sort(compare));
    await turn.pass();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(at + 1 < runs.length ? await merge(runs[at], runs[at + 1], compare, turn) : runs[at]);
    runs = merged;
  }
  return runs[0] ?? [];
}

async function isSorted<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  turn: Turn,
): Promise<boolean> {
  for (let i = 1; i < items.length; i++) {
    if (compare(items[i - 1], items[i]) > 0) return false;
    if (turn.isOver) await turn.pass();
  }
  return true;
}

async function merge<T>(a: T[], b: T[], compare: (a: T, b: T) => number, turn: Turn): Promise<T[]> {
  const out: T[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    out.push(compare(b[j], a[i]) < 0 ? b[j++] : a[i++]);
    if (turn.isOver) await turn.pass();
  }
  while (i < a.length) out.push(a[i++]);
  while (j < b.length) out.push(b[j++]);
  return out;
}

const RUN = 4096;
