/** The rehearsal: every zone is taken on loopback by a secondary inside the app, whether or not a session is open. */
import { describe, expect, it } from 'vitest';
import { startApp } from '../running-app.ts';
import { listens } from './places.ts';

describe('a rehearsal', () => {
  it('takes the last version of every zone and shows what a provider will see; afterwards nothing listens', async () => {
    await using app = await startApp();
    const { calls } = app;
    const { name: zone } = await calls.zones.create({
      name: 'example.com',
      kind: 'primary',
      nameServers: ['ns1.example.net', 'ns2.example.net'],
    });
    await calls.zones.create({ name: 'home.arpa', kind: 'native', nameServers: ['ns.home.arpa'] });
    const { zones: before } = await calls.session.rehearse();
    expect(before).toMatchObject([
      { zone, failure: 'it answered SERVFAIL', edits: expect.any(Number) as number },
    ]);

    const { serials } = await calls.session.start({});
    await calls.session.stop({ force: true });
    await calls.records.edit({
      zone,
      sets: [{ owner: 'www', type: 'A', ttlSeconds: 300, values: [{ text: '192.0.2.80' }] }],
    });
    const report = await calls.session.rehearse();
    expect(report.zones).toEqual([
      {
        zone,
        failure: null,
        serial: serials.find(({ name }) => name === zone)?.serial,
        records: 3,
        tookMs: expect.any(Number) as number,
        identical: true,
        refusesStrangers: true,
        signed: false,
        signatureFaults: 0,
        nameServers: ['ns1.example.net.', 'ns2.example.net.'],
        soa: {
          mname: 'ns1.example.net.',
          rname: 'hostmaster.example.com.',
          refresh: 86_400,
          retry: 7200,
          expire: 6_652_800,
          minimum: 3600,
        },
        edits: 1,
        findings: [],
      },
    ]);
    expect(await listens(app.endpoint)).toBe(false);
  });
});
