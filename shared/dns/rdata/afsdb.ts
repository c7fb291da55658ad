import { defineRdata } from './define-rdata.ts';
import { onceCompressedName } from './fields.ts';
import { chosen } from './named-numbers.ts';

/** AFSDB — a server of an AFS cell. RFC 1183 §1, RFC 5864. */
export const afsdb = defineRdata('AFSDB', 18, {
  subtype: chosen(16, 'a subtype', [
    [1, 'AFS volume location server'],
    [2, 'DCE authentication server'],
  ]),
  hostname: onceCompressedName,
});
