import { defineRdata } from './define-rdata.ts';
import { wellKnownName } from './fields.ts';

/** NS — a name server of the zone, or of a delegated one. RFC 1035 §3.3.11. */
export const ns = defineRdata('NS', 2, { nsdname: wellKnownName });
