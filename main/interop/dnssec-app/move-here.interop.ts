/** A zone that BIND signed moves here with its keys: the DS at the parent stays, and nobody who validates sees a gap. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkersAreMissing } from '../dnssec/checkers.ts';
import { ORDINARY } from '../dnssec/zones.ts';
import { run } from '../peers/daemon.ts';
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

describe.skipIf(checkersAreMissing('dnssec-verify', 'delv'))('a zone signed by BIND', () => {
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
    for (const key of [ksk, zsk])
      await calls.dnssec.importKey({
        zone: ZONE,
        publicText: await readFile(`${key}.key`, 'utf8'),
        privateText: await readFile(`${key}.private`, 'utf8'),
        role: key === ksk ? 'ksk' : 'zsk',
      });
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
