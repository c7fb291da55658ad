/**
 * Good secondaries among all kinds of troubled ones: each is said to be what it is, by the service and in the table of `publish`
 * (the screen has a test of its own), the others are not held up, and the session does not end too early.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SecondaryProgress } from '../../../shared/model/session.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import type { RunningApp } from '../running-app.ts';
import { ELSEWHERE, expectTroubledSecondaries, ZONE } from './troubled-secondaries.ts';

const CLI = path.join(import.meta.dirname, '../../headless/cli.ts');

/** The lines of the open session once `reached` holds of them; throws when it closes before. */
async function lines(
  app: RunningApp,
  reached: (progress: (name: string) => SecondaryProgress) => boolean,
): Promise<(name: string) => SecondaryProgress> {
  const of = (all: readonly SecondaryProgress[]) => (name: string) => all.find((one) => one.name === name)!;
  const { session } = await app.waitFor(
    ({ session }) => session.state !== 'open' || reached(of(session.secondaries)),
    60_000,
  );
  if (session.state !== 'open') throw new Error('the session ended too early');
  return of(session.secondaries);
}

async function publish(app: RunningApp, ...args: string[]): Promise<{ code: number; table: string[] }> {
  const child = spawn(process.execPath, [CLI, 'publish', '--data-dir', app.dataDir, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  const table = text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/\d{10}/g, 'SERIAL').replace(/ {2,}/g, '  '));
  return { code, table };
}

describe.skipIf(peersAreMissing())('troubled secondaries', () => {
  it('are each said to be what they are, and hold nobody up', async () => {
    await using troubled = await expectTroubledSecondaries();
    const { app, places } = troubled;
    const { good, down, refusing, clock, elsewhere, first, other, stuck } = places;
    const { calls } = app;
    const published = publish(app, '--until-synced', '--max', '15m');
    const { session } = await app.waitFor(({ session }) => session.state === 'open');
    const served =
      session.state === 'open' ? session.zones.find(({ name }) => name === `${ZONE}.`) : undefined;
    const { bind } = await troubled.come();

    // The good ones are served at once, though one hangs and one is down.
    await bind.waitForSerial(ZONE, served!.serial, 10_000);
    const seen = await lines(
      app,
      (of) =>
        [good, first, other].every(({ name }) => of(name).inSyncAt !== null) &&
        of(refusing.name).fault?.code === 'notify-refused' &&
        of(elsewhere.name).fault?.code === 'address-not-listed' &&
        of(stuck.name).fault?.code === 'transfer-stuck' &&
        of(down.name).fault !== null,
    );
    const faults = [down, refusing, clock, elsewhere, stuck].map(({ name }) => seen(name).fault);
    expect(faults).toEqual([
      { code: 'notify-undelivered', errno: 'ECONNREFUSED' },
      { code: 'notify-refused', rcode: 'BADKEY' },
      { code: 'clock-off', address: clock.address, offSeconds: expect.closeTo(-3600, -1) as number },
      { code: 'address-not-listed', address: ELSEWHERE },
      { code: 'transfer-stuck', sinceMs: 15_000 },
    ]);
    expect([first, other].map(({ name }) => seen(name).transfer?.kind)).toEqual(['AXFR', 'AXFR']);

    // A transfer runs: the owner alone ends it. The command line then says the same, in words.
    await expect(calls.session.stop({})).rejects.toMatchObject({
      data: { code: 'transfer-running', count: 1 },
    });
    await calls.session.stop({ force: true });
    expect((await app.waitForEnd()).last).toMatchObject({ end: 'by-hand' });
    const { code, table } = await published;
    expect(code).toBe(1);
    expect(table).toEqual([
      'example.com  good BIND  SERIAL  in sync',
      'example.com  down  SERIAL  cannot be reached  holds nothing known',
      '  Nothing listens where our NOTIFY goes to: its server is down, or takes NOTIFY at another address or port.',
      'example.com  refusing Knot  SERIAL  refused NOTIFY  holds SERIAL',
      '  It answered our NOTIFY with BADKEY: its rule for NOTIFY takes another address or key than ours. Until that is changed there, it comes in its own rhythm (SOA REFRESH).',
      'example.com  wrong clock  SERIAL  clock is off  holds nothing known',
      '  The clock of 127.0.0.14 is 60 min behind ours. TSIG allows 5 minutes: set the one that is wrong.',
      'example.com  elsewhere  SERIAL  refused  holds nothing known',
      '  Its transfer came from 127.0.0.99, which is not on the list.',
      'example.com  first of two  SERIAL  in sync',
      'example.com  second of two  SERIAL  in sync',
      'big.example  half-way  SERIAL  stuck  holds nothing known',
      expect.stringMatching(/^ {2}Its transfer began \d+ s ago and has not ended/),
    ]);
  });
});
