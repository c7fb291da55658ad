import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { writeBlob } from './blob-file.ts';
import { openJournal } from './journal.ts';
import { openJsonFile } from './json-file.ts';
import { temporaryFolder } from './temp-folder.ts';

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
if (!mayMount) console.warn('SKIPPED: a disk that is really full (needs root on Linux to mount one)');

/** A disk of 64 KiB. */
async function smallDisk(): Promise<string> {
  const folder = await temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'hidden-primary-test', folder]);
  onTestFinished(() => {
    // Lazily: a test that failed may have left a file open in it.
    execFileSync('umount', ['--lazy', folder]);
  });
  return folder;
}

describe.skipIf(!mayMount)('a disk that is really full', () => {
  it('refuses an append, loses none before it, and takes appends again when there is room', async () => {
    const folder = await smallDisk();
    const others = path.join(folder, 'of-others');
    await writeFile(others, randomBytes(16_000));
    const form = { path: path.join(folder, 'edits.journal'), schema: z.string() };
    const { journal } = await openJournal(form);
    const record = 'x'.repeat(1000);
    let acknowledged = 0;
    const failure = { code: 'disk-full', path: form.path, doing: 'write' };
    const fill = async (): Promise<never> => {
      for (;;) {
        await journal.append(record);
        acknowledged++;
      }
    };
    await expect(fill()).rejects.toMatchObject({ failure });
    await expect(journal.rewrite(Array.from({ length: acknowledged }, () => record))).rejects.toMatchObject({
      failure: { code: 'disk-full', doing: 'replace' },
    });
    await rm(others);
    await journal.rewrite([record]);
    await journal.append('room again');
    await journal.close();
    const { journal: again, records, notices } = await openJournal(form);
    await again.close();
    expect({ full: acknowledged > 20, records, notices }).toEqual({
      full: true,
      records: [record, 'room again'],
      notices: [],
    });
  });

  it('leaves settings and blobs as they were', async () => {
    const folder = await smallDisk();
    const form = { path: path.join(folder, 'x.json'), schema: z.string(), initial: () => '' };
    const file = await openJsonFile(form);
    await file.update(() => 'small');
    const failure = { code: 'disk-full', path: form.path, doing: 'replace' };
    await expect(file.update(() => 'x'.repeat(50_000))).rejects.toMatchObject({ failure });
    const blob = path.join(folder, 'blob');
    await expect(writeBlob(blob, randomBytes(100_000))).rejects.toMatchObject({
      failure: { ...failure, path: blob },
    });
    expect([file.value, (await openJsonFile(form)).value, await readdir(folder)]).toEqual([
      'small',
      'small',
      expect.not.arrayContaining(['blob', 'blob.new', 'x.json.new', 'x.json.last-good.new']),
    ]);
  });
});
