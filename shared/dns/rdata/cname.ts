import { defineRdata } from './define-rdata.ts';
import { wellKnownName } from './fields.ts';

/** CNAME — this name is an alias. RFC 1035 §3.3.1. */
export const cname = defineRdata('CNAME', 5, { cname: wellKnownName });
