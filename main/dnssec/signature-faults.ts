/**
 * Looks at a signed zone from the outside, as a validator would: which sets lack a signature that holds, and which have one
 * that they must not have. Costs a verification per set: for tests, and for a zone that came from elsewhere.
 */
import { type KeyObject } from 'node:crypto';
import { printName } from '../../shared/dns/name-text.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { dnskey } from '../../shared/dns/rdata/dnskey.ts';
import { coveredTypeOf } from '../../shared/dns/rdata/rrsig.ts';
import { type RRset } from '../../shared/dns/rrset.ts';
import { TYPE, typeToText } from '../../shared/dns/types.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type Algorithm, algorithmOf } from './keys/algorithms.ts';
import { publicKeyFrom } from './keys/key-material.ts';
import { keyTagOf } from './keys/key-tag.ts';
import { expirationOf, inceptionOf, keyOfRrsig, verifyRRset } from './signing/rrsig.ts';
import { hiddenBelow, standingWhenVisible } from './signing/standing.ts';

export interface SignatureFault {
  readonly code:
    'unsigned' | 'signed-though-not-ours' | 'bad-signature' | 'unknown-key' | 'not-yet-valid' | 'expired';
  readonly owner: string;
  readonly type: string;
}

interface KnownKey {
  readonly algorithm: Algorithm;
  readonly key: KeyObject;
}

/** All faults of the signatures; whether the chain is complete is not looked at. */
export function signatureFaults(contents: ZoneContents, nowSeconds: number): readonly SignatureFault[] {
  const faults: SignatureFault[] = [];
  const keys = publishedKeys(contents);
  for (const node of contents.nodes()) {
    const rrsigs = node.rrsets.find(({ type }) => type === TYPE.RRSIG)?.rdatas ?? [];
    const hidden = hiddenBelow(contents, node.owner) !== undefined;
    const cut = !hidden && standingWhenVisible(node, contents.origin) === 'delegation';
    for (const rrset of node.rrsets) {
      if (rrset.type === TYPE.RRSIG) continue;
      const covering = rrsigs.filter((rrsig) => coveredTypeOf(rrsig) === rrset.type);
      const isMade = rrset.type === TYPE.NSEC || rrset.type === TYPE.NSEC3;
      const isSigned = isMade || (!hidden && (!cut || rrset.type === TYPE.DS));
      for (const code of codesOf(rrset, covering, isSigned, keys, nowSeconds))
        faults.push({ code, owner: printName(node.owner), type: typeToText(rrset.type) });
    }
  }
  return faults;
}

function* codesOf(
  rrset: RRset,
  covering: readonly Octets[],
  isSigned: boolean,
  keys: ReadonlyMap<number, KnownKey>,
  nowSeconds: number,
): Generator<SignatureFault['code']> {
  if (isSigned && covering.length === 0) yield 'unsigned';
  if (!isSigned && covering.length > 0) yield 'signed-though-not-ours';
  for (const rrsig of covering) {
    const known = keys.get(keyOfRrsig(rrsig));
    if (known === undefined) yield 'unknown-key';
    else if (!verifyRRset(rrset, rrsig, known.algorithm, known.key)) yield 'bad-signature';
    if (inceptionOf(rrsig) > nowSeconds) yield 'not-yet-valid';
    if (expirationOf(rrsig) <= nowSeconds) yield 'expired';
  }
}

/** By algorithm and tag, as RRSIGs name them. */
function publishedKeys(contents: ZoneContents): ReadonlyMap<number, KnownKey> {
  const keys = new Map<number, KnownKey>();
  for (const rdata of contents.rrset(contents.origin, TYPE.DNSKEY)?.rdatas ?? []) {
    const { algorithm: number, publicKey } = dnskey.parse(rdata);
    const algorithm = algorithmOf(number);
    const key = algorithm === undefined ? undefined : publicKeyFrom(algorithm, publicKey);
    if (algorithm !== undefined && key !== undefined)
      keys.set(number * 0x10000 + keyTagOf(rdata), { algorithm, key });
  }
  return keys;
}
