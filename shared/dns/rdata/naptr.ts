import { defineRdata } from './define-rdata.ts';
import { characterString, onceCompressedName, u16 } from './fields.ts';

/** NAPTR — a rule that rewrites a name into a URI or another name. RFC 3403 §4.1. */
export const naptr = defineRdata('NAPTR', 35, {
  order: u16,
  preference: u16,
  flags: { ...characterString, example: '"S"' },
  services: { ...characterString, example: '"SIP+D2U"' },
  regexp: { ...characterString, example: '"!^.*$!sip:info@example.com!"' },
  replacement: onceCompressedName,
});
