import { hexDecode, hexEncode } from '../encodings.ts';
import { type Octets } from '../octets.ts';
import { defineRdata, type Field } from './define-rdata.ts';

/** An IEEE address: pairs of hexadecimal digits between hyphens. RFC 7043 §3.2, §4.2. */
function eui(length: 6 | 8, example: string): Field<Octets> {
  const expected = `${length} pairs of hexadecimal digits, such as ${example}`;
  const form = new RegExp(`^[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){${length - 1}}$`);
  return {
    kind: 'other',
    example,
    expected,
    fixedLength: length,
    parse: (reader) => reader.octets(length),
    compose: (value, writer) => writer.octets(value),
    scan(scanner) {
      const token = scanner.next(expected);
      const octets = form.test(token.text) ? hexDecode(token.text.replaceAll('-', '')) : undefined;
      return octets ?? scanner.fail(expected, token);
    },
    print: (value) =>
      hexEncode(value)
        .toLowerCase()
        .replace(/..(?!$)/g, '$&-'),
  };
}

/** EUI48 — a 48-bit MAC address. RFC 7043 §3. */
export const eui48 = defineRdata('EUI48', 108, { address: eui(6, '00-00-5e-00-53-2a') });

/** EUI64 — a 64-bit IEEE address. RFC 7043 §4. */
export const eui64 = defineRdata('EUI64', 109, { address: eui(8, '00-00-5e-ef-10-00-00-2a') });
