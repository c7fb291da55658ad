/** The routers that may be asked: the default gateway by NAT-PMP, then whoever describes itself by UPnP. */
import type { RouterProtocol } from '../../shared/model/port-mapping.ts';
import { defaultGateway } from './default-gateway.ts';
import { findNatPmpRouter, natPmpRouter } from './nat-pmp.ts';
import type { Router } from './router.ts';
import { UpnpThread } from './upnp-thread.ts';
import { findUpnpRouter, upnpRouter } from './upnp.ts';

export interface Routers {
  /** One after the other: a router may refuse in one protocol and not in the other. Absent ones take some seconds. */
  find(signal?: AbortSignal): AsyncIterable<Router>;
  /** The one that was asked before, without a search; undefined when it is not there. */
  again(by: RouterProtocol, place: string): Promise<Router | undefined>;
}

/** Those that this computer is behind. */
export class HomeRouters implements Routers {
  readonly #upnp = new UpnpThread();

  async *find(signal?: AbortSignal): AsyncIterable<Router> {
    const gateway = await defaultGateway();
    const natPmp = gateway === undefined ? undefined : await findNatPmpRouter(gateway, signal);
    if (natPmp !== undefined) yield natPmp;
    const upnp = await findUpnpRouter(this.#upnp, gateway, signal);
    if (upnp !== undefined) yield upnp;
  }

  again(by: RouterProtocol, place: string): Promise<Router | undefined> {
    return by === 'nat-pmp' ? natPmpRouter(place) : upnpRouter(this.#upnp, place);
  }

  dispose(): void {
    this.#upnp.dispose();
  }
}
