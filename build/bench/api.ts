/** The API for tools: a large zone by POST, then single PATCHes, beside PowerDNS with SQLite as it is shipped. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peerVersion, startPrimary } from '../../main/interop/peers/start.ts';
import { bigZoneText, BIG_ZONE, NAMES, writeBigZone } from './big-zone.ts';
import { BLOCK_TITLE, WatchedApp } from './our-app.ts';
import { percentile99, type Part, type Table } from './report.ts';

const KEY = 'benchmark';
const PATCHES = 300;
/** PowerDNS closes every connection, so each request has one of its own on either side. */
const agent = new Agent({ keepAlive: false });

export const api: Part = { name: 'api', run: runApi };

async function* runApi(): AsyncGenerator<Table> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hidden-primary-bench-api-'));
  try {
    const keyFile = path.join(folder, 'key');
    writeFileSync(keyFile, KEY, { mode: 0o600 });
    await using watched = await WatchedApp.start({
      args: ['--api', '127.0.0.1:0', '--api-key-file', keyFile],
    });
    const ours = `${watched.app.api}/api/v1/servers/localhost`;
    const asText = await send(ours, 'POST', '/zones', {
      name: 'text.example.',
      kind: 'Native',
      zone: bigZoneText().replaceAll(BIG_ZONE, 'text.example'),
    });
    const textBlock = await watched.blocks('POST as text');
    const asSets = await send(ours, 'POST', '/zones', {
      name: `${BIG_ZONE}.`,
      kind: 'Native',
      nameservers: ['ns1.example.net.'],
      rrsets: sets(),
    });
    const setsBlock = await watched.blocks('POST as sets');
    const shown = await send(ours, 'GET', `/zones/${BIG_ZONE}.`);
    const shownBlock = await watched.blocks('GET of the zone');
    yield {
      title: `A zone of ${NAMES.toLocaleString()} records (PowerDNS as shipped refuses bodies over 2 MB)`,
      unit: 'ms',
      rows: [
        { who: 'POST as zone-file text', samples: [asText] },
        { who: 'POST as record sets', samples: [asSets] },
        { who: 'GET', samples: [shown] },
      ],
      alone: true,
    };

    await using powerdns = await startPrimary('PowerDNS', {
      zones: [{ name: BIG_ZONE, file: writeBigZone(folder) }],
      apiKey: KEY,
    });
    const theirs = `${powerdns.apiUrl}/servers/localhost`;
    const own: number[] = [];
    const other: number[] = [];
    for (let i = 0; i < PATCHES; i++) {
      const change = patch(i);
      own.push(await send(ours, 'PATCH', `/zones/${BIG_ZONE}.`, change));
      other.push(await send(theirs, 'PATCH', `/zones/${BIG_ZONE}.`, change));
    }
    yield {
      title: `One PATCH in a zone of ${NAMES.toLocaleString()} records, request to answer, on the disk with a new serial`,
      unit: 'ms',
      rows: [
        { who: 'Hidden Primary', samples: own, note: `99 of 100 within ${percentile99(own).toFixed(1)} ms` },
        {
          who: `PowerDNS ${await peerVersion('PowerDNS')} with SQLite`,
          samples: other,
          note: `99 of 100 within ${percentile99(other).toFixed(1)} ms`,
        },
      ],
    };
    const patchBlock = await watched.blocks(`${PATCHES} PATCHes`);
    yield {
      title: BLOCK_TITLE,
      unit: 'ms',
      rows: [textBlock, setsBlock, shownBlock, patchBlock],
      alone: true,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const sets = () =>
  Array.from({ length: NAMES }, (_, i) => ({
    name: `host-${i}.${BIG_ZONE}.`,
    type: 'A',
    ttl: 3600,
    records: [{ content: `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`, disabled: false }],
  }));

const patch = (i: number) => ({
  rrsets: [
    {
      name: `host-${(i * 7919) % NAMES}.${BIG_ZONE}.`,
      type: 'A',
      ttl: 300,
      changetype: 'REPLACE',
      records: [{ content: `192.0.2.${(i % 254) + 1}`, disabled: false }],
    },
  ],
});

/** From the connection to the last octet of the answer. */
function send(server: string, method: string, where: string, body?: unknown): Promise<number> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    'X-API-Key': KEY,
    Accept: 'application/json',
    ...(text === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
  };
  const beganAt = performance.now();
  return new Promise((resolve, reject) => {
    const question = request(server + where, { method, headers, agent }, (response) => {
      response.on('data', () => undefined);
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve(performance.now() - beganAt);
        else reject(new Error(`${method} ${where}: ${statusCode}`));
      });
    });
    question.on('error', reject);
    question.end(text);
  });
}
