/** `PUT …/axfr-retrieve`: a zone's records are taken from the server that has them now. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startPrimary } from '../peers/start.ts';
import { startApi } from './running-api.ts';

const ZONE = `$ORIGIN example.com.
$TTL 3600
@ SOA ns1.example.net. hostmaster 7 86400 7200 6652800 3600
@ NS ns1.example.net.
www A 192.0.2.1
mail A 192.0.2.25
`;

describe.skipIf(peersAreMissing('BIND'))('axfr-retrieve', () => {
  it('replaces the records by those of a real primary, and says so when there is none', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hidden-primary-retrieve-'));
    const file = path.join(folder, 'example.com.zone');
    await writeFile(file, ZONE);
    await using bind = await startPrimary('BIND', { zones: [{ name: 'example.com', file }] });
    await using api = await startApi();
    const made = await api.call('POST', '/zones', {
      name: 'example.com.',
      kind: 'Master',
      nameservers: ['ns1.example.net.'],
    });
    expect(made.status).toBe(201);

    const primary = `${bind.address}:${bind.port}`;
    const asked = await api.call('PUT', '/zones/example.com./axfr-retrieve', { primary });
    expect(asked.status).toBe(200);
    const names = async (): Promise<string[]> => {
      const { rrsets } = (await api.call('GET', '/zones/example.com.')).json() as {
        rrsets: { name: string; type: string }[];
      };
      return rrsets
        .filter(({ type }) => type === 'A')
        .map(({ name }) => name)
        .sort();
    };
    for (let tries = 0; tries < 100 && (await names()).length < 2; tries++) await delay(50);
    expect(await names()).toEqual(['mail.example.com.', 'www.example.com.']);

    await bind.stop();
    await api.call('PUT', '/zones/example.com./axfr-retrieve', { primary });
    const failures = async () =>
      (await api.app.calls.activity.page({})).entries.filter(({ code }) => code === 'api-retrieve-failed');
    for (let tries = 0; tries < 100 && (await failures()).length === 0; tries++) await delay(50);
    expect((await failures()).map(({ zone, data }) => [zone, data.reason])).toEqual([
      ['example.com.', 'ECONNREFUSED'],
    ]);
    expect(await names()).toEqual(['mail.example.com.', 'www.example.com.']);
    await rm(folder, { recursive: true });
  });
});
