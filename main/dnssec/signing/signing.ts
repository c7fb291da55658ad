/** What a signing run is told: whose keys sign what, how absence is proved, how long signatures live. */
import { type Octets } from '../../../shared/dns/octets.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { type ParentRequest } from '../ds.ts';
import { type Signer } from './write-rrsig.ts';
import { type SigningTimes } from './signing-times.ts';

export interface SigningKeys {
  /** The DNSKEY set: rdata of all keys that are published, signing or not. */
  readonly published: readonly Octets[];
  /** Sign the apex's DNSKEY, CDS and CDNSKEY sets. */
  readonly keySigners: readonly Signer[];
  /** Sign everything else. */
  readonly zoneSigners: readonly Signer[];
  readonly parentRequest: ParentRequest;
}

/** How the zone proves what it does not have: NSEC, or NSEC3 with no extra iterations and no salt (RFC 9276 §3.1). */
export type Denial = 'nsec' | 'nsec3';

export interface SigningPolicy {
  readonly denial: Denial;
  readonly lifetimeSeconds: number;
  /** A signature that has less left than this is made anew. */
  readonly renewBelowSeconds: number;
  /** TTL of DNSKEY, CDS and CDNSKEY. */
  readonly keyTtlSeconds: number;
}

export interface Signing {
  readonly keys: SigningKeys;
  readonly policy: SigningPolicy;
  readonly nowSeconds: number;
}

/** The version before: what the owner wrote, and what was served of it. */
export interface VersionBefore {
  readonly contents: ZoneContents;
  readonly served: ZoneContents;
}

export function timesOf({ nowSeconds, policy }: Signing): SigningTimes {
  return { nowSeconds, lifetimeSeconds: policy.lifetimeSeconds };
}
