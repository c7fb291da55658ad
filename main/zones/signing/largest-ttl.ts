/**
 * The largest TTL that caches may still go by. A TTL that was lowered counts for as long as a secondary may have handed out
 * the version before, and a cache have kept it: whoever takes a key away must wait for that, not for what is served now. Pure.
 */
import { type SigningPlan } from './signing-plan.ts';

const DAY_MS = 86_400_000;

/**
 * What to remember when a version is made. `seconds`: the largest TTL of it and of the version before; `expireSeconds`: for how
 * long a secondary may keep that one.
 */
export function withLargestTtl(
  plan: SigningPlan,
  { seconds, expireSeconds, nowMs }: { seconds: number; expireSeconds: number; nowMs: number },
): SigningPlan {
  const { largestTtl: kept } = plan;
  const now = { ...plan, largestTtl: { seconds, at: nowMs } };
  if (kept === null || seconds > kept.seconds) return now;
  // A day more or less is in the reckoning below, so that not every version writes the file.
  if (seconds === kept.seconds) return nowMs - kept.at > DAY_MS ? now : plan;
  return nowMs > kept.at + DAY_MS + (kept.seconds + expireSeconds) * 1000 ? now : plan;
}

/** The largest TTL to wait for, given that of what is served now. */
export function largestTtlOf({ largestTtl }: SigningPlan, servedSeconds: number): number {
  return Math.max(largestTtl?.seconds ?? 0, servedSeconds);
}
