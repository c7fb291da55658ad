import { appendFile, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FaultyFileSystem } from './faulty-file-system.ts';
import { type JournalOptions, openJournal } from './journal.ts';
import { encodeLine } from './journal-line.ts';
import { temporaryFolder } from './temp-folder.ts';

const now = (): Date => new Date('2026-11-05T10:20:30.456Z');
const schema = z.string();

async function options(extra: Partial<JournalOptions<string>> = {}): Promise<JournalOptions<string>> {
  return { path: path.join(await temporaryFolder(), 'edits.journal'), schema, now, ...extra };
}

/** Opens, takes what is in it, closes. */
async function contents(
  form: JournalOptions<string>,
): Promise<{ records: readonly string[]; notices: readonly unknown[] }> {
  const { journal, records, notices } = await openJournal(form);
  await journal.close();
  return { records, notices };
}

async function filled(form: JournalOptions<string>, ...records: string[]): Promise<void> {
  const { journal } = await openJournal(form);
  for (const record of records) await journal.append(record);
  await journal.close();
}

describe('openJournal', () => {
  it('gives back in order what was appended, whatever characters it holds', async () => {
    const form = await options();
    const records = ['a', '', 'line\nfeed', '\u0000\u2028', 'ü€😀', 'x'.repeat(100_000)];
    await filled(form, ...records);
    expect(await contents(form)).toEqual({ records, notices: [] });
    expect((await stat(form.path)).mode & 0o777).toBe(0o600);
  });

  it('cuts off a torn last line at whichever byte it tore, says so, and appends after it', async () => {
    const form = await options();
    await filled(form, 'first', 'second');
    const whole = await readFile(form.path);
    const position = whole.length - encodeLine('second').length;
    for (let length = position + 1; length < whole.length; length++) {
      await writeFile(form.path, whole.subarray(0, length));
      const notices = [{ code: 'torn-tail', path: form.path, position, bytes: length - position }];
      expect(await contents(form)).toEqual({ records: ['first'], notices });
      await filled(form, 'third');
      expect(await contents(form)).toEqual({ records: ['first', 'third'], notices: [] });
    }
  });

  it('keeps everything before damage in the middle, and the damaged file aside', async () => {
    const form = await options();
    await filled(form, 'first', 'second', 'third');
    const damaged = await readFile(form.path);
    const position = damaged.length - encodeLine('third').length - encodeLine('second').length;
    damaged[damaged.indexOf('second') + 2] ^= 1;
    await writeFile(form.path, damaged);

    const keptAs = `${form.path}.corrupt-2026-11-05T102030456Z`;
    const bytes = damaged.length - position;
    expect(await contents(form)).toEqual({
      records: ['first'],
      notices: [
        { code: 'corrupt-middle', path: form.path, position, bytes, keptAs, reason: 'wrong checksum' },
      ],
    });
    expect(await readFile(keptAs)).toEqual(damaged);
    expect(await contents(form)).toEqual({ records: ['first'], notices: [] });
  });

  it('never gives a record that was not appended, whichever byte is spoiled', async () => {
    const form = await options();
    const records = ['alpha', 'beta', 'gamma', 'delta'];
    await filled(form, ...records);
    const whole = await readFile(form.path);
    const spoiling = fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (at, mask) => {
        const spoiled = Buffer.from(whole);
        spoiled[at] ^= mask;
        await writeFile(form.path, spoiled);
        const read = await contents(form);
        expect(read.records).toEqual(records.slice(0, read.records.length));
        expect(read.notices).toHaveLength(1);
      },
    );
    await fc.assert(spoiling, { numRuns: 150 });
  });

  it('keeps aside a file that is no journal at all', async () => {
    const form = await options();
    await writeFile(form.path, 'example.com. IN SOA\n');
    const { records, notices } = await contents(form);
    expect({ records, notices }).toMatchObject({
      records: [],
      notices: [{ code: 'corrupt-middle', position: 0 }],
    });
    await filled(form, 'first');
    expect(await contents(form)).toEqual({ records: ['first'], notices: [] });
  });

  it.each([
    ['that is empty', '', 'nothing in it'],
    ['of zeros', '\0'.repeat(4096), 'no whole first line'],
    ['that ends in its first line', encodeLine({ schemaVersion: 1 }).subarray(0, 12), 'no whole first line'],
  ])('keeps aside a file %s, as damaged', async (_, bytes, reason) => {
    const form = await options();
    await writeFile(form.path, bytes);
    const keptAs = `${form.path}.corrupt-2026-11-05T102030456Z`;
    const damage = { code: 'corrupt-middle', path: form.path, position: 0, bytes: bytes.length };
    expect(await contents(form)).toEqual({ records: [], notices: [{ ...damage, keptAs, reason }] });
    expect((await stat(keptAs)).size).toBe(bytes.length);
    await filled(form, 'first');
    expect(await contents(form)).toEqual({ records: ['first'], notices: [] });
  });

  it('tells that a file is missing where one was made', async () => {
    const form = await options();
    expect((await contents(form)).notices).toEqual([]);
    await rm(form.path);
    const made = { ...form, wasMade: true };
    expect((await contents(made)).notices).toEqual([{ code: 'journal-missing', path: form.path }]);
    expect((await contents(made)).notices).toEqual([]);
  });

  it('treats a record that does not fit the schema as damage', async () => {
    const form = await options();
    await filled(form, 'first');
    await appendFile(form.path, encodeLine({ not: 'a string' }));
    expect(await contents(form)).toMatchObject({ records: ['first'], notices: [{ code: 'corrupt-middle' }] });
  });

  it('migrates records of an older version and refuses those of a newer one', async () => {
    const form = await options();
    await filled(form, 'first');
    const newer = { ...form, migrations: [(record: unknown) => `${z.string().parse(record)}, migrated`] };
    const keptAs = `${form.path}.version-1-2026-11-05T102030456Z`;
    expect(await contents(newer)).toEqual({
      records: ['first, migrated'],
      notices: [{ code: 'migrated', path: form.path, from: 1, to: 2, keptAs }],
    });
    expect(await contents(newer)).toEqual({ records: ['first, migrated'], notices: [] });
    const failure = { code: 'newer-version', path: form.path, found: 2, supported: 1 };
    await expect(openJournal(form)).rejects.toMatchObject({ failure });
  });
});

