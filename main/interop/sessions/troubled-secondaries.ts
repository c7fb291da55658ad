/**
 * Good secondaries among all kinds of troubled ones, real servers wherever one can be made to be so: down, refusing NOTIFY, with a
 * wrong clock, transferring from another address, stuck half-way, two behind one address.
 */
import type { PeerName, Secondary } from '../peers/peer.ts';
import { startSecondary } from '../peers/start.ts';
import { startApp, type AppClient, type RunningApp } from '../running-app.ts';
import { makePlace, usePlaces, type Place } from './places.ts';
import { askTransfer } from './raw-secondary.ts';

export const ZONE = 'example.com';
/** Where the transfers of the secondary that is expected at 127.0.0.15 come from. */
export const ELSEWHERE = '127.0.0.99';
/** 20 MB of text: more than the buffers of both ends of a connection hold. In few sets, which are soon read. */
const TEXT = `"${'x'.repeat(250)}" `.repeat(16);
const BIG = `$ORIGIN big.example.
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
${Array.from({ length: 5_000 }, (_, i) => `t${i} TXT ${TEXT}`).join('\n')}
`;

type Places = Awaited<ReturnType<typeof makePlaces>>;

export interface TroubledSecondaries extends AsyncDisposable {
  readonly app: RunningApp;
  readonly places: Places;
  /** All of them come to the session that is open, each with its trouble. */
  come(): Promise<{ readonly bind: Secondary; readonly nsd: Secondary }>;
}

/**
 * The app with an edit to publish, and whom it expects. Nobody is there yet but the one that refuses NOTIFY: it has the version
 * before, since a server that begins without a copy asks for one unbidden.
 */
export async function expectTroubledSecondaries(): Promise<TroubledSecondaries> {
  await using started = new AsyncDisposableStack();
  const app = started.use(await startApp({ dns: ['127.0.0.1:0', '127.0.0.2:0'] }));
  const { calls } = app;
  const places = await makePlaces(app);
  await makeZones(calls, places);
  const [home, second] = app.dns.map((text) => {
    const [address, port] = text.split(':');
    return { address, port: Number(port) };
  });
  const start = async (peer: PeerName, { key, port }: Place, via: string, at = home): Promise<Secondary> =>
    owned.use(
      await startSecondary(peer, { zones: [{ name: ZONE, primaries: [at], key }], port, via: [via] }),
    );
  const owned = started.move();
  try {
    const { refusing } = places;
    await calls.session.start({});
    // It takes NOTIFY from 127.0.0.2 only, and ours leaves from 127.0.0.1.
    await start('Knot', refusing, refusing.address, second);
    await app.waitFor(
      ({ session }) =>
        session.state === 'open' &&
        session.secondaries.some(({ name, inSyncAt }) => name === refusing.name && inSyncAt !== null),
    );
    await calls.session.stop({ force: true });
    const www = { owner: 'www', type: 'A', ttlSeconds: 300, values: [{ text: '192.0.2.80' }] };
    await calls.records.edit({ zone: `${ZONE}.`, sets: [www] });
  } catch (error) {
    await owned.disposeAsync();
    throw error;
  }
  return {
    app,
    places,
    async come() {
      const { good, elsewhere, first, other, clock, stuck } = places;
      const [bind, nsd] = await Promise.all([
        start('BIND', good, good.address),
        start('NSD', elsewhere, ELSEWHERE),
        start('BIND', first, first.address),
        start('PowerDNS', other, other.address),
      ]);
      const ask = { zone: ZONE, server: home, via: clock.address, key: clock.key };
      await askTransfer({ ...ask, clockOffSeconds: -3600 });
      const reader = await askTransfer({ ...ask, zone: 'big.example', via: stuck.address, key: stuck.key });
      owned.defer(() => void reader.destroy());
      await calls.session.notify({});
      return { bind, nsd };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function makeZones(calls: AppClient, { stuck, ...others }: Places): Promise<void> {
  const nameServers = ['ns1.example.net'];
  const { name: zone } = await calls.zones.create({ name: ZONE, kind: 'primary', nameServers });
  const { name: big } = await calls.zones.import({ text: BIG, kind: 'primary' });
  await usePlaces(calls, zone, Object.values(others));
  await usePlaces(calls, big, [stuck]);
}

async function makePlaces({ calls }: RunningApp) {
  return {
    good: await makePlace(calls, { name: 'good BIND', address: '127.0.0.11' }),
    down: await makePlace(calls, { name: 'down', address: '127.0.0.12' }),
    refusing: await makePlace(calls, { name: 'refusing Knot', address: '127.0.0.13' }),
    clock: await makePlace(calls, { name: 'wrong clock', address: '127.0.0.14', notified: false }),
    elsewhere: await makePlace(calls, { name: 'elsewhere', address: '127.0.0.15' }),
    first: await makePlace(calls, { name: 'first of two', address: '127.0.0.16' }),
    other: await makePlace(calls, { name: 'second of two', address: '127.0.0.16' }),
    stuck: await makePlace(calls, { name: 'half-way', address: '127.0.0.17', notified: false }),
  };
}
