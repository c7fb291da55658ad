/** Record sets: all records of one name and type (RFC 2181 §5). The unit of editing, serving and signing. */
import { type Name } from './name.ts';
import { type Octets } from './octets.ts';

/** One record set, class IN. Never empty; `rdatas` are distinct plain wire forms in the order they were given. */
export interface RRset {
  readonly owner: Name;
  readonly type: number;
  /** 0–2³¹−1. */
  readonly ttlSeconds: number;
  readonly rdatas: readonly Octets[];
}

/** The same name, type, TTL and records, order and letters' case of the owner aside. */
export function sameRRset(a: RRset, b: RRset): boolean {
  if (a === b) return true;
  return (
    a.type === b.type &&
    a.ttlSeconds === b.ttlSeconds &&
    a.owner.equals(b.owner) &&
    sameMembers(a.rdatas, b.rdatas)
  );
}

/** The same values, order aside. Those of `b` are distinct. */
export function sameMembers<T>(a: readonly T[], b: readonly T[]): boolean {
  if (a.length !== b.length) return false;
  if (a.length === 1) return a[0] === b[0];
  const members = new Set(a);
  return b.every((member) => members.has(member));
}
