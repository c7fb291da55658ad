/** Client addresses: one text form for each, and ranges to hold them against. */
import ipaddr from 'ipaddr.js';

/** A range of addresses: any address of `base`'s family that shares its first `prefixLength` bits. */
export type AddressRange = readonly [base: ipaddr.IPv4 | ipaddr.IPv6, prefixLength: number];

/** `2001:db8::/32`, `192.0.2.7`; undefined when it is neither an address nor a range. IPv4-mapped ones become IPv4. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [address, prefix, ...more] = text.split('/');
  if (
    !ipaddr.isValid(address) ||
    more.length > 0 ||
    (ipaddr.IPv4.isIPv4(address) && !FOUR_PARTS.test(address))
  )
    return undefined;
  const written = ipaddr.parse(address);
  const base = ipaddr.process(address);
  const bits = written.kind() === 'ipv4' ? 32 : 128;
  const length = prefix === undefined ? bits : /^[0-9]{1,3}$/.test(prefix) ? Number(prefix) : NaN;
  const mapped = base.kind() === written.kind() ? 0 : 96;
  if (!(length >= mapped && length <= bits)) return undefined;
  return [base, length - mapped];
}

/** The address as it is told everywhere: IPv4-mapped IPv6 as IPv4 (RFC 4291 §2.5.5.2), no zone index. */
export function normaliseAddress(address: string): string {
  const bare = address.includes('%') ? address.slice(0, address.indexOf('%')) : address;
  return bare.includes(':') ? ipaddr.process(bare).toString() : bare;
}

/** True when one of the ranges holds the address, which is normalised. */
export function isWithin(address: string, ranges: readonly AddressRange[]): boolean {
  const parsed = ipaddr.parse(address);
  return ranges.some(([base, length]) => parsed.kind() === base.kind() && parsed.match(base, length));
}

/** What belongs to one network for the rate limit: an IPv4 address by itself, an IPv6 one by its /64. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const parts = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return parts.map((part) => part.toString(16)).join(':');
}

/** IPv4 as everybody means it: ipaddr.js alone would take `127.1` and octal parts. */
const FOUR_PARTS = /^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}$/;
