import { type Octets } from '../octets.ts';
import { WireError } from '../wire-reader.ts';
import { defineRdata, type Field } from './define-rdata.ts';
import { textRest } from './fields.ts';
import { chosen } from './named-numbers.ts';

/** The property's name: one or more letters and digits. RFC 8659 §4.1. */
const propertyTag: Field<Octets> = {
  kind: 'text',
  example: 'issue',
  expected: 'a property tag of letters and digits, such as issue',
  choices: [
    { text: 'issue', meaning: 'who may issue certificates (RFC 8659 §4.2)' },
    { text: 'issuewild', meaning: 'who may issue wildcard certificates (RFC 8659 §4.3)' },
    { text: 'iodef', meaning: 'where to report refused requests (RFC 8659 §4.4)' },
    { text: 'issuemail', meaning: 'who may issue S/MIME certificates (RFC 9495)' },
    { text: 'issuevmc', meaning: 'who may issue mark certificates (BIMI)' },
    { text: 'contactemail', meaning: 'e-mail address of the domain’s contact' },
    { text: 'contactphone', meaning: 'telephone number of the domain’s contact' },
  ],
  parse(reader) {
    const at = reader.offset;
    const tag = reader.characterString();
    if (!TAG.test(tag)) throw new WireError(at, this.expected);
    return tag;
  },
  compose: (value, writer) => writer.characterString(value),
  scan(scanner) {
    const token = scanner.next(this.expected);
    return TAG.test(token.text) && token.text.length <= 255 ? token.text : scanner.fail(this.expected, token);
  },
  print: (value) => value,
};

const TAG = /^[a-zA-Z0-9]+$/;

/** CAA — which certification authorities may issue for this name. RFC 8659 §4.1. */
export const caa = defineRdata('CAA', 257, {
  flags: chosen(8, 'flags', [
    [0, 'none'],
    [128, 'critical: who does not know the tag must not issue'],
  ]),
  tag: propertyTag,
  value: textRest,
});
