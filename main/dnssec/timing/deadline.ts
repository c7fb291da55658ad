/**
 * The deadline: when a secondary's copy of a zone ends, and why (DESIGN §1). All times in seconds since 1970.
 */

/** A secondary's copy, as far as it is known. */
export interface CopyFacts {
  /** When the secondary last made sure that its copy is current: a transfer, or an SOA question that found it so. */
  readonly refreshedAt: number;
  /** SOA EXPIRE of the version it holds. */
  readonly expireSeconds: number;
  /** The first RRSIG expiration of the version it holds; Infinity when that is not signed. */
  readonly firstExpiration: number;
  /** False for servers that never let a copy expire (PowerDNS), and for those that refresh from each other. */
  readonly honoursExpire: boolean;
}

export interface Deadline {
  readonly at: number;
  /** The copy ends as a whole (SOA EXPIRE), or validators start to refuse it. */
  readonly reason: 'copy-expires' | 'signatures-expire';
}

/** When a copy ends; undefined when it never does: not signed, and held by a server that never lets go. */
export function copyDeadline(copy: CopyFacts): Deadline | undefined {
  const expires = copy.honoursExpire ? copy.refreshedAt + copy.expireSeconds : Infinity;
  if (copy.firstExpiration <= expires)
    return copy.firstExpiration === Infinity
      ? undefined
      : { at: copy.firstExpiration, reason: 'signatures-expire' };
  return { at: expires, reason: 'copy-expires' };
}

/** Where the owner stands towards the rhythm and the deadline. */
export type Freshness =
  /** Within the rhythm. */
  | 'fresh'
  /** The promised time is over, or the deadline is near: publish. */
  | 'due'
  /** The first copy has ended. */
  | 'lapsed';

/** `lastSessionAt`: the end of the last session that brought every secondary in sync. */
export function freshness(
  now: number,
  lastSessionAt: number,
  periodSeconds: number,
  deadline: Deadline | undefined,
): Freshness {
  if (deadline !== undefined && now >= deadline.at) return 'lapsed';
  return now >= warningAt(lastSessionAt, periodSeconds, deadline) ? 'due' : 'fresh';
}

/** When to begin to warn: when the promised time is over, but a quarter of it before the deadline at the latest. */
export function warningAt(
  lastSessionAt: number,
  periodSeconds: number,
  deadline: Deadline | undefined,
): number {
  return Math.min(lastSessionAt + periodSeconds, (deadline?.at ?? Infinity) - periodSeconds / 4);
}
