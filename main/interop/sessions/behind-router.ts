/** The app at home behind a router, as the suites of port mapping set it up. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { PortMapping } from '../../../shared/model/port-mapping.ts';
import { freePort } from '../peers/free-port.ts';
import { networksAreMissing, programsAreMissing } from '../peers/missing-peers.ts';
import { HomeRouter, INSIDE, type RouterOptions } from '../peers/router.ts';
import { startApp, type RunningApp } from '../running-app.ts';

export const ZONE = 'example.com.';
/** Where the app listens, as the router sees it. */
export const LISTENS = { address: INSIDE, port: 5300 };
/** What the router should send there. */
export const BOTH = [`tcp 53 → ${INSIDE}:5300`, `udp 53 → ${INSIDE}:5300`];

const PROGRAMS = ['miniupnpd', 'nft', 'ip', 'unshare', 'nsenter', 'setpriv', 'dig'];
const PACKAGES = ['miniupnpd', 'nftables', 'iproute2', 'util-linux', 'bind9-dnsutils'];

export const noRouterHere = (): boolean => programsAreMissing(PROGRAMS, PACKAGES) || networksAreMissing();

export interface Behind {
  readonly router: HomeRouter;
  /** Starts the app there, each time on the same data folder. */
  start(): Promise<RunningApp>;
}

/** Runs `test` behind a router and cleans up, whatever comes of it. `cli`: another build than the sources. */
export async function behindRouter(
  options: RouterOptions,
  test: (behind: Behind) => Promise<void>,
  cli?: string,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const router = stack.use(await HomeRouter.start(options));
  const dataDir = await mkdtemp(path.join(tmpdir(), 'hidden-primary-behind-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const relay = await router.home.relay(port);
  stack.defer(() => relay.close());
  const there = { prefix: router.home.prefix, ui: `127.0.0.1:${port}`, dns: ['0.0.0.0:5300'] };
  await test({
    router,
    start: async () => stack.use(await startApp({ dataDir, vault: false, cli, ...there })),
  });
}

/** A zone that anybody may ask for, and the setting. */
export async function allowMapping({ calls }: RunningApp): Promise<void> {
  await calls.settings.update({ portMapping: true });
  await calls.zones.create({ name: ZONE, kind: 'primary', nameServers: ['ns1.example.net'] });
  await calls.zones.updateSettings({ zone: ZONE, settings: { questionsFrom: 'anyone' } });
}

/** What came of asking the router, once that is known. */
export async function mappingOf(app: RunningApp): Promise<PortMapping> {
  const { session } = await app.waitFor(
    ({ session: now }) => now.state === 'open' && now.mapping !== null && now.mapping.state !== 'asking',
  );
  if (session.state !== 'open' || session.mapping === null) throw new Error('no mapping');
  return session.mapping;
}

/** Nothing is mapped any more, soon. */
export async function expectNothingMapped(router: HomeRouter): Promise<void> {
  await expect.poll(() => router.mapped(), { timeout: 15_000 }).toEqual([]);
}
