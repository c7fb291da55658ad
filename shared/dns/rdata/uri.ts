import { WireError } from '../wire-reader.ts';
import { defineRdata, type Field } from './define-rdata.ts';
import { textRest, u16 } from './fields.ts';
import { SERVICE_LABELS } from './owner-labels.ts';
import { type Octets } from '../octets.ts';

/** The URI in quotes; never empty (RFC 7553 §4.4). */
const target: Field<Octets> = {
  ...textRest,
  example: '"https://www.example.com/path"',
  expected: 'a URI in quotes',
  parse(reader) {
    if (reader.remaining === 0) throw new WireError(reader.offset, this.expected);
    return reader.rest();
  },
  scan(scanner) {
    const token = scanner.next(this.expected);
    const uri = scanner.unescape(token, this.expected);
    return uri === '' ? scanner.fail(this.expected, token) : uri;
  },
};

/** URI — where a service lives, as a URI. RFC 7553 §4. */
export const uri = defineRdata(
  'URI',
  256,
  { priority: u16, weight: u16, target },
  { ownerLabels: SERVICE_LABELS },
);
