/**
 * One good secondary among all kinds of troubled ones: each is said to be what it is, on the screen and in the table of
 * `publish`, the others are not held up, and the session does not end too early.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SecondaryProgress, SessionState } from '../../../shared/model/session.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startSecondary } from '../peers/start.ts';
import { startApp, type RunningApp } from '../running-app.ts';
import { makePlace, usePlaces } from './places.ts';
import { askTransfer } from './raw-secondary.ts';

const ZONE = 'example.com';
const CLI = path.join(import.meta.dirname, '../../headless/cli.ts');
/** 20 MB of text: more than the buffers of both ends of a connection hold. */
const BIG = `$ORIGIN big.example.
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
${Array.from({ length: 100_000 }, (_, i) => `t${i} TXT "${'x'.repeat(200)}"`).join('\n')}
`;

type Open = Extract<SessionState, { state: 'open' }>;

/** The session once `reached` holds of it; throws when it closes before. */
async function session(
  app: RunningApp,
  reached: (progress: (name: string) => SecondaryProgress, session: Open) => boolean,
  timeoutMs = 40_000,
): Promise<(name: string) => SecondaryProgress> {
  const of = (open: Open) => (name: string) => open.secondaries.find((one) => one.name === name)!;
  const { session: state } = await app.waitFor(
    ({ session }) => session.state !== 'open' || reached(of(session), session),
    timeoutMs,
  );
  if (state.state !== 'open') throw new Error('the session ended too early');
  return of(state);
}

async function publish(app: RunningApp, ...args: string[]): Promise<{ code: number; table: string[] }> {
  const child = spawn(process.execPath, [CLI, 'publish', '--data-dir', app.dataDir, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, table: text.trimEnd().split('\n') };
}

describe.skipIf(peersAreMissing())('troubled secondaries', () => {
  it('are each said to be what they are, and hold nobody up', async () => {
    await using app = await startApp({ dns: ['127.0.0.1:0', '127.0.0.2:0'] });
    await using stack = new AsyncDisposableStack();
    const { calls } = app;
    const [home, second] = app.dns.map((text) => {
      const [address, port] = text.split(':');
      return { address, port: Number(port) };
    });
    const { name: zone } = await calls.zones.create({
      name: ZONE,
      kind: 'primary',
      nameServers: ['ns1.example.net'],
    });
    const { name: big } = await calls.zones.import({ text: BIG, kind: 'primary' });
    const good = await makePlace(calls, { name: 'good BIND', address: '127.0.0.11' });
    const down = await makePlace(calls, { name: 'down', address: '127.0.0.12' });
    const refusing = await makePlace(calls, { name: 'refusing Knot', address: '127.0.0.13' });
    const clock = await makePlace(calls, { name: 'wrong clock', address: '127.0.0.14', notified: false });
    const elsewhere = await makePlace(calls, { name: 'elsewhere', address: '127.0.0.15' });
    const first = await makePlace(calls, { name: 'first of two', address: '127.0.0.16' });
    const other = await makePlace(calls, { name: 'second of two', address: '127.0.0.16' });
    const stuck = await makePlace(calls, { name: 'stuck', address: '127.0.0.17', notified: false });
    await usePlaces(calls, zone, [good, down, refusing, clock, elsewhere, first, other]);
    await usePlaces(calls, big, [stuck]);
    const start = async (
      peer: Parameters<typeof startSecondary>[0],
      of: typeof good,
      via: string,
      at = home,
    ) =>
      stack.use(
        await startSecondary(peer, {
          zones: [{ name: ZONE, primaries: [at], key: of.key }],
          port: of.port,
          via: [via],
        }),
      );
    const { serials } = await calls.session.start({});
    const [bind] = await Promise.all([
      start('BIND', good, '127.0.0.11'),
      // It takes NOTIFY from 127.0.0.2 only, and ours leaves from 127.0.0.1.
      start('Knot', refusing, '127.0.0.13', second),
      start('NSD', elsewhere, '127.0.0.99'),
      start('BIND', first, '127.0.0.16'),
      start('PowerDNS', other, '127.0.0.16'),
    ]);
    await askTransfer({
      zone: ZONE,
      server: home,
      via: clock.address,
      key: clock.key,
      clockOffSeconds: -3600,
    });
    const reader = await askTransfer({ zone: big, server: home, via: stuck.address, key: stuck.key });
    stack.defer(() => void reader.destroy());
    await calls.session.notify({});

    // The good ones are served at once, though one hangs and one is down.
    await bind.waitForSerial(ZONE, serials.find(({ name }) => name === zone)!.serial, 10_000);
    const seen = await session(
      app,
      (of) =>
        [good, first, other, refusing].every(({ name }) => of(name).inSyncAt !== null) &&
        of(elsewhere.name).fault?.code === 'address-not-listed' &&
        of(stuck.name).fault?.code === 'transfer-stuck' &&
        of(down.name).fault !== null,
    );
    const faults = [down, clock, elsewhere, stuck].map(({ name }) => seen(name).fault);
    expect(faults).toEqual([
      { code: 'notify-undelivered', errno: 'ECONNREFUSED' },
      { code: 'clock-off', address: clock.address, offSeconds: expect.closeTo(-3600, -1) as number },
      { code: 'address-not-listed', address: '127.0.0.99' },
      { code: 'transfer-stuck', sinceMs: 15_000 },
    ]);
    expect([first, other].map(({ name }) => seen(name).transfer?.kind)).toEqual(['AXFR', 'AXFR']);

    // The address is added by one call, and the next transfer is granted.
    await calls.session.allowAddress({ secondary: elsewhere.id, address: '127.0.0.99' });
    await calls.session.notify({ secondary: elsewhere.id });
    await session(app, (of) => of(elsewhere.name).inSyncAt !== null);

    // A transfer runs: the owner alone ends it.
    await expect(calls.session.stop({})).rejects.toMatchObject({
      data: { code: 'transfer-running', count: 1 },
    });
    await calls.session.stop({ force: true });
    const { last } = await app.waitForEnd();
    expect(last).toMatchObject({ end: 'by-hand' });

    // The command line says the same, in words.
    await calls.zones.updateSettings({ zone: big, settings: { secondaries: [] } });
    await calls.records.edit({
      zone,
      sets: [{ owner: 'www', type: 'A', ttlSeconds: 300, values: [{ text: '192.0.2.80' }] }],
    });
    const { code, table } = await publish(app, '--until-synced', '--max', '25s');
    const said = (name: string): string[] => {
      const at = table.findIndex((line) => line.includes(name));
      return [table[at].replace(/^\S+ +/, '').replace(/\d{10}/g, 'SERIAL'), table[at + 1]?.trim() ?? ''];
    };
    expect(code).toBe(1);
    expect(said(good.name)[0]).toMatch(/^good BIND +SERIAL +in sync$/);
    expect(said(down.name)).toEqual([
      expect.stringMatching(/^down +SERIAL +cannot be reached +holds nothing known$/),
      expect.stringMatching(/^Nothing listens where our NOTIFY goes to/),
    ]);
    expect(said(refusing.name)).toEqual([
      expect.stringMatching(/^refusing Knot +SERIAL +refused NOTIFY +holds SERIAL$/),
      expect.stringMatching(/^It answered our NOTIFY with BADKEY: its rule for NOTIFY/),
    ]);
    expect(said(elsewhere.name)[0]).toMatch(/^elsewhere +SERIAL +in sync$/);
    expect(said(clock.name)[0]).toMatch(/^wrong clock +SERIAL +waiting/);
  });
});
