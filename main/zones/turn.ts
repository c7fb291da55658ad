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
    return (++this.#asked & 63) === 0 && performance.now() > this.#endsAt;
  }

  async pass(): Promise<void> {
    await nextTurn();
    this.#endsAt = performance.now() + SLICE_MS;
  }
}

/** Sorts in slices: runs of a few thousand at a time, merged. Stable. */
export async function sortInTurns<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  turn: Turn,
): Promise<T[]> {
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
