import { defineRdata } from './define-rdata.ts';
import { wellKnownName } from './fields.ts';

/** PTR — the name of an address. RFC 1035 §3.3.12. */
export const ptr = defineRdata('PTR', 12, { ptrdname: wellKnownName });
