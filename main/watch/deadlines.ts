/**
 * By when a session is due (DESIGN §1, "deadline"): the moment at which a secondary's copy ends, by EXPIRE or by its first
 * signature, whichever is earlier. Pure.
 */
import type { CopyDeadline, CopyHistory, DeadlineReason } from '../../shared/model/copy.ts';
import type { Rhythm } from '../../shared/model/zone.ts';
import { RHYTHM_TIMES } from '../zones/rhythm.ts';

export interface DeadlineFacts {
  readonly name: string;
  readonly history: CopyHistory;
  readonly rhythm: Rhythm;
  /** PowerDNS, and servers that refresh from each other: EXPIRE never ends such a copy, only its signatures do. */
  readonly neverExpires: boolean;
  readonly nowMs: number;
}

const NEAR_MS = 3 * 86_400_000;

export function copyDeadline({ name, history, rhythm, neverExpires, nowMs }: DeadlineFacts): CopyDeadline {
  const { zone, secondary, refresh } = history;
  const about = { zone, secondary, name };
  if (refresh === null)
    return { ...about, at: null, reason: 'never-transferred', refreshedAt: null, dueAt: null, near: false };
  const ends = [
    ...(neverExpires ? [] : [expiry(history)]),
    ...(refresh.signaturesUntil === null ? [] : [end(refresh.signaturesUntil, 'signatures')]),
  ].sort((a, b) => a.at - b.at);
  const { at, reason } = ends[0] ?? { at: null, reason: 'never' };
  const dueAt = refresh.at + RHYTHM_TIMES[rhythm].periodSeconds * 1000;
  const near = at !== null && (nowMs >= dueAt || at - nowMs < NEAR_MS);
  return { ...about, at, reason, refreshedAt: refresh.at, dueAt, near };
}

/** The earliest first; those that never end last. */
export function byUrgency(a: CopyDeadline, b: CopyDeadline): number {
  return (a.at ?? Infinity) - (b.at ?? Infinity) || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || 0;
}

interface End {
  readonly at: number;
  readonly reason: DeadlineReason;
}

const end = (at: number, reason: DeadlineReason): End => ({ at, reason });

/** What the secondary told after the refresh beats our computation: its EXPIRE may be capped (BIND: 168 days). */
function expiry({ refresh, told }: CopyHistory): End {
  const since = told.filter(({ at }) => refresh !== null && at >= refresh.at);
  if (since.length > 0) return end(Math.min(...since.map(({ expiresAt }) => expiresAt)), 'expire-told');
  return end((refresh?.at ?? 0) + (refresh?.expireSeconds ?? 0) * 1000, 'expire');
}
