import { defineRdata } from './define-rdata.ts';
import { name, u16 } from './fields.ts';

/** SRV — where a service lives. RFC 2782. */
export const srv = defineRdata('SRV', 33, {
  priority: u16,
  weight: u16,
  port: u16,
  target: name({ compress: false, canonicalLowercase: true }), // RFC 3597 §4, RFC 4034 §6.2
});
