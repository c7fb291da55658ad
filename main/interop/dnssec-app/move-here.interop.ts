/** Zones that BIND, Knot and PowerDNS signed move here with their keys: the DS stays, and nobody who validates sees a gap. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8Encode } from '../../../shared/dns/encodings.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { scanRdataText } from '../../../shared/dns/zone-file/rdata-text.ts';
import { importKey } from '../../dnssec/keys/import-key.ts';
import { checkersAreMissing, Delv } from '../dnssec/checkers.ts';
import { ORDINARY, ORIGIN } from '../dnssec/zones.ts';
import { run } from '../peers/daemon.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { type Peer, type Primary } from '../peers/peer.ts';
import { startPrimary } from '../peers/start.ts';
import { startApp } from '../running-app.ts';
import { ZONE } from './signed-app.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-move-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function keygen(...options: readonly string[]): Promise<string> {
  const { stdout } = await run('dnssec-keygen', '-q', '-K', folder, ...options, 'example.test');
  return path.join(folder, stdout.trim());
}

/** Of dnssec-keygen's file name, `Kzone.+013+12345`. */
const tagOf = (file: string): number => Number(file.split('+').at(-1));

describe.skipIf(checkersAreMissing('dnssec-verify', 'delv'))('a zone file signed by dnssec-signzone', () => {
  it('comes without its signatures, which is said, and with its keys keeps its DS', async () => {
    const ksk = await keygen('-a', 'ECDSAP256SHA256', '-f', 'KSK');
    const zsk = await keygen('-a', 'ECDSAP256SHA256');
    const file = path.join(folder, 'zone');
    await writeFile(file, ORDINARY);
    await run(
      'dnssec-signzone',
      '-q',
      '-S',
      '-K',
      folder,
      '-d',
      folder,
      '-o',
      'example.test',
      '-f',
      `${file}.signed`,
      file,
    );
    const { stdout } = await run('dnssec-dsfromkey', '-a', 'SHA-256', '-a', 'SHA-384', `${ksk}.key`);

    await using app = await startApp();
    const { calls } = app;
    await calls.settings.update({ timeServer: '' });
    const text = await readFile(`${file}.signed`, 'utf8');
    const { leftOut } = await calls.zones.previewImport({ text, name: ZONE });
    expect(Object.keys(leftOut).sort()).toEqual(['DNSKEY', 'NSEC', 'RRSIG']);
    await calls.zones.import({ text, name: ZONE, kind: 'native' });
    for (const key of [ksk, zsk]) {
      await calls.dnssec.importKey({
        zone: ZONE,
        publicText: await readFile(`${key}.key`, 'utf8'),
        privateText: await readFile(`${key}.private`, 'utf8'),
        role: key === ksk ? 'ksk' : 'zsk',
      });
      // The ZSK is still there: what it signed is in caches.
      if (key === ksk)
        await expect(calls.dnssec.enable({ zone: ZONE })).rejects.toMatchObject({
          data: { code: 'keys-left-behind', keys: [{ keyTag: tagOf(zsk), role: 'zsk', algorithm: 13 }] },
        });
    }
    const state = await calls.dnssec.enable({ zone: ZONE });
    expect(state.ds.flatMap(({ digests }) => digests.map(({ record }) => record))).toEqual(
      stdout.trim().split('\n'),
    );
    expect(state.keys.map(({ role, origin }) => [role, origin])).toEqual([
      ['ksk', 'imported'],
      ['zsk', 'imported'],
    ]);

    await calls.session.start({ limitMinutes: 60 });
    const { address, port } = app.endpoint;
    const anchor = path.join(folder, 'anchor');
    const [, tag, algorithm, digestType, digest] = / DS (\d+) (\d+) (\d+) (\S+)/.exec(stdout) ?? [];
    await writeFile(
      anchor,
      `trust-anchors { "${ZONE}" static-ds ${tag} ${algorithm} ${digestType} "${digest}"; };\n`,
    );
    const delv = ['-a', anchor, `+root=${ZONE}`, `@${address}`, '-p', `${port}`, 'mail.example.test.', 'A'];
    expect((await run('delv', ...delv)).stdout).toContain('; fully validated');
    await calls.session.stop({ force: true });
  });
});

interface BroughtKey {
  readonly publicText: string;
  readonly privateText: string;
}

/** Servers that sign by themselves, as each does unless told otherwise, and how their keys are had. */
const SIGNERS = {
  async BIND({ directory }: Peer): Promise<readonly BroughtKey[]> {
    const files = (await readdir(directory)).filter((file) => /^K.*\.private$/.test(file));
    return Promise.all(
      files.map(async (file) => ({
        publicText: await readFile(path.join(directory, file.replace(/private$/, 'key')), 'utf8'),
        privateText: await readFile(path.join(directory, file), 'utf8'),
      })),
    );
  },
  async Knot({ directory }: Peer, records: readonly string[]): Promise<readonly BroughtKey[]> {
    const place = path.join(directory, 'keys', 'keys');
    const pems = await Promise.all(
      (await readdir(place)).map((file) => readFile(path.join(place, file), 'utf8')),
    );
    // keymgr prints KSKs only: what is served has all of them.
    const dnskeys = records.filter((record) => record.split(/\s+/)[3] === 'DNSKEY');
    return dnskeys.map((publicText) => {
      const isIts = (privateText: string): boolean =>
        importKey({ privateText, publicText }, ORIGIN).key !== undefined;
      return { publicText, privateText: pems.find(isIts) ?? '' };
    });
  },
  async PowerDNS({ directory }: Peer): Promise<readonly BroughtKey[]> {
    const pdnsutil = async (command: string): Promise<string> =>
      (await run('pdnsutil', `--config-dir=${directory}`, command, 'example.test', '1')).stdout;
    return [
      { publicText: await pdnsutil('export-zone-dnskey'), privateText: await pdnsutil('export-zone-key') },
    ];
  },
} as const;

