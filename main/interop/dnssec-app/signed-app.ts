/** A zone in the app, with real secondaries that fetch it under keys of their own: what the suites of this room begin with. */
import { AWKWARD } from '../dnssec/zones.ts';
import { freePort } from '../peers/free-port.ts';
import { type Peer, type PeerName } from '../peers/peer.ts';
import { startSecondary } from '../peers/start.ts';
import { startApp, type RunningApp } from '../running-app.ts';

export const ZONE = 'example.test.';

export interface AppWithPeers extends AsyncDisposable {
  readonly app: RunningApp;
  readonly peers: readonly Peer[];
  /** Publishes, and waits until every peer serves the version, each for `timeoutMs` at most. Answers its serial. */
  publish(timeoutMs?: number): Promise<number>;
}

/** The app with `text` as its zone, and a secondary of each kind that has it from there. */
export async function appWithPeers(names: readonly PeerName[], text = AWKWARD): Promise<AppWithPeers> {
  await using started = new AsyncDisposableStack();
  const app = started.use(await startApp());
  const { calls } = app;
  await calls.settings.update({ timeServer: '' });
  await calls.zones.import({ text, kind: 'primary' });
  const uses: { secondary: string; key: string }[] = [];
  const peers: Peer[] = [];
  for (const name of names) {
    const key = await calls.keys.create({ name: `home_${name.toLowerCase()}_${ZONE}` });
    const { secret } = await calls.keys.secret({ name: key.name });
    const port = await freePort();
    const { id } = await calls.secondaries.create({
      name,
      provider: null,
      transferFrom: ['127.0.0.1'],
      notifyTo: [{ address: '127.0.0.1', port }],
      verifyAt: [],
      signNotify: true,
      primaryAddress: null,
    });
    uses.push({ secondary: id, key: key.name });
    const zone = { name: 'example.test', primaries: [app.endpoint] };
    peers.push(
      started.use(
        await startSecondary(name, {
          zones: [{ ...zone, key: { name: key.name, algorithm: key.algorithm, secret } }],
          port,
        }),
      ),
    );
  }
  await calls.zones.updateSettings({ zone: ZONE, settings: { secondaries: uses } });
  const owned = started.move();
  return {
    app,
    peers,
    async publish(timeoutMs) {
      const { serials } = await calls.session.start({});
      const serial = serials[0].serial;
      for (const peer of peers) await peer.waitForSerial('example.test', serial, timeoutMs);
      const { session } = await app.waitFor(
        (now) =>
          now.session.state === 'closed' ||
          now.session.secondaries.every(({ inSyncAt }) => inSyncAt !== null),
      );
      if (session.state === 'open') await calls.session.stop({ force: true });
      return serial;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
