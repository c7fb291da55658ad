/** What a year of sessions makes of a zone's copies at its secondaries, and of the signatures in them (DESIGN §5, "Rhythm"). */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../shared/dns/octets.ts';
import { TYPE } from '../../shared/dns/types.ts';
import type { CopyDeadline } from '../../shared/model/copy.ts';
import type { Rhythm } from '../../shared/model/zone.ts';
import { expirationSeconds } from '../dnssec/signing/signing-times.ts';
import { newZoneContents } from '../zones/new-zone.ts';
import { RHYTHM_TIMES, soaTimers } from '../zones/rhythm.ts';
import { signaturePolicy } from '../zones/signing/signature-policy.ts';
import { switchOn } from '../zones/signing/switch-on.ts';
import { TemporarySigning } from '../zones/signing/temporary-signing.ts';
import { edit, nameFrom, ORIGIN, SETTINGS } from '../zones/temporary-zones.ts';
import { nothingKnown, refreshed } from './copy-history.ts';
import { copyDeadline } from './deadlines.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;
const YEAR = 365 * DAY;
const RUNS = 1000;
/** Record sets of the zone. */
const SETS = 20;
/** A secondary comes at some time of a session. */
const SESSION_SECONDS = 3600;
const RHYTHMS = Object.keys(RHYTHM_TIMES) as Rhythm[];

type Policy = Pick<ReturnType<typeof signaturePolicy>, 'lifetimeSeconds' | 'renewBelowSeconds'>;

interface Kind {
  readonly rhythm: Rhythm;
  readonly signed: boolean;
  readonly edited: boolean;
}

/** What a session handed out, and when the next one is. Times in seconds. */
interface Handed {
  readonly at: number;
  readonly next: number;
  readonly expireSeconds: number;
  /** Infinity: unsigned. */
  readonly firstExpiration: number;
  readonly largestTtl: number;
}

const KINDS: readonly Kind[] = RHYTHMS.flatMap((rhythm) =>
  [true, false].flatMap((signed) => [true, false].map((edited) => ({ rhythm, signed, edited }))),
);

const zoneOf = (rhythm: Rhythm): ReturnType<typeof newZoneContents> =>
  newZoneContents({ name: ORIGIN, nameServers: [nameFrom('ns1.he.net.')], rhythm });

/** The moments of a year's sessions, often as late as the owner promised. */
function* sessions(rhythm: Rhythm, random: () => number): Generator<readonly [at: number, next: number]> {
  for (let at = NOW; at < NOW + YEAR;) {
    const next = at + Math.ceil((random() < 0.3 ? 1 : random()) * RHYTHM_TIMES[rhythm].periodSeconds);
    yield [at, next];
    at = next;
  }
}

/** A year's sessions by the rule that a signature with too little left is made anew, and the sets edited are signed again. */
function* year(kind: Kind, policy: Policy, largestTtl: number, random: () => number): Generator<Handed> {
  const { rhythm, signed, edited } = kind;
  const editShare = edited ? random() / 4 : 0;
  const expirations = new Map<Octets, number>();
  for (const [at, next] of sessions(rhythm, random)) {
    for (let n = 0; signed && n < SETS; n++) {
      const owner = `test\0host${n}\0` as Octets;
      const old = expirations.get(owner) ?? 0;
      if (old < at + policy.renewBelowSeconds || random() < editShare)
        expirations.set(owner, expirationSeconds({ ...policy, nowSeconds: at }, owner, TYPE.A));
    }
    const firstExpiration = Math.min(Infinity, ...expirations.values());
    yield { at, next, expireSeconds: soaTimers(rhythm).expire, firstExpiration, largestTtl };
  }
}