describe('Journal.append', () => {
  it('acknowledges only after a sync, and lets appends that wait together share one', async () => {
    const files = new FaultyFileSystem();
    const { journal } = await openJournal(await options({ files }));
    files.log.length = 0;
    await Promise.all(Array.from({ length: 100 }, (_, i) => journal.append(`${i}`)));
    expect(files.log).toEqual(['write', 'datasync']);
    await journal.close();
  });

  it('refuses an append on a full disk, cuts off what landed of it, and goes on when there is room', async () => {
    const files = new FaultyFileSystem();
    const form = await options({ files });
    const { journal } = await openJournal(form);
    await journal.append('first');
    files.fail({ operation: 'write', errno: 'ENOSPC', landing: 7 });
    const failure = { code: 'disk-full', path: form.path, doing: 'write' };
    await expect(journal.append('second')).rejects.toMatchObject({ failure });
    expect((await stat(form.path)).size).toBe(journal.size);
    files.fail();
    await journal.append('third');
    await journal.close();
    expect(await contents(form)).toEqual({ records: ['first', 'third'], notices: [] });
  });

  it('refuses what was appended after a refused record and before its refusal', async () => {
    const files = new FaultyFileSystem();
    const form = await options({ files });
    const { journal } = await openJournal(form);
    files.fail({ operation: 'datasync', errno: 'EIO', times: 1 });
    files.log.length = 0;
    const first = journal.append('first');
    while (!files.log.includes('write')) await Promise.resolve();
    const outcomes = await Promise.allSettled([first, journal.append('second')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await journal.close();
    expect(await contents(form)).toEqual({ records: [], notices: [] });
  });

  it('takes nothing more once it cannot tell what is on the disk, until it is opened anew', async () => {
    const files = new FaultyFileSystem();
    const form = await options({ files });
    const { journal } = await openJournal(form);
    await journal.append('first');
    files.fail({ operation: 'datasync', errno: 'EIO' });
    await expect(journal.append('second')).rejects.toMatchObject({ code: 'needs-reopen' });
    files.fail();
    await expect(journal.append('third')).rejects.toMatchObject({ code: 'needs-reopen' });
    await journal.close();
    expect((await contents(form)).records).toEqual(['first']);
  });

  it('refuses after closing', async () => {
    const { journal } = await openJournal(await options());
    await journal.close();
    await expect(journal.append('late')).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('Journal.rewrite', () => {
  it('replaces all records, in turn with the appends around it', async () => {
    const form = await options();
    const { journal } = await openJournal(form);
    await Promise.all([journal.append('old'), journal.rewrite(['a', 'b']), journal.append('c')]);
    expect(journal.size).toBe((await stat(form.path)).size);
    await journal.append('d');
    await journal.close();
    expect((await contents(form)).records).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves the journal usable as it was when the disk is too full for it', async () => {
    const files = new FaultyFileSystem();
    const form = await options({ files });
    const { journal } = await openJournal(form);
    await journal.append('first');
    files.fail({ operation: 'write', errno: 'ENOSPC', pathEnd: '.new' });
    await expect(journal.rewrite(['compacted'])).rejects.toMatchObject({ code: 'disk-full' });
    await journal.append('second');
    await journal.close();
    expect(await contents(form)).toEqual({ records: ['first', 'second'], notices: [] });
    expect(await readdir(path.dirname(form.path))).toEqual(['edits.journal']);
  });

  it('wants to be opened anew when the new file stands but may not outlast a power cut', async () => {
    const files = new FaultyFileSystem();
    const form = await options({ files });
    const { journal } = await openJournal(form);
    files.fail({ operation: 'syncFolder', errno: 'EIO', times: 1 });
    await expect(journal.rewrite(['compacted'])).rejects.toMatchObject({ failure: { doing: 'sync-folder' } });
    await expect(journal.append('next')).rejects.toMatchObject({ code: 'needs-reopen' });
    await journal.close();
    expect((await contents(form)).records).toEqual(['compacted']);
  });
});
