/** What is left of copies, as a plot has it: who belongs together, which stretch of time, where its marks stand. Pure. */
import type { CopyDeadline } from '../../shared/model/copy.ts';

const DAY_MS = 86_400_000;
/** What is over takes at most this share of the axis: what is left is the news. */
const MOST_PAST = 1 / 3;
const MARGIN = 0.04;
const MOST_TICKS = 7;

/** The copies of one zone, the worst first. */
export interface CopyGroup {
  readonly zone: string;
  readonly copies: readonly CopyDeadline[];
}

/** Zones with the worst copy first; `copies` come the most urgent first. */
export function groupCopies(copies: readonly CopyDeadline[]): CopyGroup[] {
  const groups = new Map<string, CopyDeadline[]>();
  for (const copy of copies.toSorted((a, b) => badness(a) - badness(b))) {
    const group = groups.get(copy.zone);
    if (group === undefined) groups.set(copy.zone, [copy]);
    else group.push(copy);
  }
  return [...groups].map(([zone, own]) => ({ zone, copies: own }));
}

/** The same groups in the order they were in before, new ones last: what is watched does not jump. */
export function inOrderOf(before: readonly CopyGroup[], groups: readonly CopyGroup[]): CopyGroup[] {
  const places = new Map(
    before.flatMap(({ copies }) => copies).map((copy, place) => [copyKey(copy), place] as const),
  );
  const place = (copy: CopyDeadline): number => places.get(copyKey(copy)) ?? Infinity;
  const by = (a: number, b: number): number => (a === b ? 0 : a - b);
  return groups
    .map(({ zone, copies }) => ({ zone, copies: copies.toSorted((a, b) => by(place(a), place(b))) }))
    .sort((a, b) => by(place(a.copies[0]), place(b.copies[0])));
}

export const copyKey = ({ zone, secondary }: CopyDeadline): string => `${zone} ${secondary}`;

/** A copy that ended is worse than one that is due, and that than one nobody has seen. */
function badness({ freshness, reason }: CopyDeadline): number {
  if (freshness !== 'fresh') return freshness === 'lapsed' ? 0 : 1;
  return reason === 'never-transferred' ? 2 : 3;
}

/** A stretch of time. Milliseconds since 1970. */
export interface Axis {
  readonly from: number;
  readonly to: number;
}

/** From the earliest refresh to the last of all marks, with today in it. */
export function axisOf(copies: readonly CopyDeadline[], now: number): Axis {
  const marks = copies.flatMap(({ at, dueAt, signaturesUntil }) => [at, dueAt, signaturesUntil]);
  const last = Math.max(now + 7 * DAY_MS, ...marks.filter((mark) => mark !== null));
  const first = Math.min(now, ...copies.flatMap(({ refreshedAt }) => refreshedAt ?? []));
  const from = Math.max(first, now - ((last - now) * MOST_PAST) / (1 - MOST_PAST));
  const margin = (last - from) * MARGIN;
  return { from: from - margin, to: last + margin };
}

/** Where a moment stands on the axis: 0 to 100, clipped at its ends. */
export function placeOn({ from, to }: Axis, at: number): number {
  return Math.max(0, Math.min(100, (100 * (at - from)) / (to - from)));
}

export interface Tick {
  readonly at: number;
  readonly unit: 'day' | 'month' | 'year';
}

/** Midnights at which days, weeks, months or quarters begin, so many as can be read; in local time. */
export function ticksOf(axis: Axis): Tick[] {
  for (const step of STEPS) {
    const ticks = stepsOn(axis, step);
    if (ticks.length <= MOST_TICKS) return ticks;
  }
  return stepsOn(axis, { months: 120 });
}

type Step = { readonly days: number } | { readonly months: number };
const STEPS: readonly Step[] = [
  { days: 1 },
  { days: 2 },
  { days: 7 },
  { days: 14 },
  { months: 1 },
  { months: 2 },
  { months: 3 },
  { months: 6 },
  { months: 12 },
  { months: 24 },
  { months: 60 },
];

function stepsOn({ from, to }: Axis, step: Step): Tick[] {
  const start = new Date(from);
  const ticks: Tick[] = [];
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()];
  for (let count = 0; ; count++) {
    const tick =
      'days' in step
        ? new Date(year, month, day + 1 + count * step.days)
        : new Date(year, Math.ceil((month + 1) / step.months) * step.months + count * step.months, 1);
    const at = tick.getTime();
    if (at >= to) return ticks;
    ticks.push({ at, unit: 'days' in step ? 'day' : tick.getMonth() === 0 ? 'year' : 'month' });
  }
}
