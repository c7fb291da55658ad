/**
 * SIGKILL at random moments, of the whole application: what was acknowledged is there, and no serial is used for two states.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { hexEncode } from '../../shared/dns/encodings.ts';
import { printName, scanName } from '../../shared/dns/name-text.ts';
import type { Name } from '../../shared/dns/name.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { transferIn } from '../exchange/transfer-in.ts';
import { startApp, type RunningApp } from './running-app.ts';

const KILLS = 200;
const ZONE = 'example.com.';
const NAME = scanName(ZONE as Octets) as Name;

/** What the owner was promised: the value of each name, and the one that was under way when the power went. */
interface Promised {
  readonly acknowledged: Map<string, string>;
  underWay: { readonly owner: string; readonly value: string } | undefined;
}

/** What a secondary would take: its serial and a digest of everything else. */
async function transferred(app: RunningApp): Promise<{ serial: number; digest: string }> {
  const records = await transferIn({
    zone: NAME,
    server: app.endpoint,
    nowSeconds: () => Math.floor(Date.now() / 1000),
  });
  const lines = records
    .filter(({ type }) => type !== TYPE.SOA)
    .map(
      ({ owner, type, ttlSeconds, rdata }) => `${printName(owner)} ${ttlSeconds} ${type} ${hexEncode(rdata)}`,
    );
  const { serial } = soa.parse(records[0].rdata);
  return { serial, digest: createHash('sha256').update(lines.sort().join('\n')).digest('hex') };
}

/** A process is killed while it is at one of so many steps. The fifth of each five also publishes. */
const STEPS = 8;

/** Edits, and now and then publishes, until the process is killed under it. `reached` is told of each step as it begins. */
async function work(
  app: RunningApp,
  promised: Promised,
  round: number,
  seen: Map<number, string>,
  reached: (step: number) => void,
): Promise<void> {
  for (let step = 0; ; step++) {
    reached(step);
    const owner = `h${(round * 7 + step) % 40}`;
    const value = `192.0.2.${(round + step) % 256}`;
    promised.underWay = { owner, value };
    await app.calls.records.edit({
      zone: ZONE,
      sets: [{ owner, type: 'A', ttlSeconds: 300, values: [{ text: value }] }],
    });
    promised.acknowledged.set(owner, value);
    promised.underWay = undefined;
    if (step % 5 !== 4) continue;
    await app.calls.session.start({});
    note(seen, await transferred(app));
    await app.calls.session.stop({ force: true });
  }
}

function note(seen: Map<number, string>, { serial, digest }: { serial: number; digest: string }): void {
  expect(seen.get(serial) ?? digest, `serial ${serial} was used for another state`).toBe(digest);
  expect(Math.max(0, ...seen.keys()), 'serials never go back').toBeLessThanOrEqual(serial);
  seen.set(serial, digest);
}

it(`loses nothing in ${KILLS} kills, and uses no serial twice`, { timeout: 900_000 }, async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'hidden-primary-kill-'));
  const promised: Promised = { acknowledged: new Map(), underWay: undefined };
  const seen = new Map<number, string>();
  const start = (): Promise<RunningApp> => startApp({ dataDir, vault: false });
  let app = await start();
  await app.calls.zones.create({ name: ZONE, kind: 'primary', nameServers: ['ns1.example.net'] });
  const settings = { alsoAllow: [{ addresses: ['127.0.0.1'], key: null }] };
  await app.calls.zones.updateSettings({ zone: ZONE, settings });

  for (let round = 0; round < KILLS; round++) {
    // Counted in steps first, so that a slow machine is killed as far on as a quick one, then somewhere within the step.
    const lastStep = Math.floor(Math.random() * STEPS);
    const there = Promise.withResolvers<undefined>();
    // Whatever the kill interrupts in here is no failure; what it leaves behind is looked at below.
    const working = work(app, promised, round, seen, (step) => {
      if (step === lastStep) there.resolve(undefined);
    }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AssertionError') throw error;
    });
    await Promise.race([there.promise, working]);
    await delay(Math.random() * 30);
    await app.stop('SIGKILL');
    await working;
    app = await start();

    const { rows } = await app.calls.records.page({ zone: ZONE, limit: 500 });
    const held = new Map(
      rows.filter(({ type }) => type === 'A').map(({ owner, values }) => [owner, values[0].text]),
    );
    for (const [owner, value] of promised.acknowledged) {
      const mayBe = promised.underWay?.owner === owner ? [value, promised.underWay.value] : [value];
      expect(mayBe, `${owner} after kill ${round}`).toContain(held.get(owner));
    }
    // The edit under way may or may not have made it: from here on what is on the disk counts.
    if (promised.underWay !== undefined && held.get(promised.underWay.owner) === promised.underWay.value) {
      promised.acknowledged.set(promised.underWay.owner, promised.underWay.value);
    }
    expect((await app.waitFor(() => true)).notices).toEqual([]);
  }
  expect(seen.size).toBeGreaterThan(KILLS / 5);
  await app.stop();
  await rm(dataDir, { recursive: true });
});
