/** A session without any edit: every secondary asks, keeps its serial, and its copy lives on from then (DESIGN §5, NOTIFY). */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { freePort } from './peers/free-port.ts';
import { peersAreMissing } from './peers/missing-peers.ts';
import { PEER_NAMES, startSecondary } from './peers/start.ts';
import { startApp } from './running-app.ts';

describe.skipIf(peersAreMissing(...PEER_NAMES))('a session without any edit', () => {
  it('makes all four peers ask, and their EXPIRE starts anew', async () => {
    await using app = await startApp();
    await using stack = new AsyncDisposableStack();
    const { calls } = app;
    const { name: zone } = await calls.zones.create({
      name: 'example.com',
      kind: 'primary',
      nameServers: ['ns1.example.net'],
    });
    const places = await Promise.all(
      PEER_NAMES.map(async (peer, index) => {
        const key = await calls.keys.create({ name: `home_${peer}_example.com` });
        const { secret } = await calls.keys.secret({ name: key.name });
        const address = `127.0.0.${index + 11}`;
        const port = await freePort();
        const { id } = await calls.secondaries.create({
          name: peer,
          provider: null,
          transferFrom: [address],
          notifyTo: [{ address: '127.0.0.1', port }],
          verifyAt: [],
          signNotify: true,
          primaryAddress: null,
        });
        return { peer, address, port, id, key: { name: key.name, algorithm: key.algorithm, secret } };
      }),
    );
    await calls.zones.updateSettings({
      zone,
      settings: { secondaries: places.map(({ id, key }) => ({ secondary: id, key: key.name })) },
    });
    const peers = await Promise.all(
      places.map(async ({ peer, address, port, key }) =>
        stack.use(
          await startSecondary(peer, {
            zones: [{ name: 'example.com', primaries: [app.endpoint], key }],
            port,
            via: [address],
          }),
        ),
      ),
    );

    const first = await calls.session.start({});
    expect((await app.waitForEnd()).last).toMatchObject({ end: 'all-in-sync' });
    const serial = first.serials[0].serial;
    const before = await Promise.all(peers.map((peer) => peer.copyTimes('example.com')));
    // The peers keep whole seconds.
    await delay(2000);

    const openedAt = Date.now();
    expect(await calls.session.start({})).toEqual({ serials: [{ name: zone, serial }] });
    const { last } = await app.waitForEnd();
    expect(last).toMatchObject({ end: 'all-in-sync', zones: [{ serial }] });
    expect(
      last?.secondaries.map(({ name, askedSoaAt, inSyncAt }) => [
        name,
        askedSoaAt !== null,
        inSyncAt !== null,
      ]),
    ).toEqual(PEER_NAMES.map((name) => [name, true, true]));
    const after = await Promise.all(peers.map((peer) => peer.copyTimes('example.com')));
    for (const [index, times] of after.entries()) {
      const refreshedAt = times?.refreshedAt.getTime() ?? 0;
      expect(refreshedAt, PEER_NAMES[index]).toBeGreaterThanOrEqual(Math.floor(openedAt / 1000) * 1000);
      // PowerDNS never lets a copy expire.
      if (times?.expiresAt === undefined) expect(PEER_NAMES[index]).toBe('PowerDNS');
      else
        expect(times.expiresAt.getTime(), PEER_NAMES[index]).toBeGreaterThan(
          before[index]?.expiresAt?.getTime() ?? Infinity,
        );
    }
  });
});
