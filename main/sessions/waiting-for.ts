/** Whom a session waits for: of those that are not done the one that usually takes longest; one never seen before all others. Pure. */
import type { SecondaryProgress, WaitingFor } from '../../shared/model/session.ts';
import { isDone } from './progress.ts';

/** Null when all are done. `sinceMs`: since the session opened. */
export function waitingFor(all: readonly SecondaryProgress[], sinceMs: number): WaitingFor | null {
  const left = all.filter((progress) => !isDone(progress));
  const rank = ({ usualMs }: SecondaryProgress): number => usualMs ?? Infinity;
  const slowest = left.reduce<SecondaryProgress | undefined>(
    (best, progress) => (best === undefined || rank(progress) > rank(best) ? progress : best),
    undefined,
  );
  if (slowest === undefined) return null;
  const { secondary, name, zone, usualMs } = slowest;
  return { secondary, name, zone, usualMs, sinceMs, others: left.length - 1 };
}
