import { defineRdata } from './define-rdata.ts';
import { characterString } from './fields.ts';

/** HINFO — a host's hardware and system. RFC 1035 §3.3.2; as an answer to ANY, RFC 8482 §4.2. */
export const hinfo = defineRdata('HINFO', 13, { cpu: characterString, os: characterString });
