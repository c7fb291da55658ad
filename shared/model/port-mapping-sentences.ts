/** What came of asking the router for a port, in words, and the rule to type there by hand. */
import { assertNever } from '../assert.ts';
import type { MappingRefusal, PortMapping, RouterProtocol } from './port-mapping.ts';
import type { Endpoint } from './secondary.ts';
import { TERMS } from './terms.ts';

export function portMappingSentence(mapping: PortMapping): string {
  switch (mapping.state) {
    case 'asking':
      return 'The router is being asked.';
    case 'mapped':
      return `The router sends TCP and UDP ${mapping.externalPort} here while this ${TERMS.session} is open (${PROTOCOLS[mapping.by]}).`;
    case 'refused':
      return mapping.externalAddress === null
        ? `The router does not map port ${mapping.externalPort}, and has no public address itself: it is offline, or your provider shares one among many (carrier NAT). Then nobody can reach you over IPv4; ways out are IPv6, a NAS elsewhere, or a small server (VPS).`
        : `${refusalSentence(mapping.why, mapping.externalPort, PROTOCOLS[mapping.by])} Set up the rule by hand there.`;
    case 'no-router':
      return mapping.internal === null
        ? 'This computer has no way out over IPv4, so no router could be asked.'
        : 'No router answered, neither by NAT-PMP nor by UPnP: it has both switched off, or there is none. Set up the rule by hand there.';
    case 'not-listening':
      return `Nothing listens where a router could send to: add this computer's IPv4 address, or 0.0.0.0, in ${TERMS.Settings}.`;
    default:
      return assertNever(mapping);
  }
}

/** The rule that does the same by hand; null where none is needed, or none would help. */
export function manualRule(mapping: PortMapping): string | null {
  if (mapping.state !== 'refused' && mapping.state !== 'no-router') return null;
  return mapping.internal === null ? null : routerRule(mapping.externalPort, mapping.internal);
}

/** A port forwarding as it is typed into a router. */
export const routerRule = (externalPort: number, { address, port }: Endpoint): string =>
  `router: forward TCP and UDP ${externalPort} to ${address} port ${port}`;

function refusalSentence(why: MappingRefusal, port: number, by: string): string {
  switch (why.code) {
    case 'refused':
      return `The router does not map port ${port} (${by}: ${why.detail}). Most map 1024 and up only.`;
    case 'other-port':
      return `The router would map port ${why.offered} instead of ${port} (${by}), where no ${TERMS.secondary} asks, so that was taken back. Most map 1024 and up only.`;
    case 'silent':
      return `The router answered at first and then no more (${by}).`;
    default:
      return assertNever(why);
  }
}

const PROTOCOLS: Readonly<Record<RouterProtocol, string>> = { 'nat-pmp': 'NAT-PMP', upnp: 'UPnP' };
