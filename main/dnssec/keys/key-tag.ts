import { type Octets } from '../../../shared/dns/octets.ts';

/** A DNSKEY's key tag, over its whole rdata (RFC 4034 appendix B; algorithm 1 would need another way and is not offered). */
export function keyTagOf(dnskeyRdata: Octets): number {
  let sum = 0;
  for (let i = 0; i < dnskeyRdata.length; i++)
    sum += (i & 1) === 0 ? dnskeyRdata.charCodeAt(i) << 8 : dnskeyRdata.charCodeAt(i);
  return (sum + (sum >>> 16)) & 0xffff;
}
