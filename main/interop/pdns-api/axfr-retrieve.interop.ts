/** `PUT …/axfr-retrieve`: a zone's records are taken from the server that has them now. */
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
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

    const reasons = async (count: number): Promise<unknown[]> => {
      const failed = async () =>
        (await api.app.calls.activity.page({})).entries.filter(({ code }) => code === 'api-retrieve-failed');
      for (let tries = 0; tries < 100 && (await failed()).length < count; tries++) await delay(50);
      return (await failed()).map(({ zone, data }) => [zone, data.reason]);
    };
    // What it brings cannot be stored: said, and nothing else ends.
    const removed = { name: 'mail.example.com.', type: 'A', changetype: 'DELETE' };
    expect((await api.call('PATCH', '/zones/example.com.', { rrsets: [removed] })).status).toBe(204);
    const zones = path.join(api.app.dataDir, 'zones');
    const versions = path.join(zones, (await readdir(zones))[0], 'versions');
    await rename(versions, `${versions}.away`);
    await writeFile(versions, '');
    await api.call('PUT', '/zones/example.com./axfr-retrieve', { primary });
    expect(await reasons(1)).toEqual([['example.com.', expect.stringContaining('versions')]]);
    await rm(versions);
    await rename(`${versions}.away`, versions);
    await api.call('PUT', '/zones/example.com./axfr-retrieve', { primary });
    for (let tries = 0; tries < 100 && (await names()).length < 2; tries++) await delay(50);

    await bind.stop();
    await api.call('PUT', '/zones/example.com./axfr-retrieve', { primary });
    expect((await reasons(2))[0]).toEqual(['example.com.', 'ECONNREFUSED']);
    expect(await names()).toEqual(['mail.example.com.', 'www.example.com.']);
    await rm(folder, { recursive: true });
  });
});
