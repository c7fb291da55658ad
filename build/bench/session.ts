/**
 * From an edit to all four peers serving it, with our app, PowerDNS, Knot and BIND as the primary in turn: the same four
 * secondaries, which have one zone of each primary.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../main/interop/peers/free-port.ts';
import type { Primary, Secondary } from '../../main/interop/peers/peer.ts';
import { PEER_NAMES, peerVersion, startPrimary, startSecondary } from '../../main/interop/peers/start.ts';
import { startBuiltApp } from './our-app.ts';
import { median, type Part, type Row, type Table } from './report.ts';

const ROUNDS = 15;
const PRIMARIES = ['BIND', 'Knot', 'PowerDNS'] as const;
const OURS = 'ours.example';
const KEY = 'benchmark';
const HOSTS = 100;
const POLL_MS = 2;
const GIVE_UP_MS = 60_000;

export const session: Part = { name: 'session', run: runSession };

async function* runSession(): AsyncGenerator<Table> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-session-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true }));
  const ports = await Promise.all(PEER_NAMES.map(() => freePort()));
  const notify = ports.map((port) => ({ address: '127.0.0.1', port }));

  const app = stack.use(await startBuiltApp());
  const { calls } = app;
  const { name: zone } = await calls.zones.import({ text: zoneText(OURS, 1), kind: 'primary' });
  const { id } = await calls.secondaries.create({
    name: 'all four',
    provider: null,
    transferFrom: ['127.0.0.1'],
    notifyTo: notify,
    verifyAt: [],
    signNotify: false,
    primaryAddress: null,
  });
  await calls.zones.updateSettings({ zone, settings: { secondaries: [{ secondary: id, key: null }] } });

  const theirs = await Promise.all(
    PRIMARIES.map(async (peer) => {
      const name = zoneOf(peer);
      const file = path.join(folder, `${name}.zone`);
      writeFileSync(file, zoneText(name, 1));
      const zones = [{ name, file, notify }];
      const primary = stack.use(await startPrimary(peer, { zones, apiKey: KEY }));
      return { peer, name, file, primary };
    }),
  );
  await calls.session.start({ limitMinutes: 60 });
  const secondaries = await Promise.all(
    PEER_NAMES.map(async (peer, i) =>
      stack.use(
        await startSecondary(peer, {
          zones: [
            { name: OURS, primaries: [app.endpoint] },
            ...theirs.map(({ name, primary }) => ({ name, primaries: [primary] })),
          ],
          port: ports[i],
        }),
      ),
    ),
  );
  await Promise.all(secondaries.map((one) => served(one, OURS)));
  for (const { name } of theirs) await Promise.all(secondaries.map((one) => served(one, name)));

  const open = new Timed('Hidden Primary, session open');
  const opening = new Timed('Hidden Primary, session opened for it');
  const others = new Map<string, Timed>();
  for (const { peer } of theirs) others.set(peer, new Timed(`${peer} ${await peerVersion(peer)}`));
  for (let round = 0; round < ROUNDS; round++) {
    const publish = async (): Promise<number> => {
      await calls.records.edit({
        zone,
        sets: [{ owner: 'edited', type: 'TXT', ttlSeconds: 300, values: [{ text: `"${Date.now()}"` }] }],
      });
      const { serials } = await calls.session.start({ limitMinutes: 60 });
      return serials[0].serial;
    };
    // It ends by itself while the others have their turn.
    await calls.session.start({ limitMinutes: 60 });
    // PowerDNS acts once a second: each primary's edits begin at all moments of it alike.
    const phaseMs = ((round + Math.random()) / ROUNDS) * 1000;
    await open.run(secondaries, OURS, phaseMs, publish);
    await calls.session.stop({ force: true });
    await opening.run(secondaries, OURS, phaseMs, publish);
    for (const { peer, name, file, primary } of theirs)
      await others
        .get(peer)!
        .run(secondaries, name, phaseMs, () => edit(peer, primary, name, file, round + 2));
  }
  const all = [open, opening, ...others.values()];
  yield {
    title: 'Edit to all four secondaries serving it',
    unit: 'ms',
    rows: all.map((timed) => timed.row()),
  };
  yield {
    title: 'The same without PowerDNS, which acts on NOTIFY once a second, whoever sent it',
    unit: 'ms',
    rows: all.map((timed) => timed.row('PowerDNS')),
  };
}

/** Each secondary's times and the last of them, round by round. */
class Timed {
  readonly #who: string;
  readonly #each = new Map<string, number[]>();

