/**
 * How long signatures live and when they are renewed, by the owner's rhythm (DESIGN §5, "Rhythm"): at every moment at which
 * a secondary may refresh, each signature has EXPIRE and the largest TTL left, so that a copy expires before it goes bogus
 * (RFC 6781 §4.4.1).
 */
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { type Denial } from '../../../shared/model/dnssec.ts';
import { type Rhythm } from '../../../shared/model/zone.ts';
import { type SigningPolicy } from '../../dnssec/signing/signing.ts';
import { RHYTHM_TIMES } from '../rhythm.ts';

const DAY_SECONDS = 86_400;
/** TTL of DNSKEY, CDS and CDNSKEY: an hour, so that a change of keys is over soon. */
export const KEY_TTL_SECONDS = 3600;
/**
 * No copy and nothing cached is taken to live longer, whatever SOA EXPIRE and TTLs say: BIND's copies live for 168 days at
 * most, its cache for a week. And a signature cannot be given 68 years (RFC 4034 §3.1.5).
 */
const LONGEST = 366 * DAY_SECONDS;

/** A zone whose EXPIRE or TTLs go beyond what its rhythm reckons with (a TTL of a day) has signatures that live longer. */
export function signaturePolicy(
  contents: ZoneContents,
  largestTtl: number,
  rhythm: Rhythm,
  denial: Denial,
): SigningPolicy {
  const times = RHYTHM_TIMES[rhythm];
  const rdata = contents.soa?.rdatas[0];
  const own = rdata === undefined ? 0 : soa.parse(rdata).expire;
  const expire = Math.max(times.expireSeconds, Math.min(own, LONGEST));
  const cached = Math.min(largestTtl, LONGEST);
  const excess = expire - times.expireSeconds + Math.max(0, cached - DAY_SECONDS);
  return {
    denial,
    // Expirations are spread over the last tenth: the first of them has to carry the excess.
    lifetimeSeconds: times.signatureLifetimeSeconds + Math.ceil(excess / 0.9),
    renewBelowSeconds: expire + cached + DAY_SECONDS,
    keyTtlSeconds: KEY_TTL_SECONDS,
  };
}

/** The largest TTL of each zone's records, kept from version to version: an edit looks at what it changed. */
export class LargestTtls {
  readonly #known = new WeakMap<ZoneContents, number>();

  /** Seconds. With `before`, of which it is known, never less than that one's: too much harms nobody. */
  of(contents: ZoneContents, before?: ZoneContents): number {
    const known = this.#known.get(contents);
    if (known !== undefined) return known;
    const earlier = before === undefined ? undefined : this.#known.get(before);
    let largest = earlier ?? KEY_TTL_SECONDS;
    if (before === undefined || earlier === undefined)
      for (const { ttlSeconds } of contents.rrsets()) largest = Math.max(largest, ttlSeconds);
    else
      for (const { after } of contents.differencesFrom(before))
        largest = Math.max(largest, after?.ttlSeconds ?? 0);
    this.#known.set(contents, largest);
    return largest;
  }
}
