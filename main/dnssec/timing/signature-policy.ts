/** How long signatures live and when they are renewed, from the owner's rhythm (DESIGN §5, "Rhythm"). */
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { type SigningPolicy } from '../signing/signing.ts';

const DAY_SECONDS = 86_400;

/** What a rhythm says (main/zones/rhythm.ts), for its own SOA EXPIRE. */
export interface RhythmSignatures {
  readonly expireSeconds: number;
  readonly signatureLifetimeSeconds: number;
}

/**
 * Lifetime and renewal of a zone's signatures. A signature with less left than EXPIRE, the largest TTL and a day is made anew,
 * so that a copy expires before it goes bogus, and what was cached from it last as well (RFC 6781 §4.4.1). A zone whose EXPIRE
 * or TTLs go beyond what the rhythm reckons with (a TTL of a day) has signatures that live as much longer.
 */
export function signatureTimes(
  rhythm: RhythmSignatures,
  soaExpireSeconds: number,
  largestTtlSeconds: number,
): Pick<SigningPolicy, 'lifetimeSeconds' | 'renewBelowSeconds'> {
  const excess =
    Math.max(0, soaExpireSeconds - rhythm.expireSeconds) + Math.max(0, largestTtlSeconds - DAY_SECONDS);
  return {
    // Expirations are spread over the last tenth: the first one has to carry the excess.
    lifetimeSeconds: rhythm.signatureLifetimeSeconds + Math.ceil(excess / 0.9),
    renewBelowSeconds: soaExpireSeconds + largestTtlSeconds + DAY_SECONDS,
  };
}

/** The largest TTL of a zone, kept from version to version: an edit looks at what it changed only. */
export class LargestTtls {
  readonly #known = new WeakMap<ZoneContents, number>();

  /** At least the largest TTL. With the contents before, one that was removed may still count: which errs to the safe side. */
  of(contents: ZoneContents, before?: ZoneContents): number {
    const known = this.#known.get(contents);
    if (known !== undefined) return known;
    const knownBefore = before === undefined ? undefined : this.#known.get(before);
    let largest = knownBefore ?? 0;
    if (before !== undefined && knownBefore !== undefined) {
      for (const { after } of contents.differencesFrom(before))
        largest = Math.max(largest, after?.ttlSeconds ?? 0);
    } else for (const { ttlSeconds } of contents.rrsets()) largest = Math.max(largest, ttlSeconds);
    this.#known.set(contents, largest);
    return largest;
  }
}
