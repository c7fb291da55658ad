/** From where, and by which name, the API may be reached. */
import { hostname } from 'node:os';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { ApiSettings } from '../../shared/model/settings.ts';

/** A peer's address without IPv4 mapping. */
export const plainAddress = (address: string): string =>
  isIP(address) === 0 ? address : ipaddr.process(address).toString();

/** This computer itself, and what the owner listed. */
export function mayAsk(address: string, { allow }: Pick<ApiSettings, 'allow'>): boolean {
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'loopback') return true;
  return allow.some((text) => {
    const [network, bits] = text.includes('/') ? ipaddr.parseCIDR(text) : [ipaddr.process(text), undefined];
    if (network.kind() !== parsed.kind()) return false;
    return bits === undefined
      ? network.toString() === parsed.toString()
      : parsed.match([network, bits] as never);
  });
}

/**
 * `Host` must be an address, or a name that the owner knows: a page that lets its own name resolve to this computer (DNS
 * rebinding) comes with that name.
 */
export function isOwnHost(
  header: string | undefined,
  { hostNames }: Pick<ApiSettings, 'hostNames'>,
): boolean {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::[0-9]{1,5})?$/i.exec(header ?? '');
  const host = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (host === undefined) return false;
  return isIP(host) !== 0 || OWN_NAMES.has(host) || hostNames.some((name) => name.toLowerCase() === host);
}

/** The last two are this computer as containers know it. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  'localhost',
  hostname().toLowerCase(),
  'host.docker.internal',
  'host.containers.internal',
]);
