/** The command line's recovery file: made by the running instance, opened by `age`'s own format, restored in an empty folder. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORDINARY } from '../dnssec/zones.ts';
import { run } from '../peers/daemon.ts';
import { startApp } from '../running-app.ts';
import { ZONE } from './signed-app.ts';

const CLI = path.join(import.meta.dirname, '../../headless/cli.ts');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-recovery-'));
  await writeFile(path.join(folder, 'passphrase'), 'correct horse battery staple\n');
  await writeFile(path.join(folder, 'wrong'), 'incorrect horse\n');
});
afterAll(() => rm(folder, { recursive: true }));

const cli = (command: string, file: string, dataDir: string, passphrase = 'passphrase'): Promise<unknown> =>
  run(
    process.execPath,
    CLI,
    command,
    file,
    '--recovery-passphrase-file',
    path.join(folder, passphrase),
    '--data-dir',
    dataDir,
  );

describe('the recovery file', () => {
  it('brings a signed zone to another folder with the same DS and a serial ahead', async () => {
    const file = path.join(folder, 'recovery.age');
    await using old = await startApp();
    await old.calls.settings.update({ timeServer: '' });
    await old.calls.zones.import({ text: ORDINARY, kind: 'native' });
    await old.calls.dnssec.enable({ zone: ZONE });
    const { serials } = await old.calls.session.start({ limitMinutes: 60 });
    const before = await old.calls.dnssec.state({ zone: ZONE });
    await cli('backup', file, old.dataDir);
    expect((await old.calls.recovery.state()).savedAt).not.toBeNull();
    expect([(await readFile(file, 'latin1')).split('\n')[0], (await stat(file)).mode & 0o777]).toEqual([
      '-----BEGIN AGE ENCRYPTED FILE-----',
      0o600,
    ]);

    await using fresh = await startApp();
    await expect(cli('restore', file, fresh.dataDir, 'wrong')).rejects.toThrow(/not the passphrase/);
    await cli('restore', file, fresh.dataDir);
    const restored = await fresh.calls.session.start({ limitMinutes: 60 });
    expect(restored.serials[0].serial).toBeGreaterThan(serials[0].serial);
    const after = await fresh.calls.dnssec.state({ zone: ZONE });
    expect([after.servedSigned, after.ds]).toEqual([true, before.ds]);
    await expect(cli('restore', file, fresh.dataDir)).rejects.toThrow(/empty data folder/);
  });
});
