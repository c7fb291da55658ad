/**
 * The thread in which nat-port-mapper runs.
 *
 * Its own, because the library (4.0.5) is not one to have in a process that holds keys: a port 1900 that is taken is an
 * unhandled 'error' event, a search that finds no socket never settles, and a description is fetched from wherever an
 * answer says. Here that ends with the thread, which its caller ends anyway when time is up.
 *
 * The library finds the router and speaks SOAP. What it makes of mappings does not serve: it asks by AddAnyPortMapping,
 * which is free to take another port, and removes the internal port of no protocol. So we call the actions ourselves, by
 * the `run` of its device, which its types keep to themselves: the version is pinned for that.
 */
import { parentPort } from 'node:worker_threads';
import { upnpNat, type Gateway } from '@achingbrain/nat-port-mapper';
import type { Mapping } from './router.ts';
import type { UpnpReply, UpnpRequest, UpnpResponse, UpnpTask } from './upnp-task.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The library's device, as far as it is used here. */
interface Device {
  readonly service: { readonly location: URL };
  getService(type: string): unknown;
  /** Posts an action; resolves to the SOAP body. Rejects with `Code 718 - …` when the router refuses. */
  run(service: string, action: string, args: [string, string | number][]): Promise<Fields>;
}

/** The services that map ports, of both generations. */
const SERVICES = ['WANIPConnection:2', 'WANIPConnection:1', 'WANPPPConnection:1'].map(
  (name) => `urn:schemas-upnp-org:service:${name}`,
);
const DESCRIPTION = 'Hidden Primary';
/** An M-SEARCH is lost easily. */
const SEARCH_EVERY_MS = 700;
/** Devices wait up to a second before they answer (MX 1), and describe themselves then. */
const SEARCH_MS = 4000;
const REFUSAL = /^Code (\d+) - (.*)$/s;
const NO_SUCH_ENTRY = '714';
const ONLY_PERMANENT = '725';

parentPort!.on('message', ({ id, task }: UpnpRequest) => {
  void answer(task)
    .catch(failure)
    .then((reply) => parentPort!.postMessage({ id, reply } satisfies UpnpResponse));
});

async function answer(asked: UpnpTask): Promise<UpnpReply> {
  if (asked.kind === 'find') return find(asked.host);
  const device = await deviceOf(await upnpNat().getGateway(new URL(asked.location)));
  switch (asked.kind) {
    case 'external-address':
      return { kind: 'external-address', address: await externalAddress(device) };
    case 'map':
      return map(device, asked.mapping, asked.leaseSeconds);
    case 'unmap':
      return unmap(device, asked.mapping);
  }
}

async function find(host: string | undefined): Promise<UpnpReply> {
  const search = { searchInterval: SEARCH_EVERY_MS, signal: AbortSignal.timeout(SEARCH_MS) };
  for await (const gateway of upnpNat().findGateways(search)) {
    if (gateway.family !== 'IPv4' || (host !== undefined && gateway.host !== host)) continue;
    const { service } = await deviceOf(gateway);
    return { kind: 'found', location: service.location.href };
  }
  return { kind: 'none' };
}

async function externalAddress(device: Device): Promise<string | undefined> {
  const { NewExternalIPAddress: address } = await call(device, 'GetExternalIPAddress', []);
  return typeof address === 'string' && address !== '' ? address : undefined;
}

async function map(device: Device, mapping: Mapping, leaseSeconds: number): Promise<UpnpReply> {
  const add = (lease: number): Promise<Fields> =>
    call(device, 'AddPortMapping', [
      ...entry(mapping),
      ['NewInternalPort', mapping.internal.port],
      ['NewInternalClient', mapping.internal.address],
      ['NewEnabled', 1],
      ['NewPortMappingDescription', DESCRIPTION],
      ['NewLeaseDuration', lease],
    ]);
  try {
    await add(leaseSeconds);
    return { kind: 'mapped', leaseSeconds };
  } catch (error) {
    if (refusalOf(error)?.code !== ONLY_PERMANENT) throw error;
    await add(0);
    return { kind: 'mapped', leaseSeconds: null };
  }
}

/** Removes it only if it still is ours: the port may be somebody else's by now. */
async function unmap(device: Device, mapping: Mapping): Promise<UpnpReply> {
  try {
    const held = await call(device, 'GetSpecificPortMappingEntry', entry(mapping));
    const { address, port } = mapping.internal;
    if (held.NewInternalClient === address && Number(held.NewInternalPort) === port)
      await call(device, 'DeletePortMapping', entry(mapping));
  } catch (error) {
    if (refusalOf(error)?.code !== NO_SUCH_ENTRY) throw error;
  }
  return { kind: 'unmapped' };
}

const entry = ({ externalPort, protocol }: Mapping): [string, string | number][] => [
  ['NewRemoteHost', ''],
  ['NewExternalPort', externalPort],
  ['NewProtocol', protocol.toUpperCase()],
];

/** Calls an action of the first service that the router has; its results by name. */
async function call(device: Device, action: string, args: [string, string | number][]): Promise<Fields> {
  const service = SERVICES.find((one) => has(device, one));
  if (service === undefined) throw new Error('the router describes no service that maps ports');
  const body = await device.run(service, action, args);
  const results = Object.values(body).find(
    (value): value is Fields => typeof value === 'object' && value !== null,
  );
  return results ?? {};
}

function has(device: Device, service: string): boolean {
  try {
    return device.getService(service) !== undefined;
  } catch {
    // "Service not found"
    return false;
  }
}

async function deviceOf(gateway: Gateway): Promise<Device> {
  const device = await (gateway as unknown as { getGateway(): Promise<Device> }).getGateway();
  if (typeof device.run !== 'function') throw new Error('nat-port-mapper is not the version it was');
  return device;
}

function refusalOf(error: unknown): { code: string; detail: string } | undefined {
  const [, code, detail] = (error instanceof Error && REFUSAL.exec(error.message)) || [];
  return code === undefined ? undefined : { code, detail: `${code} ${detail}`.trim() };
}

function failure(error: unknown): UpnpReply {
  const refusal = refusalOf(error);
  return refusal === undefined
    ? { kind: 'failed', detail: error instanceof Error ? error.message : String(error) }
    : { kind: 'refused', detail: refusal.detail };
}
