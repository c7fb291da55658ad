/** Addresses, blocks and endpoints as people type them; the screens and main read them alike. */
import ipaddr from 'ipaddr.js';
import type { Endpoint } from './secondary.ts';

/** An IP address in its usual text (IPv6 compressed), or undefined when it is none. Zone indices are not taken. */
export function parseAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.includes('%')) return undefined;
  if (ipaddr.IPv4.isValidFourPartDecimal(trimmed)) return trimmed;
  return ipaddr.IPv6.isValid(trimmed) ? ipaddr.IPv6.parse(trimmed).toString() : undefined;
}

/** An address, or a block as in `192.0.2.0/24`; undefined when it is neither. */
export function parseAddressOrBlock(text: string): string | undefined {
  const [address, length, ...more] = text.trim().split('/');
  const parsed = parseAddress(address);
  if (parsed === undefined || more.length > 0) return undefined;
  if (length === undefined) return parsed;
  const most = parsed.includes(':') ? 128 : 32;
  return /^[0-9]{1,3}$/.test(length) && Number(length) <= most ? `${parsed}/${Number(length)}` : undefined;
}

/** `192.0.2.1`, `192.0.2.1:5300`, `2001:db8::1`, `[2001:db8::1]:5300`; without a port `defaultPort`. */
export function parseEndpointText(text: string, defaultPort = 53): Endpoint | undefined {
  const trimmed = text.trim();
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::([0-9]{1,5}))?$/.exec(trimmed);
  const address = parseAddress(match === null ? trimmed : (match[1] ?? match[2]));
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  return address === undefined || port < 1 || port > 65535 ? undefined : { address, port };
}

/** The text of an endpoint: `192.0.2.1:53`, `[2001:db8::1]:53`. */
export function printEndpoint({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Whether an address is, or lies in, one of these addresses and blocks. A mapped IPv4 address is that IPv4 address. */
export function isAmong(address: string, blocks: readonly string[]): boolean {
  if (parseAddress(address) === undefined) return false;
  const parsed = ipaddr.process(address);
  return blocks.some((text) => {
    const block = parseAddressOrBlock(text);
    if (block === undefined) return false;
    const [network, bits] = ipaddr.parseCIDR(
      block.includes('/') ? block : `${block}/${block.includes(':') ? 128 : 32}`,
    );
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}

/** True for a block that holds every address of its family: `0.0.0.0/0`, `::/0`. */
export const isEveryone = (block: string): boolean => block.endsWith('/0');

/** True for an outside that is none: private, or shared among a provider's customers (RFC 6598). */
export const isBehindNat = (address: string): boolean =>
  parseAddress(address) !== undefined &&
  ['carrierGradeNat', 'private'].includes(ipaddr.process(address).range());
