import { describe, expect, it } from 'vitest';
import { type Octets } from '../../../shared/dns/octets.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { contentsOf } from '../../interop/dnssec/zones.ts';
import { type RhythmTimes, RHYTHM_TIMES } from '../../zones/rhythm.ts';
import { expirationSeconds } from '../signing/signing-times.ts';
import { type CopyFacts, copyDeadline, firstDeadline, freshness, warningAt } from './deadline.ts';
import { LargestTtls, signatureTimes } from './signature-policy.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;
const rhythms = Object.entries(RHYTHM_TIMES);

describe('signatures of a rhythm', () => {
  it('live and are renewed as the design says, for the TTLs it reckons with', () => {
    const days = rhythms.map(([rhythm, times]) => {
      const { lifetimeSeconds, renewBelowSeconds } = signatureTimes(times, times.expireSeconds, DAY);
      return [rhythm, lifetimeSeconds / DAY, renewBelowSeconds / DAY];
    });
    expect(days).toEqual([
      ['week', 35, 23],
      ['fortnight', 63, 37],
      ['month', 126, 79],
      ['quarter', 294, 170],
    ]);
  });

  it.each(rhythms)('are never due again when they have just been made (%s)', (_rhythm, times) => {
    for (const [expire, ttl] of [
      [times.expireSeconds, 0],
      [times.expireSeconds, 7 * DAY],
      [2 * times.expireSeconds, DAY],
      [times.expireSeconds + 30 * DAY, 30 * DAY],
    ]) {
      const { lifetimeSeconds, renewBelowSeconds } = signatureTimes(times, expire, ttl);
      expect(lifetimeSeconds * 0.9).toBeGreaterThan(renewBelowSeconds);
    }
  });

  it('expire spread over the last tenth of their life, evenly, and again the same', () => {
    const times = { nowSeconds: NOW, lifetimeSeconds: 100 * DAY };
    const of = (n: number): number => expirationSeconds(times, `test\0example\0host${n}\0` as Octets, TYPE.A);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 10_000; n++) tenths[Math.floor((of(n) - NOW - 90 * DAY - 1) / DAY)]++;
    expect(Math.min(...tenths)).toBeGreaterThan(850);
    expect(Math.max(...tenths)).toBeLessThan(1150);
    expect(of(7)).toBe(of(7));
  });
});

describe('the largest TTL', () => {
  it('follows edits, and may only be too large', () => {
    const ttls = new LargestTtls();
    const zone = (ttl: number): ReturnType<typeof contentsOf> =>
      contentsOf(`$TTL 300\n@ SOA ns1 host 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\nx ${ttl} A 192.0.2.2\n`);
    const [small, large, smallAgain] = [zone(600), zone(9000), zone(700)];
    expect([ttls.of(small), ttls.of(large, small), ttls.of(smallAgain, large)]).toEqual([600, 9000, 9000]);
  });
});

describe('a deadline', () => {
  const copy: CopyFacts = {
    refreshedAt: NOW,
    expireSeconds: 77 * DAY,
    firstExpiration: NOW + 114 * DAY,
    honoursExpire: true,
  };

  it.each<[string, Partial<CopyFacts>, ReturnType<typeof copyDeadline>]>([
    [
      'is the end of the copy, when its signatures live longer',
      {},
      { at: NOW + 77 * DAY, reason: 'copy-expires' },
    ],
    [
      'is the first signature to expire, when that comes first',
      { firstExpiration: NOW + 5 },
      { at: NOW + 5, reason: 'signatures-expire' },
    ],
    [
      'is the first signature to expire for a server that never lets a copy go',
      { honoursExpire: false },
      { at: NOW + 114 * DAY, reason: 'signatures-expire' },
    ],
    [
      'is the end of the copy for an unsigned zone',
      { firstExpiration: Infinity },
      { at: NOW + 77 * DAY, reason: 'copy-expires' },
    ],
    [
      'does not exist for an unsigned zone at a server that never lets go',
      { firstExpiration: Infinity, honoursExpire: false },
      undefined,
    ],
  ])('%s', (_what, facts, deadline) => {
    expect(copyDeadline({ ...copy, ...facts })).toEqual(deadline);
  });

  it('of several copies is that of the first to end', () => {
    const copies = [
      ['NSD', copy],
      ['BIND', { ...copy, refreshedAt: NOW - DAY }],
      ['PowerDNS', { ...copy, honoursExpire: false }],
    ] as const;
    expect(firstDeadline(copies)).toEqual({ at: NOW + 76 * DAY, reason: 'copy-expires', of: 'BIND' });
    expect(firstDeadline([])).toBeUndefined();
  });

  it('is warned of when the promised time is over', () => {
    const deadline = copyDeadline(copy);
    const at = [30, 32, 76, 77].map((days) => freshness(NOW + days * DAY, NOW, 31 * DAY, deadline));
    expect(at).toEqual(['fresh', 'due', 'due', 'lapsed']);
  });
});

