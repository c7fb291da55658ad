import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSerial, furthest, isAhead, nextSerial } from './serial.ts';

const MOST = 0xffffffff;
const HALF = 0x80000000;
const NOW = Date.UTC(2026, 10, 23, 23, 59, 59);

describe('serial arithmetic (RFC 1982)', () => {
  it('orders by the shorter way around the circle (§3.2)', () => {
    const pairs = [
      [1, 0],
      [44, 0],
      [100, 44],
      [200, 100],
      [0, MOST],
      [100, MOST - 100],
      [HALF - 1, 0],
      [HALF, 1],
    ];
    expect(pairs.map(([a, b]) => [isAhead(a, b), isAhead(b, a)])).toEqual(pairs.map(() => [true, false]));
  });

  it('orders a serial neither before nor after itself and its opposite (§3.2)', () => {
    expect([isAhead(7, 7), isAhead(0, HALF), isAhead(HALF, 0), isAhead(5, HALF + 5)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('adds around the circle (§3.1)', () => {
    expect([addSerial(1, 1), addSerial(MOST, 1), addSerial(MOST, HALF - 1)]).toEqual([2, 0, HALF - 2]);
  });

  it('puts every serial behind what up to 2³¹−1 makes of it (§3.1)', () => {
    const serial = fc.integer({ min: 0, max: MOST });
    fc.assert(
      fc.property(serial, fc.integer({ min: 1, max: HALF - 1 }), (s, n) => isAhead(addSerial(s, n), s)),
    );
  });

  it('finds the furthest of several, across the wrap', () => {
    expect([furthest([]), furthest([5, 9, 7]), furthest([MOST, 3, MOST - 5])]).toEqual([undefined, 9, 3]);
  });
});

describe('the next serial', () => {
  it('is today’s first by the date counter', () => {
    expect([nextSerial('date-counter', [], NOW), nextSerial('date-counter', [2026112299], NOW)]).toEqual([
      2026112301, 2026112301,
    ]);
  });

  it('counts on within a day, and into the next one after 99', () => {
    expect(
      [2026112301, 2026112399, 2026112400].map((held) => nextSerial('date-counter', [held], NOW)),
    ).toEqual([2026112302, 2026112400, 2026112401]);
  });

  it('goes back to the date once the date is ahead again', () => {
    expect(nextSerial('date-counter', [2026112400], NOW + 86_400_000)).toBe(2026112401);
  });

  it('is one more by increment, from 1 on', () => {
    expect([
      nextSerial('increment', [], NOW),
      nextSerial('increment', [41], NOW),
      nextSerial('increment', [MOST], NOW),
    ]).toEqual([1, 42, 1]);
  });

  it('is the time by unixtime, and one more within a second or after a clock set back', () => {
    const seconds = NOW / 1000;
    expect([
      nextSerial('unixtime', [], NOW + 999),
      nextSerial('unixtime', [seconds], NOW),
      nextSerial('unixtime', [seconds + 3600], NOW),
    ]).toEqual([seconds, seconds + 1, seconds + 3601]);
  });

  it('is ahead of what a secondary was seen with', () => {
    expect(nextSerial('date-counter', [2026112301, 2026112905], NOW)).toBe(2026112906);
  });

  it('stays above 2³¹ rather than wrapping unasked', () => {
    expect([
      nextSerial('date-counter', [3_000_000_000], NOW),
      nextSerial('date-counter', [4_200_000_000], NOW),
      nextSerial('unixtime', [4_200_000_000], NOW),
    ]).toEqual([3_000_000_001, 4_200_000_001, 4_200_000_001]);
  });

  it('is always ahead of the last, and never 0', () => {
    const policy = fc.constantFrom('date-counter' as const, 'increment' as const, 'unixtime' as const);
    const now = fc.integer({ min: 0, max: Date.UTC(2105, 0) });
    fc.assert(
      fc.property(policy, fc.integer({ min: 0, max: MOST }), now, (by, last, nowMs) => {
        const next = nextSerial(by, [last], nowMs);
        return isAhead(next, last) && next > 0 && Number.isInteger(next) && next <= MOST;
      }),
    );
  });
});
