/** Keys that other software made are taken in with the same DNSKEY, and so the same DS; ours are taken in by BIND. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { generateZoneKey, type ZoneKey } from '../../dnssec/keys/zone-key.ts';
import { bindKeyFileName, printBindPrivateKey, printBindPublicKey } from '../../dnssec/keys/bind-key-file.ts';
import { importKey } from '../../dnssec/keys/import-key.ts';
import { run } from '../peers/daemon.ts';
import { checkersAreMissing } from './checkers.ts';
import { ORIGIN } from './zones.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-keys-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** `257 3 13 …`, base64 without spaces. */
const textOf = (key: ZoneKey | undefined): string => (key === undefined ? 'none' : dnskey.print(key.dnskey));
const dnskeyIn = (record: string): string => {
  const [, fields, publicKey] = /DNSKEY\s+(\d+\s+\d+\s+\d+)\s+(.*)/.exec(record) ?? [];
  return `${fields} ${publicKey.replaceAll(/\s/g, '')}`;
};

const NAMES = { 8: 'RSASHA256', 13: 'ECDSAP256SHA256', 14: 'ECDSAP384SHA384', 15: 'ED25519' } as const;
const ALGORITHMS = [13, 15, 8, 14] as const;
const SCHEMA = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql';

describe.skipIf(checkersAreMissing('dnssec-verify'))('keys of BIND', () => {
  it.each(ALGORITHMS)('are taken in from .key and .private (algorithm %i)', async (algorithm) => {
    const size = algorithm === 8 ? ['-b', '2048'] : [];
    const { stdout } = await run(
      'dnssec-keygen',
      '-q',
      '-K',
      folder,
      '-a',
      NAMES[algorithm],
      ...size,
      '-f',
      'KSK',
      'example.test',
    );
    const file = path.join(folder, stdout.trim());
    const publicText = await readFile(`${file}.key`, 'utf8');
    const { key } = importKey({ privateText: await readFile(`${file}.private`, 'utf8'), publicText }, ORIGIN);
    expect(textOf(key)).toBe(dnskeyIn(publicText));
    expect(path.basename(file)).toBe(bindKeyFileName(ORIGIN, key!));
  });

  it.each(ALGORITHMS)('of ours sign a zone there (algorithm %i)', async (algorithm) => {
    const key = await generateZoneKey('csk', algorithm);
    const file = path.join(folder, bindKeyFileName(ORIGIN, key));
    await writeFile(`${file}.key`, printBindPublicKey(ORIGIN, key));
    await writeFile(`${file}.private`, printBindPrivateKey(key));
    const zone = path.join(folder, `zone-${algorithm}`);
    await writeFile(
      zone,
      '$TTL 3600\n@ SOA ns1 host 1 3600 600 86400 60\n@ NS ns1\nns1 A 192.0.2.1\n$INCLUDE ' + `${file}.key\n`,
    );
    await run(
      'dnssec-signzone',
      '-q',
      '-z',
      '-P',
      '-o',
      'example.test',
      '-d',
      folder,
      '-f',
      `${zone}.signed`,
      zone,
      file,
    );
    expect(await readFile(`${zone}.signed`, 'utf8')).toContain(` ${key.keyTag} example.test.`);
  });
});

describe.skipIf(checkersAreMissing('pdnsutil'))('keys of PowerDNS', () => {
  it.each([
    [13, 'ecdsa256'],
    [15, 'ed25519'],
    [14, 'ecdsa384'],
    [8, 'rsasha256'],
  ] as const)(
    'are taken in as export-zone-key prints them, with export-zone-dnskey (algorithm %i)',
    async (algorithm, name) => {
      const place = await mkdtemp(path.join(folder, 'pdns-'));
      const database = path.join(place, 'db');
      await writeFile(
        path.join(place, 'pdns.conf'),
        `launch=gsqlite3\ngsqlite3-database=${database}\ngsqlite3-dnssec=yes\n`,
      );
      using connection = new DatabaseSync(database);
      connection.exec(await readFile(SCHEMA, 'utf8'));
      const pdnsutil = async (...command: readonly string[]): Promise<string> =>
        (await run('pdnsutil', `--config-dir=${place}`, ...command)).stdout;
      await pdnsutil('create-zone', 'example.test');
      await pdnsutil(
        'add-zone-key',
        'example.test',
        'ksk',
        'active',
        ...(algorithm === 8 ? ['2048'] : []),
        name,
      );
      const privateText = await pdnsutil('export-zone-key', 'example.test', '1');
      const publicText = await pdnsutil('export-zone-dnskey', 'example.test', '1');
      const { key, fault } = importKey({ privateText, publicText }, ORIGIN);
      expect(fault).toBeUndefined();
      expect(textOf(key)).toBe(dnskeyIn(publicText));
    },
  );
});

describe.skipIf(checkersAreMissing('keymgr'))('keys of Knot', () => {
  it.each(ALGORITHMS)(
    'are taken in from the PEM files of its KASP folder (algorithm %i)',
    async (algorithm) => {
      const kasp = await mkdtemp(path.join(folder, 'kasp-'));
      const keymgr = async (...command: readonly string[]): Promise<string> =>
        (await run('keymgr', '-D', kasp, 'example.test.', ...command)).stdout;
      await keymgr('generate', `algorithm=${NAMES[algorithm]}`, 'ksk=yes', 'zsk=yes');
      const publicText = await keymgr('dnskey');
      const [pem] = await readdir(path.join(kasp, 'keys'));
      const privateText = await readFile(path.join(kasp, 'keys', pem), 'utf8');
      const { key, fault } = importKey({ privateText, publicText }, ORIGIN);
      expect(fault).toBeUndefined();
      expect(textOf(key)).toBe(dnskeyIn(publicText));
    },
  );
});
