/**
 * DS: what the parent publishes of a key (RFC 4034 §5), in all forms that registrars ask for, and what asks the parent for it
 * from within the zone: CDS and CDNSKEY (RFC 7344, RFC 8078).
 */
import { hash } from 'node:crypto';
import { base64Encode, hexEncode } from '../../shared/dns/encodings.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { type Name } from '../../shared/dns/name.ts';
import { octetsFrom, type Octets } from '../../shared/dns/octets.ts';
import { dnskey } from '../../shared/dns/rdata/dnskey.ts';
import { ds } from '../../shared/dns/rdata/ds.ts';
import { ALGORITHMS, type AlgorithmNumber } from './keys/algorithms.ts';
import { keyTagOf } from './keys/key-tag.ts';

/** Digest types that RFC 8624 §3.3 lets a parent publish; SHA-1 and GOST are not among them. */
export const DIGEST_TYPES = {
  2: { mnemonic: 'SHA-256', hash: 'sha256' },
  4: { mnemonic: 'SHA-384', hash: 'sha384' },
} as const;
export type DigestType = keyof typeof DIGEST_TYPES;

/** A key as a registrar's form wants it. */
export interface DsForms {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly algorithmMnemonic: string;
  readonly digests: readonly DsDigest[];
  /** For registrars that take the key and make the DS themselves. */
  readonly dnskey: {
    readonly flags: number;
    readonly protocol: number;
    /** What some forms call the flags. */
    readonly keyType: 'ksk' | 'zsk';
    /** Base64, without spaces. */
    readonly publicKey: string;
    /** The record as one line, with the zone's name. */
    readonly record: string;
  };
}

export interface DsDigest {
  readonly digestType: DigestType;
  readonly mnemonic: string;
  /** Hexadecimal, upper case, without spaces. */
  readonly digest: string;
  /** The DS record as one line, with the zone's name. */
  readonly record: string;
}

/** DS rdata of a zone's key: the digest of owner name and DNSKEY rdata (RFC 4034 §5.1.4, RFC 4509, RFC 6605). */
export function dsRdata(zone: Name, dnskeyRdata: Octets, digestType: DigestType): Octets {
  const digested = Buffer.from(zone.toLowerCase().wire + dnskeyRdata, 'latin1');
  return ds.compose({
    keyTag: keyTagOf(dnskeyRdata),
    algorithm: dnskeyRdata.charCodeAt(3),
    digestType,
    digest: octetsFrom(hash(DIGEST_TYPES[digestType].hash, digested, 'buffer')),
  });
}

/** Everything to paste at a registrar. */
export function dsForms(zone: Name, dnskeyRdata: Octets): DsForms {
  const { flags, protocol, algorithm, publicKey } = dnskey.parse(dnskeyRdata);
  const name = printName(zone);
  return {
    keyTag: keyTagOf(dnskeyRdata),
    algorithm,
    algorithmMnemonic: ALGORITHMS[algorithm as AlgorithmNumber].mnemonic,
    digests: ([2, 4] as const).map((digestType) => {
      const rdata = dsRdata(zone, dnskeyRdata, digestType);
      return {
        digestType,
        mnemonic: DIGEST_TYPES[digestType].mnemonic,
        digest: hexEncode(ds.parse(rdata).digest),
        record: `${name} IN DS ${ds.print(rdata)}`,
      };
    }),
    dnskey: {
      flags,
      protocol,
      keyType: (flags & 1) === 1 ? 'ksk' : 'zsk',
      publicKey: base64Encode(publicKey),
      record: `${name} IN DNSKEY ${dnskey.print(dnskeyRdata)}`,
    },
  };
}

/** What a zone asks its parent for: nothing, the DS of these keys, or no DS at all any more (RFC 8078 §4). */
export type ParentRequest =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'publish';
      readonly dnskeys: readonly Octets[];
      readonly digestTypes: readonly DigestType[];
    }
  | { readonly kind: 'delete' };

/** The rdata of the zone's CDS and CDNSKEY sets; both empty when nothing is asked for. */
export function parentRequestRdatas(
  zone: Name,
  request: ParentRequest,
): { readonly cds: readonly Octets[]; readonly cdnskey: readonly Octets[] } {
  switch (request.kind) {
    case 'none':
      return { cds: [], cdnskey: [] };
    case 'publish':
      return {
        cds: request.dnskeys.flatMap((key) => request.digestTypes.map((type) => dsRdata(zone, key, type))),
        cdnskey: request.dnskeys,
      };
    case 'delete':
      // RFC 8078 §4, as erratum 5049 puts it: CDS 0 0 0 00 and CDNSKEY 0 3 0 AA==.
      return { cds: ['\0\0\0\0\0' as Octets], cdnskey: ['\0\0\x03\0\0' as Octets] };
  }
}
