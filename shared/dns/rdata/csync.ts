import { defineRdata } from './define-rdata.ts';
import { serial } from './fields.ts';
import { chosen } from './named-numbers.ts';
import { types } from './type-fields.ts';

/** CSYNC — which of a child's sets its parent should copy. RFC 7477 §2.1. */
export const csync = defineRdata('CSYNC', 62, {
  soaSerial: serial,
  flags: chosen(16, 'flags', [
    [3, 'immediate, and only from this SOA serial on'],
    [1, 'immediate'],
    [2, 'from this SOA serial on, after the parent has confirmed it'],
    [0, 'after the parent has confirmed it'],
  ]),
  types,
});
