import { defineRdata } from './define-rdata.ts';
import { seconds, serial, wellKnownName } from './fields.ts';

/** SOA — start of a zone of authority. RFC 1035 §3.3.13; MINIMUM is the negative TTL, RFC 2308 §4. */
export const soa = defineRdata('SOA', 6, {
  mname: wellKnownName,
  rname: wellKnownName,
  serial,
  refresh: seconds,
  retry: seconds,
  expire: seconds,
  minimum: seconds,
});
