/** This computer's own addresses. */
import { networkInterfaces } from 'node:os';

/** All of them, loopback and link-local ones too. */
export function allAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
}

/** Without loopback and link-local ones. */
export function reachableAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'))
    .map(({ address }) => address);
}
