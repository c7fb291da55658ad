import { base64Decode, base64Encode } from '../encodings.ts';
import { type Name } from '../name.ts';
import { NO_OCTETS, type Octets } from '../octets.ts';
import { WireError } from '../wire-reader.ts';
import { ipv4, ipv6 } from './addresses.ts';
import { defineRdata, type Field, type Values } from './define-rdata.ts';
import { plainName, u8 } from './fields.ts';
import { chosen } from './named-numbers.ts';

type Gateway =
  | { readonly kind: 'none' }
  | { readonly kind: 'address'; readonly field: Field<Octets>; readonly address: Octets }
  | { readonly kind: 'name'; readonly name: Name };

const EXPECTED_TYPE = 'a gateway type, 0–3';

/** What form the gateway has. RFC 4025 §2.3 */
const gatewayType: Field<number> = {
  ...chosen(8, 'a gateway type', [
    [1, 'IPv4 address'],
    [2, 'IPv6 address'],
    [3, 'name'],
    [0, 'no gateway'],
  ]),
  expected: EXPECTED_TYPE,
  parse(reader) {
    const value = reader.u8();
    if (value > 3) throw new WireError(reader.offset - 1, EXPECTED_TYPE);
    return value;
  },
  scan(scanner, before) {
    const token = scanner.peek();
    const value = u8.scan(scanner, before);
    return value > 3 ? scanner.fail(EXPECTED_TYPE, token) : value;
  },
};

/** The gateway in the form that its type says; `.` when there is none. RFC 4025 §2.5 */
const gateway: Field<Gateway> = {
  kind: 'other',
  example: '192.0.2.38',
  expected: 'a gateway of the gateway type: . or an address or a domain name',
  parse(reader, before) {
    if (before.gatewayType === 0) return { kind: 'none' };
    if (before.gatewayType === 3) return { kind: 'name', name: plainName.parse(reader, before) };
    const field = addressField(before);
    return { kind: 'address', field, address: field.parse(reader, before) };
  },
  compose(value, writer) {
    if (value.kind === 'name') plainName.compose(value.name, writer);
    else if (value.kind === 'address') writer.octets(value.address);
  },
  scan(scanner, before) {
    if (before.gatewayType === 0) {
      const token = scanner.next('. for no gateway');
      return token.text === '.' ? { kind: 'none' } : scanner.fail('. for no gateway', token);
    }
    if (before.gatewayType === 3) return { kind: 'name', name: plainName.scan(scanner, before) };
    const field = addressField(before);
    return { kind: 'address', field, address: field.scan(scanner, before) };
  },
  print(value, origin) {
    if (value.kind === 'none') return '.';
    return value.kind === 'name' ? plainName.print(value.name, origin) : value.field.print(value.address);
  },
};

/** The key in base64; it may be left out when the algorithm is 0. RFC 4025 §2.4, §2.6 */
const publicKey: Field<Octets> = {
  kind: 'base64',
  example: 'AQNRU3mG7TVTO2BkR47usntb102uFJtu',
  expected: 'a public key in base64, or nothing when the algorithm is 0',
  takesRest: true,
  parse(reader, before) {
    if (reader.remaining === 0 && before.algorithm !== 0) throw new WireError(reader.offset, this.expected);
    return reader.rest();
  },
  compose: (value, writer) => writer.octets(value),
  scan(scanner, before) {
    if (before.algorithm === 0 && scanner.atEnd) return NO_OCTETS;
    const { text, token } = scanner.restJoined(this.expected);
    const octets = base64Decode(text);
    return octets === undefined || octets === '' ? scanner.fail(this.expected, token) : octets;
  },
  print: base64Encode,
};

/** IPSECKEY — the key and the gateway of an IPsec host. RFC 4025 §2; its gateway name is not compressed (§2.5). */
export const ipseckey = defineRdata('IPSECKEY', 45, {
  precedence: u8,
  gatewayType,
  algorithm: chosen(8, 'an algorithm', [
    [2, 'RSA'],
    [1, 'DSA'],
    [3, 'ECDSA'],
    [0, 'no key'],
  ]),
  gateway,
  publicKey,
});

const addressField = (before: Values): Field<Octets> => (before.gatewayType === 1 ? ipv4 : ipv6);
