import { defineRdata } from './define-rdata.ts';
import { ipv4 } from './addresses.ts';

/** A — an IPv4 address. RFC 1035 §3.4.1. */
export const a = defineRdata('A', 1, { address: ipv4 });
