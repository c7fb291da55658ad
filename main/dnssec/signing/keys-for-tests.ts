/** Keys for suites and the bench, by what their roles say they sign. */
import { type ParentRequest } from '../ds.ts';
import { type ZoneKey } from '../keys/zone-key.ts';
import { type SigningKeys } from './signing.ts';
import { type Signer } from './write-rrsig.ts';

/** A key of the zone at some step of its life. */
export interface KeyUse {
  readonly key: ZoneKey;
  /** False: published ahead of its use, or after it (RFC 6781 §4.1.1.1). */
  readonly signs: boolean;
}

export function signingKeys(
  uses: readonly KeyUse[],
  parentRequest: ParentRequest = { kind: 'none' },
): SigningKeys {
  const signing = uses.filter(({ signs }) => signs).map(({ key }) => key);
  return {
    published: uses.map(({ key }) => key.dnskey),
    keySigners: signing.filter(({ role }) => role !== 'zsk').map(signerOf),
    zoneSigners: signing.filter(({ role }) => role !== 'ksk').map(signerOf),
    parentRequest,
  };
}

const signerOf = ({ algorithm, keyTag, privateKey }: ZoneKey): Signer => ({ algorithm, keyTag, privateKey });
