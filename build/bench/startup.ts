/** From the start of the process to the end of the first transfer, with the 100,000-name zone at hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Name } from '../../shared/dns/name.ts';
import { scanName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { PEER_NAMES, peerVersion, startPrimary } from '../../main/interop/peers/start.ts';
import { timeAxfr } from './axfr-clock.ts';
import { BIG_ZONE, bigZoneText, RECORDS, writeBigZone } from './big-zone.ts';
import { startBuiltApp } from './our-app.ts';
import type { Part, Row, Table } from './report.ts';

const ROUNDS = 5;
const ZONE = scanName(`${BIG_ZONE}.` as Octets) as Name;

export const startup: Part = { name: 'startup', run: runStarts };

async function* runStarts(): AsyncGenerator<Table> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-startup-'));
  try {
    const dataDir = path.join(folder, 'data');
    await publishBigZone(dataDir);
    const ready: number[] = [];
    const empty: number[] = [];
    const ours: Row & { samples: number[] } = { who: 'Hidden Primary', samples: [] };
    const file = writeBigZone(folder);
    const peers: (Row & { samples: number[] })[] = [];
    for (const peer of PEER_NAMES) peers.push({ who: `${peer} ${await peerVersion(peer)}`, samples: [] });
    for (let round = 0; round < ROUNDS; round++) {
      const { readyMs, transferredMs } = await timeOurs(dataDir);
      ready.push(readyMs);
      ours.samples.push(transferredMs);
      for (const [index, peer] of PEER_NAMES.entries()) peers[index].samples.push(await timePeer(peer, file));
      empty.push((await timeOurs(undefined)).readyMs);
    }
    yield {
      title:
        'From the start of the process to the end of the first transfer (peers asked every 25 ms whether they answer)',
      unit: 'ms',
      rows: [ours, ...peers],
    };
    yield {
      title: 'From the start of our process to the link to its screens',
      unit: 'ms',
      rows: [
        { who: 'with that zone', samples: ready },
        { who: 'with an empty data folder', samples: empty },
      ],
      alone: true,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function publishBigZone(dataDir: string): Promise<void> {
  await using app = await startBuiltApp({ dataDir, vault: false });
  const { name: zone } = await app.calls.zones.import({ text: bigZoneText(), kind: 'primary' });
  const settings = { alsoAllow: [{ addresses: ['127.0.0.1'], key: null }] };
  await app.calls.zones.updateSettings({ zone, settings });
  await app.calls.session.start({});
}

async function timeOurs(
  dataDir: string | undefined,
): Promise<{ readonly readyMs: number; readonly transferredMs: number }> {
  const beganAt = performance.now();
  const args = dataDir === undefined ? [] : ['--keep-open'];
  await using app = await startBuiltApp({ dataDir, vault: false, args });
  const readyMs = performance.now() - beganAt;
  if (dataDir !== undefined) await transferred(app.endpoint.port);
  return { readyMs, transferredMs: performance.now() - beganAt };
}

async function timePeer(peer: (typeof PEER_NAMES)[number], file: string): Promise<number> {
  const beganAt = performance.now();
  await using primary = await startPrimary(peer, { zones: [{ name: BIG_ZONE, file }] });
  await transferred(primary.port);
  return performance.now() - beganAt;
}

/** Resolves after the first transfer that is given: some servers answer before they have read their zones. */
async function transferred(port: number): Promise<void> {
  const endsAt = performance.now() + READING_MS_MOST;
  for (;;) {
    try {
      await timeAxfr(port, ZONE, RECORDS + 1);
      return;
    } catch (error) {
      if (performance.now() > endsAt) throw error;
      await sleep(25);
    }
  }
}

const READING_MS_MOST = 60_000;
