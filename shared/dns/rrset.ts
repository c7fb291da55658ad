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
  if (
    a.type !== b.type ||
    a.ttlSeconds !== b.ttlSeconds ||
    a.rdatas.length !== b.rdatas.length ||
    !a.owner.equals(b.owner)
  )
    return false;
  if (a.rdatas.length === 1) return a.rdatas[0] === b.rdatas[0];
  const others = new Set(b.rdatas);
  return a.rdatas.every((rdata) => others.has(rdata));
}
