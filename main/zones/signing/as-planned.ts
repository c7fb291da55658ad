/** Whether what is served was signed the way it is to be signed now; if not, a version is due. */
import { type Octets } from '../../../shared/dns/octets.ts';
import { sameMembers } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { parentRequestRdatas } from '../../dnssec/ds.ts';
import { apexSigners } from '../../dnssec/signing/rrsig.ts';
import {
  type DescribedKey,
  dnskeyOf,
  keySigners,
  parentRequestOf,
  publishedKeys,
  type SigningPlan,
  zoneSigners,
} from './signing-plan.ts';

export function isSignedAsPlanned(served: ZoneContents, plan: SigningPlan): boolean {
  const { origin } = served;
  const rdatasOf = (type: number): readonly Octets[] => served.rrset(origin, type)?.rdatas ?? [];
  const { cds } = parentRequestRdatas(origin, parentRequestOf(plan));
  return (
    rdatasOf(plan.denial === 'nsec' ? TYPE.NSEC : TYPE.NSEC3PARAM).length > 0 &&
    sameMembers(rdatasOf(TYPE.DNSKEY), publishedKeys(plan).map(dnskeyOf)) &&
    sameMembers(rdatasOf(TYPE.CDS), cds) &&
    sameMembers(apexSigners(served, TYPE.SOA), zoneSigners(plan).map(keyOf)) &&
    sameMembers(apexSigners(served, TYPE.DNSKEY), keySigners(plan).map(keyOf))
  );
}

/** As `keyOfRrsig` tells it. */
const keyOf = ({ algorithm, keyTag }: DescribedKey): number => algorithm * 0x10000 + keyTag;
