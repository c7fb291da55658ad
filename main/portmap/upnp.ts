/** UPnP: a router that describes itself as an Internet Gateway Device. */
import { localAddressTowards, type Router } from './router.ts';
import type { UpnpReply, UpnpTask } from './upnp-task.ts';
import type { UpnpThread } from './upnp-thread.ts';

/** The thread gives up by itself before, if it can. */
const FIND_MS = 6000;
const ASK_MS = 5000;

/** The router, if one answers; with `host`, only that one. */
export async function findUpnpRouter(
  thread: UpnpThread,
  host: string | undefined,
  signal?: AbortSignal,
): Promise<Router | undefined> {
  const found = await thread.ask({ kind: 'find', host }, FIND_MS, signal);
  return found.kind === 'found' ? upnpRouter(thread, found.location) : undefined;
}

/** The router that describes itself at `location`; undefined when there is no way there. */
export async function upnpRouter(thread: UpnpThread, location: string): Promise<Router | undefined> {
  if (!URL.canParse(location)) return undefined;
  const localAddress = await localAddressTowards(new URL(location).hostname);
  if (localAddress === undefined) return undefined;
  const ask = (task: UpnpTask): Promise<UpnpReply> => thread.ask(task, ASK_MS);
  return {
    by: 'upnp',
    place: location,
    localAddress,
    async externalAddress() {
      const reply = await ask({ kind: 'external-address', location });
      return reply.kind === 'external-address' ? reply.address : undefined;
    },
    async map(mapping, leaseSeconds) {
      const reply = await ask({ kind: 'map', location, mapping, leaseSeconds });
      if (reply.kind === 'mapped') return reply;
      const why = reply.kind === 'refused' ? ({ code: 'refused', detail: reply.detail } as const) : SILENT;
      return { kind: 'refused', why };
    },
    unmap: async (mapping) => (await ask({ kind: 'unmap', location, mapping })).kind === 'unmapped',
  };
}

const SILENT = { code: 'silent' } as const;
