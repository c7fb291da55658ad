/** A router as a session needs it, whichever protocol it speaks. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import type { MappingRefusal, RouterProtocol } from '../../shared/model/port-mapping.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';

/** One port of the router's outside, sent to one of this computer's. */
export interface Mapping {
  readonly protocol: 'udp' | 'tcp';
  readonly externalPort: number;
  readonly internal: Endpoint;
}

export type MapOutcome =
  /** `leaseSeconds`: how long it keeps it; null = until it is told otherwise. */
  | { readonly kind: 'mapped'; readonly leaseSeconds: number | null }
  | { readonly kind: 'refused'; readonly why: MappingRefusal };

/** Nothing here rejects. */
export interface Router {
  readonly by: RouterProtocol;
  /** Where it is found again: an address (NAT-PMP), the URL of its description (UPnP). */
  readonly place: string;
  /** This computer's address towards it. */
  readonly localAddress: string;
  /** Its outside, as it tells; undefined where it does not. */
  externalAddress(): Promise<string | undefined>;
  /** Asks for exactly this port, for `leaseSeconds`; doing so again renews it. */
  map(mapping: Mapping, leaseSeconds: number): Promise<MapOutcome>;
  /** True: it is not mapped any more, or never was. */
  unmap(mapping: Mapping): Promise<boolean>;
}

/** This computer's address on the way to `host`, without sending anything; undefined without such a way. */
export async function localAddressTowards(host: string): Promise<string | undefined> {
  if (!isIPv4(host)) return undefined;
  const socket = createSocket('udp4');
  try {
    const connected = once(socket, 'connect');
    socket.connect(DISCARD_PORT, host);
    await connected;
    return socket.address().address;
  } catch {
    // ENETUNREACH: there is no such way.
    return undefined;
  } finally {
    socket.close();
  }
}

/** This computer's address on the way out. */
export const localAddressOut = (): Promise<string | undefined> => localAddressTowards(SOMEWHERE);

/** Nothing is sent there: it only chooses the way. */
const SOMEWHERE = '198.51.100.1';
const DISCARD_PORT = 9;
