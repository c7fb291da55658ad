/** What is seen of a zone from outside, with Knot as the parent and as the resolver, and NSD as one of the zone's name servers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observeZone } from '../../watch/parent.ts';
import { generateZoneKey } from '../../dnssec/keys/zone-key.ts';
import { dsForms } from '../../dnssec/ds.ts';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { keysFor, signed, signingBy } from '../dnssec/signed.ts';
import { ZoneSigner } from '../../dnssec/zone-signer.ts';
import { contentsOf, ORDINARY, ORIGIN, writeZone } from '../dnssec/zones.ts';
import { freePort } from '../peers/free-port.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startPrimary } from '../peers/start.ts';

const signer = new ZoneSigner();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-parent-'));
});
afterAll(async () => {
  await signer.dispose();
  await rm(folder, { recursive: true });
});

/** The zone `test.`, which delegates ours to 127.0.0.3 and to an address where nobody is, with these DS records. */
async function parentZone(records: readonly string[]): Promise<string> {
  const file = path.join(folder, 'parent');
  const lines = [
    '$ORIGIN test.',
    '$TTL 600',
    '@ SOA ns.test. host.test. 1 3600 600 86400 60',
    '@ NS ns.test.',
    'ns A 127.0.0.2',
    'example NS ns1.example.test.',
    'example NS gone.test.',
    'ns1.example A 127.0.0.3',
    'gone A 127.0.0.4',
    ...records,
    '',
  ];
  await writeFile(file, lines.join('\n'));
  return file;
}

describe.skipIf(peersAreMissing('Knot', 'NSD'))('a look from outside', () => {
  it('finds the DS at the parent, and keys and signatures at the servers that it names', async () => {
    // RSA with two keys: the DNSKEY answer with its signatures is too long for UDP here.
    const uses = await keysFor({ algorithm: 8, denial: 'nsec', split: 'KSK+ZSK' });
    const more = [...uses, { key: await generateZoneKey('zsk', 8, { bits: 3072 }), signs: true }];
    const file = path.join(folder, 'child');
    await writeZone(file, await signed(signer, contentsOf(ORDINARY), signingBy(more, 'nsec')));
    const port = await freePort();
    const ds = dsForms(ORIGIN, uses[0].key.dnskey).digests.map(({ record }) => record);
    await using parent = await startPrimary('Knot', {
      zones: [{ name: 'test', file: await parentZone(ds) }],
      listen: '127.0.0.2',
      port,
    });
    await using child = await startPrimary('NSD', {
      zones: [{ name: 'example.test', file }],
      listen: '127.0.0.3',
      port,
    });
    const resolver = { address: parent.address, port };
    const seen = await observeZone({ zone: ORIGIN, resolver, port, now: () => 7 });
    const texts = ds.map((record) => record.split(' DS ')[1]).sort();
    expect(seen).toEqual({
      at: 7,
      parent: 'test.',
      parentServers: [{ name: 'ns.test.', address: '127.0.0.2', ds: texts, ttlSeconds: 600 }],
      nameServers: [
        {
          name: 'ns1.example.test.',
          address: '127.0.0.3',
          keys: more.map(({ key }) => dnskey.print(key.dnskey)).sort(),
          serial: await child.serial('example.test'),
          signed: true,
          signers: [more[1], more[2]].map(({ key }) => `8 ${key.keyTag}`).sort(),
        },
        { name: 'gone.test.', address: '127.0.0.4', keys: null, serial: null, signed: false, signers: [] },
      ],
    });
  });

  it('says that there is no DS where there is none, and that nothing is known where nobody answers', async () => {
    const port = await freePort();
    await using parent = await startPrimary('Knot', {
      zones: [{ name: 'test', file: await parentZone([]) }],
      listen: '127.0.0.2',
      port,
    });
    const question = { zone: ORIGIN, port, now: () => 7 };
    const seen = await observeZone({ ...question, resolver: { address: parent.address, port } });
    expect(seen.parentServers).toEqual([
      { name: 'ns.test.', address: '127.0.0.2', ds: [], ttlSeconds: null },
    ]);
    const offline = await observeZone({ ...question, resolver: { address: '127.0.0.5', port } });
    expect(offline).toEqual({ at: 7, parent: null, parentServers: [], nameServers: [] });
  });
});
