import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAhead } from '../../shared/dns/serial.ts';
import { chooseSerial, type SerialSituation } from './choose-serial.ts';
import { NOW } from './temporary-zones.ts';

const choose = (situation: Partial<SerialSituation>): number =>
  chooseSerial({
    policy: 'date-counter',
    last: undefined,
    seen: [],
    typed: undefined,
    nowMs: NOW,
    ...situation,
  });

describe('the next serial', () => {
  it.each([
    ['starts with the day', {}, 2026112301],
    ['counts on within it', { last: 2026112301 }, 2026112302],
    ['runs on into the next day after 99', { last: 2026112399 }, 2026112400],
    ['overtakes one seen at a secondary', { last: 2026112301, seen: [2026112377] }, 2026112378],
    ['does not mind a secondary behind', { last: 2026112301, seen: [2020010101] }, 2026112302],
    ['is the one the owner typed when that is ahead', { last: 2026112301, typed: 2026120101 }, 2026120101],
    [
      'is not the one the owner typed when it is behind one seen',
      { last: 1, seen: [9], typed: 5, policy: 'increment' },
      10,
    ],
    ['stays within half a circle of the last', { last: 3_000_000_000, seen: [4_200_000_000] }, 4_200_000_001],
    ['is never 0', { last: 0xffffffff, policy: 'increment' }, 1],
  ] as const)('%s', (_name, situation, expected) => {
    expect(choose(situation)).toBe(expected);
  });

  it('is ahead of the last and of all that are ahead of it', () => {
    const u32 = fc.integer({ min: 1, max: 0xffffffff });
    const policy = fc.constantFrom('date-counter' as const, 'increment' as const, 'unixtime' as const);
    const near = fc.integer({ min: -0x7ffffff0, max: 0x7ffffff0 });
    fc.assert(
      fc.property(u32, fc.array(near, { maxLength: 4 }), policy, (last, distances, how) => {
        const seen = distances.map((distance) => (last + distance + 0x200000000) % 0x100000000);
        const next = choose({ policy: how, last, seen });
        expect(
          [last, ...seen.filter((one) => isAhead(one, last))].filter((held) => !isAhead(next, held)),
        ).toEqual([]);
      }),
    );
  });
});
