/**
 * By when a session is due (DESIGN §1, "deadline"): the moment at which a secondary's copy ends, by EXPIRE or by its first
 * signature, whichever is earlier. From what is remembered of the copy. Pure.
 */
import type { CopyDeadline, CopyHistory } from '../../shared/model/copy.ts';
import type { Rhythm } from '../../shared/model/zone.ts';
import { copyDeadline as deadlineOf, freshness } from '../dnssec/timing/deadline.ts';
import { RHYTHM_TIMES } from '../zones/rhythm.ts';

export interface DeadlineFacts {
  /** The secondary's. */
  readonly name: string;
  readonly history: CopyHistory;
  readonly rhythm: Rhythm;
  /** PowerDNS, and servers that refresh from each other: EXPIRE never ends such a copy, only its signatures do. */
  readonly neverExpires: boolean;
  readonly nowMs: number;
}

export function copyDeadline({ name, history, rhythm, neverExpires, nowMs }: DeadlineFacts): CopyDeadline {
  const { zone, secondary, refresh } = history;
  const about = { zone, secondary, name, holds: history.heldSerial };
  if (refresh === null) {
    const nothing = { at: null, expiresAt: null, signaturesUntil: null, refreshedAt: null, dueAt: null };
    return { ...about, ...nothing, reason: 'never-transferred', freshness: 'fresh' };
  }
  const { periodSeconds } = RHYTHM_TIMES[rhythm];
  const told = toldSeconds(history);
  const expireSeconds = told ?? refresh.expireSeconds;
  const deadline = deadlineOf({
    refreshedAt: refresh.at / 1000,
    expireSeconds,
    firstExpiration: (refresh.signaturesUntil ?? Infinity) / 1000,
    honoursExpire: !neverExpires,
  });
  const byExpire = told === undefined ? 'expire' : 'expire-told';
  return {
    ...about,
    at: deadline === undefined ? null : deadline.at * 1000,
    reason:
      deadline === undefined ? 'never' : deadline.reason === 'signatures-expire' ? 'signatures' : byExpire,
    expiresAt: neverExpires ? null : refresh.at + expireSeconds * 1000,
    signaturesUntil: refresh.signaturesUntil,
    refreshedAt: refresh.at,
    dueAt: refresh.at + periodSeconds * 1000,
    freshness: freshness(nowMs / 1000, refresh.at / 1000, periodSeconds, deadline),
  };
}

/** The earliest first; those that never end last. */
export function byUrgency(a: CopyDeadline, b: CopyDeadline): number {
  return byTime(a.at, b.at) || byTime(a.dueAt, b.dueAt);
}

const byTime = (a: number | null, b: number | null): number =>
  a === b ? 0 : (a ?? Infinity) - (b ?? Infinity);

/**
 * From the refresh to the end, as the secondary itself told after it; undefined when it did not. That beats our
 * computation: it may cap EXPIRE (BIND: 168 days).
 */
function toldSeconds({ refresh, told }: CopyHistory): number | undefined {
  if (refresh === null) return undefined;
  const ends = told.filter(({ at }) => at >= refresh.at).map(({ expiresAt }) => expiresAt);
  return ends.length === 0 ? undefined : (Math.min(...ends) - refresh.at) / 1000;
}
