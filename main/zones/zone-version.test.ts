import { describe, expect, it } from 'vitest';
import { type RRsetChange } from '../../shared/dns/zone-contents.ts';
import { RecentDifferences, type VersionDifference } from './zone-version.ts';
import { ORIGIN } from './temporary-zones.ts';

const change: RRsetChange = { owner: ORIGIN, type: 1, before: undefined, after: undefined };
const step = (fromSerial: number, count = 1): VersionDifference => ({
  fromSerial,
  toSerial: fromSerial + 1,
  changes: Array.from({ length: count }, () => change),
});

describe('the differences at hand', () => {
  it('lead from any serial that is still known to any later one', () => {
    const differences = new RecentDifferences();
    for (const serial of [1, 2, 3]) differences.add(step(serial), 10);
    const serials = (from: number, to: number): number[] | undefined =>
      differences.between(from, to)?.map(({ toSerial }) => toSerial);
    expect([serials(1, 4), serials(2, 3), serials(4, 4), serials(3, 2), serials(0, 4)]).toEqual([
      [2, 3, 4],
      [3],
      [],
      undefined,
      undefined,
    ]);
  });

  it('are together no more than the zone has sets: the oldest go first', () => {
    const differences = new RecentDifferences();
    for (const serial of [1, 2, 3]) differences.add(step(serial, 900), 2000);
    expect([differences.between(1, 4), differences.between(2, 4)?.length]).toEqual([undefined, 2]);
  });

  it('take older ones only without a gap and while there is room', () => {
    const differences = new RecentDifferences();
    differences.add(step(5), 10);
    expect([
      differences.addOlder(step(3), 10),
      differences.addOlder(step(4), 10),
      differences.addOlder(step(3, 2000), 10),
    ]).toEqual([false, true, false]);
    expect(differences.between(4, 6)?.length).toBe(2);
  });
});