  constructor(who: string) {
    this.#who = who;
  }

  /** `phaseMs`: where in a second of the clock it begins. */
  async run(
    secondaries: readonly Secondary[],
    zone: string,
    phaseMs: number,
    publish: () => Promise<number>,
  ): Promise<void> {
    await sleep((phaseMs - (Date.now() % 1000) + 1000) % 1000);
    const beganAt = performance.now();
    const serial = await publish();
    await Promise.all(
      secondaries.map(async (secondary) => {
        await served(secondary, zone, serial);
        const ms = performance.now() - beganAt;
        this.#each.set(secondary.name, [...(this.#each.get(secondary.name) ?? []), ms]);
      }),
    );
  }

  /** The last one's time of each round, one left out or none. */
  row(without?: string): Row {
    const each = [...this.#each].filter(([name]) => name !== without);
    const samples = each[0][1].map((_, round) => Math.max(...each.map(([, times]) => times[round])));
    const note = each.map(([name, times]) => `${name} ${median(times).toFixed(0)}`).join(', ');
    return { who: this.#who, samples, note };
  }
}

/** As each is edited by its owner: BIND and Knot by a new file, PowerDNS by its API. */
async function edit(
  peer: (typeof PRIMARIES)[number],
  primary: Primary,
  name: string,
  file: string,
  serial: number,
): Promise<number> {
  if (peer !== 'PowerDNS') {
    writeFileSync(file, zoneText(name, serial));
    await primary.load(name, file);
    return serial;
  }
  const zone = `${primary.apiUrl}/servers/localhost/zones/${name}.`;
  const soa = `ns1.example.net. hostmaster.${name}. ${serial} 86400 7200 6652800 3600`;
  const set = (owner: string, type: string, content: string) => ({
    name: owner,
    type,
    ttl: 300,
    changetype: 'REPLACE',
    records: [{ content, disabled: false }],
  });
  await send(zone, 'PATCH', {
    rrsets: [set(`edited.${name}.`, 'TXT', `"${serial}"`), set(`${name}.`, 'SOA', soa)],
  });
  await send(`${zone}/notify`, 'PUT');
  return serial;
}

async function send(url: string, method: string, body?: unknown): Promise<void> {
  const headers = { 'X-API-Key': KEY, 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
}

/** Waits until the secondary answers this serial, or any. */
async function served(secondary: Secondary, zone: string, serial?: number): Promise<void> {
  for (const giveUpAt = performance.now() + GIVE_UP_MS; performance.now() < giveUpAt; await sleep(POLL_MS)) {
    const held = await secondary.serial(zone);
    if (held !== undefined && (serial === undefined || held === serial)) return;
  }
  throw new Error(`${secondary.name} does not serve ${zone} ${serial ?? ''}\n${secondary.logTail()}`);
}

const zoneOf = (peer: string): string => `${peer.toLowerCase()}.example`;

function zoneText(name: string, serial: number): string {
  const hosts = Array.from({ length: HOSTS }, (_, i) => `host-${i} A 192.0.2.${i}`);
  return [
    `$ORIGIN ${name}.`,
    '$TTL 3600',
    `@ SOA ns1.example.net. hostmaster ${serial} 86400 7200 6652800 3600`,
    '@ NS ns1.example.net.',
    `edited TXT "${serial}"`,
    ...hosts,
    '',
  ].join('\n');
}