/** What a year of sessions makes of the signatures of a zone, and of the copies that secondaries took. */
describe('a year of sessions', () => {
  const SETS = 60;
  const RUNS = 1000;
  const YEAR = 365 * DAY;

  type Policy = ReturnType<typeof signatureTimes>;

  /** What goes wrong in the runs, each with the largest TTL that the zone has. */
  function faults(times: RhythmTimes, policyFor: (largestTtl: number) => Policy): readonly string[] {
    const random = mulberry32(20261123);
    const found: string[] = [];
    for (let run = 0; run < RUNS; run++) {
      const largestTtl = [300, 3600, DAY, 7 * DAY][run % 4];
      simulate(times, policyFor(largestTtl), random, (at, next, firstExpiration) => {
        const copyEnds = at + times.expireSeconds;
        if (next > copyEnds) found.push(`run ${run}: a copy expired`);
        if (copyEnds + largestTtl >= firstExpiration) found.push(`run ${run}: bogus before it expired`);
        if (at + times.periodSeconds + times.unattendedSeconds > copyEnds)
          found.push('unattended for too short');
        const facts = { refreshedAt: at, expireSeconds: times.expireSeconds, firstExpiration };
        for (const honoursExpire of [true, false]) {
          const deadline = copyDeadline({ ...facts, honoursExpire })!;
          const warning = warningAt(at, times.periodSeconds, deadline);
          if (warning > deadline.at - times.periodSeconds / 4) found.push(`run ${run}: warned too late`);
          if (warning < at + times.periodSeconds) found.push(`run ${run}: warned within the rhythm`);
        }
      });
    }
    return found;
  }

  /** Calls back at the end of each session: the moment, the next one, and the first expiration of what was handed out. */
  function simulate(
    times: RhythmTimes,
    policy: Policy,
    random: () => number,
    afterSession: (at: number, next: number, firstExpiration: number) => void,
  ): void {
    const editShare = random() < 0.5 ? 0 : random() / 4;
    const expirations = new Map<Octets, number>();
    for (let at = NOW; at < NOW + YEAR;) {
      for (let n = 0; n < SETS; n++) {
        const owner = `test\0host${n}\0` as Octets;
        const old = expirations.get(owner) ?? 0;
        if (old < at + policy.renewBelowSeconds || random() < editShare)
          expirations.set(owner, expirationSeconds({ ...policy, nowSeconds: at }, owner, TYPE.A));
      }
      // Often at the last moment that the owner promised.
      const next = at + Math.ceil((random() < 0.3 ? 1 : random()) * times.periodSeconds);
      afterSession(at, next, Math.min(...expirations.values()));
      at = next;
    }
  }

  it.each(rhythms)(
    'within the rhythm (%s) leaves no copy expired, and no copy or cached answer bogus: nor when nobody comes again',
    (_rhythm, times) => {
      expect(faults(times, (largestTtl) => signatureTimes(times, times.expireSeconds, largestTtl))).toEqual(
        [],
      );
    },
  );

  it("with the lifetimes that others ship (BIND's 14 days, renewed at 5) would leave copies bogus", () => {
    const shipped = { lifetimeSeconds: 14 * DAY, renewBelowSeconds: 5 * DAY };
    expect(faults(RHYTHM_TIMES.month, () => shipped)).toContain('run 0: bogus before it expired');
  });
});

/** A small generator of pseudo-random numbers in [0, 1): the same runs each time. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}
