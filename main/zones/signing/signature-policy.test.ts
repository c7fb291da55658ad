import { describe, expect, it } from 'vitest';
import { type Octets } from '../../../shared/dns/octets.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { expirationSeconds } from '../../dnssec/signing/signing-times.ts';
import { RHYTHM_TIMES } from '../rhythm.ts';
import { exampleContents, edit } from '../temporary-zones.ts';
import { type Rhythm } from '../../../shared/model/zone.ts';
import { LargestTtls, signaturePolicy } from './signature-policy.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;
const RHYTHMS = Object.keys(RHYTHM_TIMES) as Rhythm[];

/** example.com with this SOA EXPIRE, and a record with this TTL. */
function zone({ expire = 0, ttl = 3600 }): ZoneContents {
  const contents = exampleContents();
  const { owner } = edit('www', 'A');
  const rdatas = ['\xc0\x00\x02\x01' as Octets];
  const soa = edit('@', 'SOA', [`ns1.he.net. h 1 86400 7200 ${expire} 3600`]);
  return contents
    .with(owner, TYPE.A, { owner, type: TYPE.A, ttlSeconds: ttl, rdatas })
    .with(contents.origin, TYPE.SOA, { ...contents.soa!, rdatas: soa.wished!.rdatas });
}

describe('signatures of a rhythm', () => {
  it('live and are renewed as the design says, for the TTLs it reckons with', () => {
    const days = RHYTHMS.map((rhythm) => {
      const { lifetimeSeconds, renewBelowSeconds } = signaturePolicy(zone({}), DAY, rhythm, 'nsec');
      return [rhythm, lifetimeSeconds / DAY, renewBelowSeconds / DAY];
    });
    expect(days).toEqual([
      ['week', 35, 23],
      ['fortnight', 63, 37],
      ['month', 126, 79],
      ['quarter', 294, 170],
    ]);
  });

  it.each(RHYTHMS)('are never due again when they have just been made (%s)', (rhythm) => {
    for (const [expireDays, ttlDays] of [
      [0, 0],
      [0, 7],
      [200, 1],
      // As large as zones may have them.
      [24_855, 24_855],
    ]) {
      const contents = zone({ expire: expireDays * DAY });
      const policy = signaturePolicy(contents, ttlDays * DAY, rhythm, 'nsec');
      expect(policy.lifetimeSeconds * 0.9).toBeGreaterThan(policy.renewBelowSeconds);
      // RFC 4034 §3.1.5: times are compared as serials.
      expect(policy.lifetimeSeconds + 3600).toBeLessThan(2 ** 31);
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
    const [small, large, smallAgain] = [
      zone({ ttl: 100_000 }),
      zone({ ttl: 200_000 }),
      zone({ ttl: 90_000 }),
    ];
    expect([ttls.of(small), ttls.of(large, small), ttls.of(smallAgain, large)]).toEqual([
      100_000, 200_000, 200_000,
    ]);
  });
});
