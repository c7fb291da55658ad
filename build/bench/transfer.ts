/** AXFR of the 100,000-name zone: ours beside BIND, Knot, NSD and PowerDNS as primaries, in turn, in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { base64Decode } from '../../shared/dns/encodings.ts';
import type { Name } from '../../shared/dns/name.ts';
import { scanName } from '../../shared/dns/name-text.ts';
import { bytesFrom, type Octets } from '../../shared/dns/octets.ts';
import { PEER_NAMES, peerVersion, startPrimary } from '../../main/interop/peers/start.ts';
import type { TsigKey } from '../../main/tsig/tsig-key.ts';
import { timeAxfr } from './axfr-clock.ts';
import { BIG_ZONE, bigZoneText, RECORDS, writeBigZone } from './big-zone.ts';
import { BLOCK_TITLE, WatchedApp } from './our-app.ts';
import { residentMb, settled } from './process-memory.ts';
import type { Part, Row, Table } from './report.ts';

const ROUNDS = 9;
/** The closing SOA comes with a transfer. */
const TRANSFERRED = RECORDS + 1;

interface Server {
  readonly who: string;
  readonly port: number;
  readonly pid: number;
  readonly key?: TsigKey;
  readonly plain: number[];
  readonly signed: number[];
}

export const transfer: Part = { name: 'transfer', run: runTransfers };

async function* runTransfers(): AsyncGenerator<Table> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-transfer-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true }));
  const file = writeBigZone(folder);
  const zone = scanName(`${BIG_ZONE}.` as Octets) as Name;

  const watched = stack.use(await WatchedApp.start());
  const { app } = watched;
  const { calls } = app;
  const made = await calls.keys.create({ name: 'bench' });
  const { secret } = await calls.keys.secret({ name: made.name });
  const key: TsigKey = {
    name: scanName(made.name as Octets) as Name,
    algorithm: made.algorithm,
    secret: bytesFrom(base64Decode(secret)!),
  };
  const { name } = await calls.zones.import({ text: bigZoneText(), kind: 'primary' });
  const anybody = { addresses: ['127.0.0.1'], key: null };
  await calls.zones.updateSettings({
    zone: name,
    settings: { alsoAllow: [anybody, { ...anybody, key: made.name }] },
  });
  const importBlock = await watched.blocks('import');
  await calls.session.start({});
  const sessionBlock = await watched.blocks('first version, opening the session');

  const ours: Server = {
    who: 'Hidden Primary',
    port: app.endpoint.port,
    pid: app.process.pid!,
    key,
    plain: [],
    signed: [],
  };
  const first = await timeAxfr(ours.port, zone, TRANSFERRED);
  const servers = [ours];
  for (const peer of PEER_NAMES) {
    const who = `${peer} ${await peerVersion(peer)}`;
    const plain = stack.use(await startPrimary(peer, { zones: [{ name: BIG_ZONE, file }] }));
    servers.push({ who, port: plain.port, pid: plain.pid, plain: [], signed: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) {
      const timed = await timeAxfr(server.port, zone, TRANSFERRED);
      if (round > 0) server.plain.push(timed.ms);
      if (server.key !== undefined)
        server.signed.push((await timeAxfr(server.port, zone, TRANSFERRED, server.key)).ms);
    }
  }
  const transferBlock = await watched.blocks(`${ROUNDS * 2} transfers`);
  await calls.zones.exportText({ zone: name });
  const exportBlock = await watched.blocks('export as a zone file');
  const rows = servers.map(({ who, plain }): Row => ({ who, samples: plain }));
  yield { title: `AXFR of ${TRANSFERRED} records over loopback, without a key`, unit: 'ms', rows };
  yield {
    title: 'The same from us, signed, and the very first one after the session opened',
    unit: 'ms',
    alone: true,
    rows: [
      { who: 'without a key', samples: ours.plain },
      { who: 'with hmac-sha256, every message signed', samples: ours.signed },
      {
        who: 'the first transfer',
        samples: [first.ms],
        note: `${(first.octets / 1e6).toFixed(1)} MB in ${first.messages} messages`,
      },
    ],
  };
  yield {
    title: BLOCK_TITLE,
    unit: 'ms',
    rows: [importBlock, sessionBlock, transferBlock, exportBlock],
    alone: true,
  };
  const busyMb = residentMb(ours.pid);
  await Promise.all(servers.map(({ pid }) => settled(pid)));
  yield {
    title: 'Resident memory with the zone loaded and transferred, a while after the work',
    unit: 'MB',
    rows: servers.map(({ who, pid }): Row => ({
      who,
      samples: [residentMb(pid)],
      ...(pid === ours.pid && { note: `${busyMb.toFixed(0)} MB right after it` }),
    })),
  };
}
