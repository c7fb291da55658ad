/** Our name server with one signed zone, for the validators and secondaries of others. */
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { DenialProofs } from '../../dnssec/proofs/proofs.ts';
import { type ZoneSigner } from '../../dnssec/zone-signer.ts';
import { parseAddressRange } from '../../nameserver/address.ts';
import { NameServer } from '../../nameserver/name-server.ts';
import { type ServedZone } from '../../nameserver/served-zones.ts';
import { type Endpoint } from '../peers/peer.ts';

export const serialOf = (contents: ZoneContents): number => soa.parse(contents.soa!.rdatas[0]).serial;

/** Our own name server, with the zone open to everybody here. */
export async function serve(
  contents: ZoneContents,
  signer: ZoneSigner,
  at: Endpoint = { address: '127.0.0.1', port: 0 },
): Promise<AsyncDisposable & { readonly endpoint: Endpoint }> {
  const version = { serial: serialOf(contents), contents, differencesSince: () => undefined };
  const zone: ServedZone = {
    name: contents.origin,
    kind: 'primary',
    version,
    access: [{ addresses: [parseAddressRange('127.0.0.0/8')!], key: 'no-key' }],
    questions: 'anyone',
    isSecondary: () => false,
  };
  const server = new NameServer({
    zones: {
      find: (name) => (name.equals(zone.name) ? zone : undefined),
      closest: (name) => (name.isAtOrBelow(zone.name) ? zone : undefined),
      isListed: () => true,
    },
    keys: { find: () => undefined },
    onEvent: () => undefined,
    proofs: new DenialProofs(signer.nsec3Chains),
  });
  const opened = await server.open([at]);
  if (opened.kind === 'failed') throw new Error(JSON.stringify(opened.failures));
  return { endpoint: opened.endpoints[0], [Symbol.asyncDispose]: () => server.close() };
}
