/** Clients as they are: their sequences against the API and a real PowerDNS, libcloud itself, and many at once. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peersAreMissing } from '../peers/missing-peers.ts';
import type { Primary } from '../peers/peer.ts';
import { startPrimary } from '../peers/start.ts';
import { answerOf } from './answers.ts';
import { CLIENT_SEQUENCES, type Send } from './client-sequences.ts';
import { sendRandomBodies } from './random-bodies.ts';
import { API_KEY, startApi, type RunningApi } from './running-api.ts';

const PYTHON = '/usr/bin/python3';
const LIBCLOUD = '/usr/lib/python3/dist-packages/libcloud/__init__.py';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
});

const sendTo =
  (origin: string): Send =>
  async (method, where, body, headers = {}) => {
    const response = await fetch(origin + where, {
      method,
      headers: { 'X-API-Key': API_KEY, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as unknown,
    };
  };

describe.skipIf(peersAreMissing('PowerDNS'))('what a client sends', () => {
  let powerdns: Primary;
  let theirs: string;

  beforeAll(async () => {
    powerdns = await startPrimary('PowerDNS', { zones: [], apiKey: API_KEY });
    theirs = powerdns.apiUrl!.replace(/\/api\/v1$/, '');
  });

  afterAll(async () => {
    await powerdns?.stop();
  });

  for (const { client, zone, run } of CLIENT_SEQUENCES) {
    it(`${client}: leaves the same zone with both`, async () => {
      await run(sendTo(theirs));
      await run(sendTo(api.url));
      const show = { label: '', method: 'GET', path: `/zones/${zone}` };
      const ours = await answerOf(api.url, API_KEY, show);
      expect(ours.status).toBe(200);
      expect(ours).toEqual(await answerOf(theirs, API_KEY, show));
    });
  }
});

describe.skipIf(!existsSync(LIBCLOUD))('libcloud', () => {
  it('lists, creates, updates and deletes zones and records', async () => {
    const { hostname, port } = new URL(api.url);
    const script = path.join(import.meta.dirname, 'libcloud-driver.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, hostname, port, API_KEY]);
    const others = CLIENT_SEQUENCES.map(({ zone }) => zone);
    const { zones, ...seen } = JSON.parse(stdout) as { zones: string[] };
    expect(zones.filter((name) => !others.includes(name))).toEqual([]);
    expect(seen).toEqual({
      zone: ['lib.test.', 'lib.test.'],
      get_zone: 'lib.test.',
      created: [
        ['txt.lib.test.', 'TXT', '"a text"', 60],
        ['www.lib.test.', 'A', '192.0.2.1', 300],
      ],
      updated: [
        ['txt.lib.test.', 'TXT', '"a text"', 60],
        ['www.lib.test.', 'A', '192.0.2.2', 600],
      ],
      deleted: [['www.lib.test.', 'A', '192.0.2.2', 600]],
      gone: true,
    });
  });
});

describe('ten clients at once', () => {
  it('lose nothing, and every write has a serial of its own', async () => {
    const zone = 'busy.test.';
    await api.call('POST', '/zones', { name: zone, kind: 'Native', nameservers: ['ns1.b.test.'] });
    const serials: number[] = [];
    const writer = async (client: number): Promise<void> => {
      for (let round = 0; round < 10; round++) {
        const content = `"${client}.${round}"`;
        const rrsets = [
          { name: zone, type: 'TXT', ttl: 60, changetype: 'EXTEND', records: [{ content }] },
          {
            name: `c${client}-${round}.${zone}`,
            type: 'TXT',
            ttl: 60,
            changetype: 'REPLACE',
            records: [{ content }],
          },
        ];
        const { status, headers } = await api.call('PATCH', `/zones/${zone}`, { rrsets });
        expect(status).toBe(204);
        const [before, after] = ['old', 'new'].map((which) => Number(headers.get(`x-pdns-${which}-serial`)));
        expect(after).toBeGreaterThan(before);
        serials.push(after);
      }
    };
    await Promise.all(Array.from({ length: 10 }, (_, client) => writer(client)));
    expect(new Set(serials).size).toBe(100);
    const shown = (await api.call('GET', `/zones/${zone}`)).json() as {
      rrsets: { name: string; type: string; records: unknown[] }[];
    };
    expect(shown.rrsets.find(({ name, type }) => name === zone && type === 'TXT')?.records).toHaveLength(100);
    expect(shown.rrsets.filter(({ name }) => /^c[0-9]/.test(name))).toHaveLength(100);
  });
});

describe('random bodies', () => {
  it('are refused, every one, and nothing of them is a bug', async () => {
    const { unexpected } = await sendRandomBodies(api, 3, 5);
    expect(unexpected).toEqual([]);
    expect(api.app.errors).toBe('');
  });
});
