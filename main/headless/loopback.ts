/** Addresses as the command line gives them. */
import { BlockList, isIP, isIPv6 } from 'node:net';

/** True for 127.0.0.0/8 and ::1. */
export function isLoopback(address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  return loopback.check(address, family);
}

/** `127.0.0.1:5300` or `[::1]:5300` as address and port; undefined when it is neither. Port 0 asks for a free one. */
export function parseEndpoint(text: string): { readonly address: string; readonly port: number } | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):([0-9]{1,5})$/.exec(text);
  if (match === null) return undefined;
  const [address, port] = [match[1] ?? match[2], Number(match[3])];
  return isIP(address) === 0 || port > 65535 ? undefined : { address, port };
}

/** An endpoint as text, IPv6 in brackets. */
export function printEndpoint({
  address,
  port,
}: {
  readonly address: string;
  readonly port: number;
}): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
