/**
 * Takes in a key that signed the zone elsewhere, so that its DS stays: BIND's `.private` with its `.key`, what PowerDNS exports
 * (the same format, or PEM), Knot's PEM files, and any other PEM (PKCS#8, or SEC1 and PKCS#1 of OpenSSL).
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { printName, scanName } from '../../../shared/dns/name-text.ts';
import { Name } from '../../../shared/dns/name.ts';
import { octetsFrom, type Octets } from '../../../shared/dns/octets.ts';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { ScanError } from '../../../shared/dns/scan-error.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { scanRdataText } from '../../../shared/dns/zone-file/rdata-text.ts';
import { type Algorithm, algorithmOf } from './algorithms.ts';
import { isBindPrivateKey, parseBindPrivateKey } from './bind-key-file.ts';
import { type KeyFault } from './key-fault.ts';
import { algorithmFor } from './key-material.ts';
import { keyTagOf } from './key-tag.ts';
import { KEY_FLAGS, type KeyRole, type ZoneKey, zoneKeyOf } from './zone-key.ts';

/** A key's two halves as text. The public one is a DNSKEY record, as in a `.key` file or a zone file. */
export interface KeyTexts {
  readonly privateText?: string;
  readonly publicText?: string;
}

export type KeyImport =
  | { readonly key: ZoneKey; readonly fault?: undefined }
  | { readonly key?: undefined; readonly fault: KeyFault };

/**
 * The key of `zone` that the texts hold. A private key alone is enough when `role` says what it is for; with its DNSKEY the
 * flags tell (257 is taken for a CSK unless `role` says KSK), and both halves must match.
 */
export function importKey({ privateText, publicText }: KeyTexts, zone: Name, role?: KeyRole): KeyImport {
  const published = publicText === undefined ? undefined : parseDnskeyRecord(publicText, zone);
  if (published !== undefined && 'code' in published) return { fault: published };
  if (privateText === undefined) return { fault: { code: 'public-without-private' } };
  const material = isBindPrivateKey(privateText) ? parseBindPrivateKey(privateText) : parsePem(privateText);
  if ('code' in material) return { fault: material };
  const { algorithm, privateKey } = material;
  if (published === undefined)
    return role === undefined
      ? { fault: { code: 'private-without-public' } }
      : { key: zoneKeyOf(role, algorithm, privateKey) };
  const { flags } = published;
  const key = zoneKeyOf(role ?? (flags === KEY_FLAGS.zsk ? 'zsk' : 'csk'), algorithm, privateKey);
  if (KEY_FLAGS[key.role] !== flags) return { fault: { code: 'role-mismatch', role: key.role, flags } };
  return key.dnskey === published.rdata
    ? { key }
    : { fault: { code: 'keys-do-not-match', dnskeyTag: keyTagOf(published.rdata), privateTag: key.keyTag } };
}

/** The one DNSKEY record of a `.key` file: comments aside, `name [ttl] [IN] DNSKEY flags 3 algorithm key`. */
function parseDnskeyRecord(
  text: string,
  zone: Name,
): { readonly flags: number; readonly rdata: Octets } | KeyFault {
  const lines = text.replace(/;.*$/gm, '');
  const record = /^[ \t]*(\S+)[ \t]+(?:\d\S*[ \t]+)?(?:IN[ \t]+)?(?:\d\S*[ \t]+)?DNSKEY[ \t]+(.*)$/ims.exec(
    lines,
  );
  if (record === null) return { code: 'unreadable-public-key', expected: 'a DNSKEY record' };
  const [, ownerText, rdataText] = record;
  // `pdnsutil export-zone-dnskey` leaves the final dot out: such a name is meant as absolute, too.
  const owner = scanName(asOctets(ownerText), Name.root);
  if (typeof owner === 'string') return { code: 'unreadable-public-key', expected: 'the name of the zone' };
  if (!owner.equals(zone)) return { code: 'wrong-zone', found: printName(owner), expected: printName(zone) };
  try {
    const rdata = scanRdataText(TYPE.DNSKEY, asOctets(rdataText.trim()));
    return checkDnskey(rdata);
  } catch (error) {
    if (error instanceof ScanError) return { code: 'unreadable-public-key', expected: error.expected };
    throw error;
  }
}

function checkDnskey(rdata: Octets): { readonly flags: number; readonly rdata: Octets } | KeyFault {
  const { flags, protocol, algorithm } = dnskey.parse(rdata);
  if ((flags & REVOKE) !== 0) return { code: 'revoked-key', keyTag: keyTagOf(rdata) };
  if ((flags !== 256 && flags !== 257) || protocol !== 3)
    return { code: 'unreadable-public-key', expected: 'flags 256 or 257, and protocol 3' };
  if (algorithmOf(algorithm) === undefined)
    return { code: 'algorithm-not-offered', algorithm: String(algorithm) };
  return { flags, rdata };
}

function parsePem(
  text: string,
): { readonly algorithm: Algorithm; readonly privateKey: KeyObject } | KeyFault {
  if (/ENCRYPTED/.test(text)) return { code: 'passphrase-protected' };
  const pem = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.*?-----END \1-----/s.exec(text)?.[0];
  if (pem === undefined)
    return { code: 'unreadable-private-key', expected: 'a .private file of BIND, or PEM' };
  try {
    const privateKey = createPrivateKey(pem);
    const algorithm = algorithmFor(privateKey);
    if (algorithm !== undefined) return { algorithm, privateKey };
    const details = privateKey.asymmetricKeyDetails?.namedCurve ?? privateKey.asymmetricKeyType ?? 'unknown';
    return { code: 'algorithm-not-offered', algorithm: details };
  } catch (error) {
    if (error instanceof Error) return { code: 'unreadable-private-key', expected: 'a private key in PEM' };
    throw error;
  }
}

const asOctets = (text: string): Octets => octetsFrom(Buffer.from(text, 'utf8'));
const REVOKE = 0x0080;