/** What is wrong with what a session handed out, at secondaries that honour EXPIRE and at those that do not. */
function faultsOf(rhythm: Rhythm, handed: Handed, random: () => number): string[] {
  const { at, next, expireSeconds, firstExpiration, largestTtl } = handed;
  const { periodSeconds, unattendedSeconds } = RHYTHM_TIMES[rhythm];
  const refreshedAt = at + random() * SESSION_SECONDS;
  const signaturesUntil = Number.isFinite(firstExpiration) ? firstExpiration * 1000 : null;
  const refresh = { at: refreshedAt * 1000, serial: 1, expireSeconds, signaturesUntil };
  const history = refreshed(refresh)(nothingKnown('example.com.', 'id'));
  const seen = (nowSeconds: number, neverExpires: boolean): CopyDeadline =>
    copyDeadline({ name: 'he.net', history, rhythm, neverExpires, nowMs: nowSeconds * 1000 });
  const found: string[] = [];
  const wants = (holds: boolean, fault: string): unknown => holds || found.push(fault);

  // Within the rhythm: until it comes again, at the end of the next session at the latest.
  const comesBy = next + SESSION_SECONDS;
  const copyEnds = refreshedAt + expireSeconds;
  wants(comesBy < copyEnds, 'a copy expired');
  wants(comesBy + largestTtl < firstExpiration, 'a copy or what was cached of it went bogus');
  // With the rhythm broken: nobody comes again.
  wants(copyEnds + largestTtl < firstExpiration, 'bogus before it expired');
  wants(at + periodSeconds + unattendedSeconds <= copyEnds, 'unattended for too short');
  for (const neverExpires of [false, true]) {
    const { at: endMs, reason } = seen(at, neverExpires);
    if (neverExpires) wants(endMs === signaturesUntil, 'the deadline is not the first RRSIG expiration');
    else wants(endMs === copyEnds * 1000 && reason === 'expire', 'the deadline is not the end of the copy');
    if (endMs === null) continue;
    const warned = seen(endMs / 1000 - periodSeconds / 4, neverExpires).freshness;
    wants(warned === 'due', 'warned later than a quarter of the rhythm before');
    wants(
      seen(refreshedAt + periodSeconds - 1, neverExpires).freshness === 'fresh',
      'warned within the rhythm',
    );
    wants(seen(endMs / 1000, neverExpires).freshness === 'lapsed', 'not told that it has ended');
  }
  return found;
}

/** What goes wrong in the runs, each with the largest TTL that the zone has. */
function faults(kind: Kind, policyFor: (largestTtl: number) => Policy): readonly string[] {
  const random = mulberry32(20261123);
  const found = new Set<string>();
  for (let run = 0; run < RUNS; run++) {
    const largestTtl = [300, 3600, DAY, 7 * DAY][run % 4];
    for (const handed of year(kind, policyFor(largestTtl), largestTtl, random))
      for (const fault of faultsOf(kind.rhythm, handed, random)) found.add(fault);
  }
  return [...found];
}

describe('a year of sessions', () => {
  it.each(KINDS)(
    'within the rhythm leaves no copy expired or bogus, and warns in time when nobody comes again ($rhythm, signed: $signed, edited: $edited)',
    (kind) => {
      const contents = zoneOf(kind.rhythm);
      expect(faults(kind, (ttl) => signaturePolicy(contents, ttl, kind.rhythm, 'nsec'))).toEqual([]);
    },
  );

  it("with the lifetimes that others ship (BIND's 14 days, renewed at 5) would leave copies bogus", () => {
    const shipped = { lifetimeSeconds: 14 * DAY, renewBelowSeconds: 5 * DAY };
    expect(faults({ rhythm: 'month', signed: true, edited: true }, () => shipped)).toEqual(
      expect.arrayContaining(['a copy or what was cached of it went bogus', 'bogus before it expired']),
    );
  });

  it.each(RHYTHMS)(
    'of a real zone, signed and renewed as sessions do it, goes as well (%s)',
    async (rhythm) => {
      const random = mulberry32(7);
      await using own = await TemporarySigning.make();
      const zone = await own.zones.create({
        contents: zoneOf(rhythm),
        origin: 'created',
        settings: { ...SETTINGS, rhythm },
      });
      await zone.edit(
        [edit('www', 'A', ['192.0.2.1']), edit('long', 'A', ['192.0.2.2'], { ttl: 7 * DAY })],
        'hosts',
      );
      await switchOn(own.signing, zone, { algorithm: 13, keys: 'csk', denial: 'nsec' }, NOW * 1000);
      let versions = 0;
      for (const [at, next] of sessions(rhythm, random)) {
        own.temporary.nowMs = at * 1000;
        if (random() < 0.3) await zone.edit([edit('www', 'A', [`192.0.2.${versions % 250}`])], 'move');
        if ((await zone.commit()).made) versions++;
        const handed = {
          at,
          next,
          expireSeconds: soaTimers(rhythm).expire,
          firstExpiration: own.signing.firstExpiration(zone.version!.contents),
          largestTtl: 7 * DAY,
        };
        expect(faultsOf(rhythm, handed, random)).toEqual([]);
      }
      expect(versions).toBeGreaterThan(2);
    },
  );
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