/** A server that signs the zone itself. */
async function startSigning(name: keyof typeof SIGNERS): Promise<Primary> {
  const file = path.join(folder, `${name}.zone`);
  await writeFile(file, ORDINARY);
  const primary = await startPrimary(name, { zones: [{ name: 'example.test', file }] });
  if (name === 'BIND') {
    const conf = path.join(primary.directory, 'named.conf');
    const text = await readFile(conf, 'utf8');
    await writeFile(
      conf,
      text.replace('type primary;', '$& dnssec-policy default; inline-signing yes; key-directory ".";'),
    );
  } else if (name === 'PowerDNS') {
    await run('pdnsutil', `--config-dir=${primary.directory}`, 'secure-zone', 'example.test');
  } else {
    const conf = path.join(primary.directory, 'knot.conf');
    const text = await readFile(conf, 'utf8');
    await writeFile(conf, text.replace('  - domain: example.test\n', '$&    dnssec-signing: on\n'));
  }
  await primary.restart();
  // BIND serves the zone before all of it is signed.
  while (!isSignedThroughout(await primary.dump('example.test'))) await sleep(50);
  return primary;
}

/** Every name that has an NSEC has its signature, and the last one leads back to the apex. */
function isSignedThroughout(records: readonly string[]): boolean {
  const fields = records.map((record) => record.split(/\s+/));
  const nsecs = fields.filter(([, , , type]) => type === 'NSEC');
  const isCovered = (owner: string): boolean =>
    fields.some(([name, , , type, covered]) => name === owner && type === 'RRSIG' && covered === 'NSEC');
  return nsecs.some(([, , , , next]) => next === ZONE) && nsecs.every(([owner]) => isCovered(owner));
}

const fieldsOf = (records: readonly string[], type: string): readonly string[] =>
  records
    .map((record) => record.split(/\s+/))
    .filter((fields) => fields[3] === type)
    .map((fields) => [...fields.slice(4, 7), fields.slice(7).join('')].join(' '))
    .sort();

describe.skipIf(checkersAreMissing('delv', 'pdnsutil') || peersAreMissing('BIND', 'Knot', 'PowerDNS'))(
  'a zone that signs itself',
  () => {
    it.each(['BIND', 'Knot', 'PowerDNS'] as const)(
      'at %s comes with its keys: the same DNSKEY set and DS, valid before and after, whatever is cached',
      async (name) => {
        await using there = await startSigning(name);
        const records = await there.dump('example.test');
        const keys = await SIGNERS[name](there, records);
        const sep = keys.map(({ publicText }) => publicText).find((text) => /\s257\s/.test(text))!;
        const dnskey = scanRdataText(
          TYPE.DNSKEY,
          utf8Encode(
            sep
              .replace(/^.*?DNSKEY\s+/s, '')
              .replace(/;.*/s, '')
              .trim(),
          ),
        );
        await using delv = await Delv.trusting(ORIGIN, dnskey);
        const questions = [
          ['mail.example.test.', 'A'],
          ['none.example.test.', 'A'],
          ['example.test.', 'DNSKEY'],
        ] as const;
        const validated = ['; fully validated', '; negative response, fully validated', '; fully validated'];
        expect(await delv.ask(there, questions)).toEqual(validated);

        await using app = await startApp();
        const { calls } = app;
        await calls.settings.update({ timeServer: '' });
        const text = records.join('\n');
        const { leftOut } = await calls.zones.previewImport({ text, name: ZONE });
        expect(Object.keys(leftOut)).toEqual(expect.arrayContaining(['DNSKEY', 'NSEC', 'RRSIG']));
        expect('TYPE65534' in leftOut).toBe(name === 'BIND');
        await calls.zones.import({ text, name: ZONE, kind: 'native' });
        for (const key of keys) await calls.dnssec.importKey({ zone: ZONE, ...key });
        const state = await calls.dnssec.enable({ zone: ZONE });
        expect(state.keys.map(({ origin }) => origin)).toEqual(keys.map(() => 'imported'));
        await calls.session.start({ limitMinutes: 60 });
        expect(await delv.ask(app.endpoint, questions)).toEqual(validated);
        // The same set: with it from a cache, old signatures and new ones hold alike.
        const { address, port } = app.endpoint;
        const { stdout } = await run(
          'dig',
          '+noall',
          '+answer',
          '+nocookie',
          '+tcp',
          '-p',
          `${port}`,
          `@${address}`,
          ZONE,
          'DNSKEY',
        );
        expect(fieldsOf(stdout.trim().split('\n'), 'DNSKEY')).toEqual(fieldsOf(records, 'DNSKEY'));
        await calls.session.stop({ force: true });
      },
    );
  },
);
