/**
 * Three zones with three secondaries each, as some weeks of real sessions left them: one secondary was there each time, one
 * has been away since the last session but one, one for so long that its first copy has expired.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../peers/free-port.ts';
import type { PeerName, Secondary } from '../peers/peer.ts';
import { startSecondary } from '../peers/start.ts';
import { startApp, type AppClient, type RunningApp } from '../running-app.ts';
import type { Rhythm } from '../../../shared/model/zone.ts';

const CLOCK = path.join(import.meta.dirname, '../shifted-clock.ts');
const ZONES: readonly { readonly name: string; readonly rhythm: Rhythm; readonly signed: boolean }[] = [
  { name: 'example.com', rhythm: 'month', signed: true },
  { name: 'bakery.example', rhythm: 'fortnight', signed: false },
  { name: 'lab.example', rhythm: 'week', signed: true },
];
/** Who was last there how many days ago. */
const PLACES: readonly {
  readonly name: string;
  readonly peer: PeerName;
  readonly address: string;
  readonly until: number;
}[] = [
  { name: 'he.net', peer: 'BIND', address: '127.0.0.31', until: 0 },
  { name: 'Knot at the shop', peer: 'Knot', address: '127.0.0.32', until: 9 },
  { name: 'NSD at a friend’s', peer: 'NSD', address: '127.0.0.33', until: 25 },
];
const SESSIONS_DAYS_AGO = [25, 9, 0];

export interface WeeksOfSessions extends AsyncDisposable {
  /** Running now, by the real clock, between sessions. */
  readonly app: RunningApp;
}

export async function weeksOfSessions(): Promise<WeeksOfSessions> {
  await using started = new AsyncDisposableStack();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'hidden-primary-weeks-'));
  started.defer(() => rm(dataDir, { recursive: true, force: true }));
  const endpoint = { address: '127.0.0.1', port: await freePort() };
  const places = await Promise.all(PLACES.map(async (place) => ({ ...place, port: await freePort() })));
  const peers = new Map<string, Secondary>();
  for (const { name, peer, address, port } of places) {
    const zones = ZONES.map((zone) => ({ name: zone.name, primaries: [endpoint] }));
    peers.set(name, started.use(await startSecondary(peer, { zones, port, via: [address] })));
  }
  const open = (daysAgo: number): Promise<RunningApp> =>
    startApp({
      dataDir,
      dns: [`${endpoint.address}:${endpoint.port}`],
      env: daysAgo === 0 ? {} : { NODE_OPTIONS: `--import=${CLOCK}`, SHIFTED_CLOCK_DAYS: `${-daysAgo}` },
    });

  for (const daysAgo of SESSIONS_DAYS_AGO) {
    const app = await open(daysAgo);
    await using ending = new AsyncDisposableStack();
    ending.use(app);
    if (daysAgo === SESSIONS_DAYS_AGO[0]) await furnish(app.calls, places);
    else await setAddress(app.calls, 'www', `192.0.2.${daysAgo + 80}`);
    for (const { name, until } of places) if (until > daysAgo) await peers.get(name)?.stop();
    await publish(
      app,
      places.filter(({ until }) => until <= daysAgo).map(({ name }) => name),
    );
    if (daysAgo > 0) continue;
    for (const [owner, address] of Object.entries({
      mail: '192.0.2.25',
      shop: '192.0.2.90',
      status: '192.0.2.91',
    }))
      await setAddress(app.calls, owner, address);
    ending.move();
    started.use(app);
    const owned = started.move();
    return { app, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  }
  throw new Error('no session was the last');
}

/** The zones, each of which all secondaries may take by their address. */
async function furnish(
  calls: AppClient,
  places: readonly { readonly name: string; readonly address: string; readonly port: number }[],
): Promise<void> {
  const secondaries: { secondary: string; key: null }[] = [];
  for (const { name, address, port } of places) {
    const { id } = await calls.secondaries.create({
      name,
      provider: name === 'he.net' ? name : null,
      transferFrom: [address],
      notifyTo: [{ address: '127.0.0.1', port }],
      verifyAt: [],
      signNotify: false,
      primaryAddress: null,
    });
    secondaries.push({ secondary: id, key: null });
  }
  for (const { name, rhythm, signed } of ZONES) {
    await calls.settings.update({ rhythm, timeServer: '' });
    const nameServers = ['ns1.he.net', 'ns2.he.net'];
    const { name: zone } = await calls.zones.create({ name, kind: 'primary', nameServers });
    await calls.zones.updateSettings({ zone, settings: { secondaries } });
    if (signed) await calls.dnssec.enable({ zone });
  }
  await setAddress(calls, 'www', '192.0.2.80');
}

async function setAddress(calls: AppClient, owner: string, address: string): Promise<void> {
  const set = { owner, type: 'A', ttlSeconds: 3600, values: [{ text: address }] };
  await calls.records.edit({ zone: 'example.com.', sets: [set] });
}

/** One session, until those who are there have all zones; the others cannot be reached. */
async function publish(app: RunningApp, present: readonly string[]): Promise<void> {
  await app.calls.session.start({});
  await app.waitFor(
    ({ session }) =>
      session.state === 'open' &&
      session.secondaries.every(
        ({ name, inSyncAt, askedSoaAt, transferAt }) =>
          !present.includes(name) || (inSyncAt !== null && (askedSoaAt ?? transferAt) !== null),
      ),
  );
  await app.calls.session.stop({ force: true });
}
