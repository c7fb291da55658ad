/** Whether a version was signed the way the next one is to be, so that an edit can go on from it. */
import { sameMembers } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { NSEC3_PARAMETERS } from '../nsec3-hash.ts';
import { negativeTtlSeconds } from './apex.ts';
import { apexSigners, keyOf } from './rrsig.ts';
import { type Signing, type VersionBefore } from './signing.ts';
import { type Signer } from './write-rrsig.ts';

/**
 * True when keys, way of denial and negative TTL are the same. The SOA is signed anew with each version: whose signatures it
 * bears, by those the rest of the zone is signed.
 */
export function isSignedAlike(
  { contents: before, served }: VersionBefore,
  contents: ZoneContents,
  { keys, policy }: Signing,
): boolean {
  if (before.soa === undefined || contents.soa === undefined) return false;
  const { origin } = contents;
  const nsec = served.rrset(origin, TYPE.NSEC);
  const parameters = served.rrset(origin, TYPE.NSEC3PARAM);
  const denial =
    policy.denial === 'nsec' ? nsec : parameters?.rdatas[0] === NSEC3_PARAMETERS ? parameters : undefined;
  if (denial === undefined || (policy.denial === 'nsec3' && nsec !== undefined)) return false;
  return (
    denial.ttlSeconds === negativeTtlSeconds(contents) &&
    sameMembers(served.rrset(origin, TYPE.DNSKEY)?.rdatas ?? [], keys.published) &&
    sameMembers(apexSigners(served, TYPE.SOA), keysOf(keys.zoneSigners)) &&
    sameMembers(apexSigners(served, TYPE.DNSKEY), keysOf(keys.keySigners))
  );
}

const keysOf = (signers: readonly Signer[]): readonly number[] => signers.map(keyOf);
