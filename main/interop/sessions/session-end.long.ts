/** When a session ends: soon after the last success, at its limit, and by itself when it was due while the app was away. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../peers/free-port.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startSecondary } from '../peers/start.ts';
import { startApp, type RunningApp } from '../running-app.ts';
import { listens, makePlace, usePlaces } from './places.ts';

const ZONE = 'example.com';

async function appWithZone(app: RunningApp, name: string) {
  const { name: zone } = await app.calls.zones.create({
    name: ZONE,
    kind: 'primary',
    nameServers: ['ns1.example.net'],
  });
  const place = await makePlace(app.calls, { name, address: '127.0.0.21' });
  await usePlaces(app.calls, zone, [place]);
  return place;
}

describe.skipIf(peersAreMissing('BIND', 'NSD'))('a session', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hidden-primary-scheduled-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('ends within 20 s of the last success; then nothing listens, and what is known of the copy stays', async () => {
    await using app = await startApp();
    const place = await appWithZone(app, 'own BIND');
    await using _bind = await startSecondary('BIND', {
      zones: [{ name: ZONE, primaries: [app.endpoint], key: place.key }],
      port: place.port,
      via: [place.address],
    });
    await app.calls.session.start({});
    const { last } = await app.waitForEnd();
    const [line] = last!.secondaries;
    expect(last!.end).toBe('all-in-sync');
    expect((last!.closedAt - line.inSyncAt!) / 1000).toBeLessThan(20);
    expect(await listens(app.endpoint)).toBe(false);
    const [deadline] = await app.calls.deadlines.list();
    // BIND tells by EDNS EXPIRE how long its copy lives on: 77 days of the monthly rhythm.
    expect(deadline).toMatchObject({ secondary: place.id, reason: 'expire-told', freshness: 'fresh' });
    expect((deadline.at! - line.transferAt!) / 86_400_000).toBeCloseTo(77, 2);
    expect((await app.calls.deadlines.calendar()).text).toContain('\r\nTRIGGER:-P1D\r\n');
  });

  it('ends at its limit where a secondary has not come', async () => {
    await using app = await startApp();
    await appWithZone(app, 'never there');
    await app.calls.session.start({ limitMinutes: 1 });
    const { session } = await app.waitFor(
      ({ session }) => session.state === 'open' && session.limitNear,
      50_000,
    );
    expect(session).toMatchObject({ waitingFor: { name: 'never there', others: 0, usualMs: null } });
    const { last } = await app.waitForEnd(80_000);
    expect(last).toMatchObject({
      end: 'limit',
      secondaries: [{ fault: { code: 'notify-undelivered', errno: 'ECONNREFUSED' }, inSyncAt: null }],
    });
    expect((last!.closedAt - last!.openedAt) / 1000).toBeCloseTo(60, -0.5);
    expect(await listens(app.endpoint)).toBe(false);
  });

  it('that was due while the app was away is made up for, once', async () => {
    const dns = [`127.0.0.1:${await freePort()}`];
    const place = await (async () => {
      await using app = await startApp({ dataDir: folder, dns });
      const made = await appWithZone(app, 'own NSD');
      await app.calls.settings.update({ schedule: { kind: 'cron', pattern: '0 3 * * *' } });
      return made;
    })();
    const file = path.join(folder, 'schedule.json');
    const written = JSON.parse(await readFile(file, 'utf8')) as { data: { since: number } };
    const twoDaysAgo = written.data.since - 2 * 86_400_000;
    await writeFile(file, JSON.stringify({ ...written, data: { since: twoDaysAgo, lastAt: null } }));

    await using app = await startApp({ dataDir: folder, dns });
    await using nsd = await startSecondary('NSD', {
      zones: [{ name: ZONE, primaries: [app.endpoint], key: place.key }],
      port: place.port,
      via: [place.address],
    });
    const { schedule } = await app.waitFor((overview) => overview.schedule?.lastAt !== null);
    const { last } = await app.waitForEnd();
    expect(last).toMatchObject({ end: 'all-in-sync', secondaries: [{ name: 'own NSD' }] });
    expect(await nsd.serial(ZONE)).toBe(last!.zones[0].serial);
    expect(schedule).toMatchObject({ heldBack: null });
    expect(schedule!.nextAt! - schedule!.lastAt!).toBeLessThanOrEqual(25 * 3600_000);
    expect(await app.calls.session.reports({})).toHaveLength(1);
  });
});
