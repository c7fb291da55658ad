/** The main job as one thread: a zone file, a key and a secondary; a session; AXFR with TSIG by a real BIND; closed again. */
import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { peersAreMissing } from './peers/missing-peers.ts';
import { freePort } from './peers/free-port.ts';
import { startSecondary } from './peers/start.ts';
import { startApp } from './running-app.ts';

const ZONE = `$ORIGIN example.com.
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
www A 192.0.2.1
*.dev TXT "any \\"name\\""
`;

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => resolve(true));
    socket.on('connect', () => socket.destroy());
    socket.on('error', () => resolve(false));
  });
}

describe.skipIf(peersAreMissing('BIND'))('a zone edited here', () => {
  it('is transferred with TSIG by BIND during a session, and nothing listens before or after', async () => {
    await using app = await startApp();
    const { calls } = app;
    const key = await calls.keys.create({ name: 'home_bind_example.com' });
    const { secret } = await calls.keys.secret({ name: key.name });
    const port = await freePort();
    const secondary = await calls.secondaries.create({
      name: 'own BIND',
      provider: null,
      transferFrom: ['127.0.0.1'],
      notifyTo: [{ address: '127.0.0.1', port }],
      verifyAt: [],
      signNotify: true,
      primaryAddress: null,
    });
    const { name: zone } = await calls.zones.import({ text: ZONE, kind: 'primary' });
    await calls.zones.updateSettings({
      zone,
      settings: { secondaries: [{ secondary: secondary.id, key: key.name }] },
    });
    await calls.records.edit({
      zone,
      sets: [{ owner: 'mail', type: 'A', ttlSeconds: 300, values: [{ text: '192.0.2.25' }] }],
    });
    await using bind = await startSecondary('BIND', {
      zones: [
        {
          name: 'example.com',
          primaries: [app.endpoint],
          key: { name: key.name, algorithm: key.algorithm, secret },
        },
      ],
      port,
    });
    expect(await listens(app.endpoint.port)).toBe(false);

    const { serials } = await calls.session.start({});
    await bind.waitForSerial('example.com', serials[0].serial);
    expect((await bind.dump('example.com')).filter((line) => line.includes('192.0.2.25'))).toHaveLength(1);

    const { last } = await app.waitForEnd(40_000);
    expect(last).toMatchObject({
      end: 'all-in-sync',
      secondaries: [{ zone: 'example.com.', fault: null, transfer: { kind: 'AXFR' } }],
    });
    expect(await listens(app.endpoint.port)).toBe(false);
  });
});
