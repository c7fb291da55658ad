import { ipv6 } from './addresses.ts';
import { defineRdata } from './define-rdata.ts';

/** AAAA — an IPv6 address. RFC 3596 §2; printed as RFC 5952 says. */
export const aaaa = defineRdata('AAAA', 28, { address: ipv6 });
