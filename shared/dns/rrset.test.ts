import { expect, it } from 'vitest';
import { Name } from './name.ts';
import { type Octets } from './octets.ts';
import { sameRRset, type RRset } from './rrset.ts';

const name = (wire: string): Name => Name.fromWire(wire as Octets);
const set = (owner: string, type: number, ttlSeconds: number, ...rdatas: string[]): RRset => ({
  owner: name(owner),
  type,
  ttlSeconds,
  rdatas: rdatas as Octets[],
});
const A = set('\x01a\0', 1, 5, 'x', 'y');

it.each([
  ['itself', A, true],
  ['another order', set('\x01a\0', 1, 5, 'y', 'x'), true],
  ["the owner's letters in another case", set('\x01A\0', 1, 5, 'x', 'y'), true],
  ['another owner', set('\x01b\0', 1, 5, 'x', 'y'), false],
  ['another type', set('\x01a\0', 2, 5, 'x', 'y'), false],
  ['another TTL', set('\x01a\0', 1, 6, 'x', 'y'), false],
  ['a record less', set('\x01a\0', 1, 5, 'x'), false],
  ['another record', set('\x01a\0', 1, 5, 'x', 'z'), false],
])('a set and %s', (_what, other, same) => {
  expect([sameRRset(A, other), sameRRset(other, A)]).toEqual([same, same]);
});
