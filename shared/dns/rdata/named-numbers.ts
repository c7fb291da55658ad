/**
 * Numbers that have names: text may use either, as the RFCs of these types allow, and is printed as the number, which
 * every server reads. A form offers the names.
 */
import { type Choice, type Field, type FieldKind } from './define-rdata.ts';
import { decimal, unsigned } from './fields.ts';

/** One number: its mnemonics, the usual one first, and a word about it. */
interface Named {
  readonly value: number;
  readonly mnemonics: readonly string[];
  readonly meaning?: string;
}

/** A number that text may give by mnemonic. `kind` shows how a form treats it. */
function namedNumber(kind: FieldKind, bits: 8 | 16, what: string, names: readonly Named[]): Field<number> {
  const most = 2 ** bits - 1;
  const expected = `${what}: a number, 0–${most}, or a name such as ${names[0].mnemonics[0]}`;
  const byMnemonic = new Map(
    names.flatMap(({ value, mnemonics }) => mnemonics.map((mnemonic) => [mnemonic, value] as const)),
  );
  return {
    ...unsigned(kind, bits, String(names[0].value), what, choicesOf(names)),
    expected,
    scan(scanner) {
      const token = scanner.next(expected);
      const value = decimal(token.text);
      if (value <= most) return value;
      return byMnemonic.get(token.text.toUpperCase()) ?? scanner.fail(expected, token);
    },
  };
}

function choicesOf(names: readonly Named[]): readonly Choice[] {
  return names.map(({ value, mnemonics, meaning }) => ({
    text: String(value),
    meaning: meaning === undefined ? mnemonics[0] : `${mnemonics[0]} — ${meaning}`,
  }));
}

/** DNSSEC algorithm numbers (IANA registry; use as RFC 8624 §3.1 advises). */
export const algorithm = namedNumber('algorithm', 8, 'a DNSSEC algorithm', [
  { value: 13, mnemonics: ['ECDSAP256SHA256'], meaning: 'recommended' },
  { value: 14, mnemonics: ['ECDSAP384SHA384'] },
  { value: 15, mnemonics: ['ED25519'] },
  { value: 16, mnemonics: ['ED448'] },
  { value: 8, mnemonics: ['RSASHA256'] },
  { value: 10, mnemonics: ['RSASHA512'] },
  { value: 5, mnemonics: ['RSASHA1'], meaning: 'outdated' },
  { value: 7, mnemonics: ['RSASHA1-NSEC3-SHA1', 'NSEC3RSASHA1'], meaning: 'outdated' },
  { value: 1, mnemonics: ['RSAMD5'], meaning: 'outdated' },
  { value: 3, mnemonics: ['DSA'], meaning: 'outdated' },
  { value: 6, mnemonics: ['DSA-NSEC3-SHA1', 'NSEC3DSA'], meaning: 'outdated' },
  { value: 12, mnemonics: ['ECC-GOST', 'ECCGOST'], meaning: 'outdated' },
  { value: 252, mnemonics: ['INDIRECT'] },
  { value: 253, mnemonics: ['PRIVATEDNS'] },
  { value: 254, mnemonics: ['PRIVATEOID'] },
]);

/** Digest types of DS and CDS (IANA registry; use as RFC 8624 §3.3 advises). */
export const digestType = namedNumber('u8', 8, 'a digest type', [
  { value: 2, mnemonics: ['SHA-256', 'SHA256'], meaning: 'recommended' },
  { value: 4, mnemonics: ['SHA-384', 'SHA384'] },
  { value: 1, mnemonics: ['SHA-1', 'SHA1'], meaning: 'outdated' },
  { value: 3, mnemonics: ['GOST'], meaning: 'outdated' },
]);

/** Certificate types (RFC 4398 §2.1). */
export const certificateType = namedNumber('u16', 16, 'a certificate type', [
  { value: 1, mnemonics: ['PKIX'], meaning: 'X.509 as per PKIX' },
  { value: 2, mnemonics: ['SPKI'], meaning: 'SPKI certificate' },
  { value: 3, mnemonics: ['PGP'], meaning: 'OpenPGP packet' },
  { value: 4, mnemonics: ['IPKIX'], meaning: 'the URL of an X.509 object' },
  { value: 5, mnemonics: ['ISPKI'], meaning: 'the URL of an SPKI certificate' },
  { value: 6, mnemonics: ['IPGP'], meaning: 'fingerprint and URL of an OpenPGP packet' },
  { value: 7, mnemonics: ['ACPKIX'], meaning: 'attribute certificate' },
  { value: 8, mnemonics: ['IACPKIX'], meaning: 'the URL of an attribute certificate' },
  { value: 253, mnemonics: ['URI'], meaning: 'URI private' },
  { value: 254, mnemonics: ['OID'], meaning: 'OID private' },
]);

/** A number with plain choices, the usual one first, for types whose RFCs give no mnemonics in text. */
export function chosen(
  bits: 8 | 16,
  what: string,
  meanings: readonly (readonly [value: number, meaning: string])[],
): Field<number> {
  const choices = meanings.map(([value, meaning]) => ({ text: String(value), meaning }));
  return unsigned(bits === 8 ? 'u8' : 'u16', bits, choices[0].text, what, choices);
}
