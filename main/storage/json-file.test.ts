import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FaultyFileSystem } from './faulty-file-system.ts';
import { type JsonFileOptions, openJsonFile } from './json-file.ts';
import { temporaryFolder } from './temp-folder.ts';

const settings = z.object({ ports: z.array(z.int()) });
type Settings = z.infer<typeof settings>;

const now = (): Date => new Date('2026-11-05T10:20:30.456Z');

async function options(extra: Partial<JsonFileOptions<Settings>> = {}): Promise<JsonFileOptions<Settings>> {
  const folder = await temporaryFolder();
  return {
    path: path.join(folder, 'x.json'),
    schema: settings,
    initial: () => ({ ports: [53] }),
    now,
    ...extra,
  };
}

const text = (value: unknown, schemaVersion = 1): string => JSON.stringify({ schemaVersion, data: value });

describe('openJsonFile', () => {
  it('starts with the initial value and writes nothing', async () => {
    const form = await options();
    const file = await openJsonFile(form);
    expect(file.value).toEqual({ ports: [53] });
    expect(await readdir(path.dirname(form.path))).toEqual([]);
  });

  it('gives back what was stored, from a file nobody else can read', async () => {
    const form = await options();
    await (await openJsonFile(form)).update(() => ({ ports: [5300] }));
    const again = await openJsonFile(form);
    expect({ value: again.value, notices: again.notices }).toEqual({ value: { ports: [5300] }, notices: [] });
    const modes = [form.path, `${form.path}.last-good`].map(async (file) => (await stat(file)).mode & 0o777);
    expect(await Promise.all(modes)).toEqual([0o600, 0o600]);
  });

  it.each([
    ['cut off', '{"schemaVersion":1,"da'],
    ['emptied', ''],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['of another shape', text({ ports: 'many' })],
    ['without a version', '{"data":{"ports":[1]}}'],
  ])(
    'uses the last good copy of a file that is %s, says so, and keeps the damaged one',
    async (_, damaged) => {
      const form = await options();
      await (await openJsonFile(form)).update(() => ({ ports: [5300] }));
      await writeFile(form.path, damaged);

      const file = await openJsonFile(form);

      const keptAs = `${form.path}.corrupt-2026-11-05T102030456Z`;
      expect(file.value).toEqual({ ports: [5300] });
      expect(file.notices).toEqual([
        { code: 'used-last-good', path: form.path, keptAs, reason: expect.any(String) },
      ]);
      expect(await readFile(keptAs)).toEqual(Buffer.from(damaged));
      expect((await openJsonFile(form)).notices).toEqual([]);
    },
  );

  it('uses the last good copy of a file that is gone', async () => {
    const form = await options();
    await writeFile(`${form.path}.last-good`, text({ ports: [7] }));
    const file = await openJsonFile(form);
    expect(file.value).toEqual({ ports: [7] });
    expect(file.notices).toMatchObject([{ code: 'used-last-good', keptAs: undefined, reason: 'missing' }]);
  });

  it('does not start anew when file and copy are both damaged', async () => {
    const form = await options();
    await writeFile(form.path, '{');
    await writeFile(`${form.path}.last-good`, '{');
    await expect(openJsonFile(form)).rejects.toMatchObject({ failure: { code: 'corrupt', path: form.path } });
    expect(await readFile(form.path, 'utf8')).toBe('{');
  });

  it('refuses a file from a newer version, even with a good older copy', async () => {
    const form = await options();
    await writeFile(form.path, text({ ports: [1] }, 3));
    await writeFile(`${form.path}.last-good`, text({ ports: [1] }));
    const failure = { code: 'newer-version', path: form.path, found: 3, supported: 1 };
    await expect(openJsonFile(form)).rejects.toMatchObject({ failure });
  });

  it('migrates an old file step by step and keeps it as it was', async () => {
    const form = await options({
      migrations: [
        (data) => ({ port: z.object({ udp: z.int() }).parse(data).udp }),
        (data) => ({ ports: [z.object({ port: z.int() }).parse(data).port] }),
      ],
    });
    await writeFile(form.path, text({ udp: 5353 }));

    const file = await openJsonFile(form);

    const keptAs = `${form.path}.version-1-2026-11-05T102030456Z`;
    expect(file.value).toEqual({ ports: [5353] });
    expect(file.notices).toEqual([{ code: 'migrated', path: form.path, from: 1, to: 3, keptAs }]);
    expect(await readFile(keptAs, 'utf8')).toBe(text({ udp: 5353 }));
    expect(JSON.parse(await readFile(form.path, 'utf8'))).toEqual({
      schemaVersion: 3,
      data: { ports: [5353] },
    });
  });
});

describe('JsonFile.update', () => {
  it('runs overlapping updates one after the other, each on the result of the one before', async () => {
    const form = await options();
    const file = await openJsonFile(form);
    await Promise.all(
      [1, 2, 3, 4, 5].map((port) => file.update(({ ports }) => ({ ports: [...ports, port] }))),
    );
    expect((await openJsonFile(form)).value).toEqual({ ports: [53, 1, 2, 3, 4, 5] });
  });

  it('writes nothing when the value stays the same', async () => {
    const files = new FaultyFileSystem();
    const file = await openJsonFile(await options({ files }));
    await file.update((value) => value);
    expect(files.log).toEqual([]);
  });

  it('refuses a value that does not fit the schema', async () => {
    const file = await openJsonFile(await options());
    await expect(file.update(() => ({ ports: [1.5] }))).rejects.toMatchObject({ code: 'invalid-value' });
    expect(file.value).toEqual({ ports: [53] });
  });

  it.each([
    ['open', 'EACCES', 'access-denied'],
    ['open', 'EROFS', 'read-only'],
    ['write', 'ENOSPC', 'disk-full'],
    ['sync', 'EIO', 'io-error'],
    ['rename', 'EIO', 'io-error'],
  ] as const)('leaves memory and disk as they were when %s fails with %s', async (operation, errno, code) => {
    const files = new FaultyFileSystem();
    const form = await options({ files });
    const file = await openJsonFile(form);
    await file.update(() => ({ ports: [1] }));

    files.fail({ operation, errno, landing: 5 });
    await expect(file.update(() => ({ ports: [2] }))).rejects.toMatchObject({
      failure: { code, path: form.path },
    });
    files.fail();

    expect(file.value).toEqual({ ports: [1] });
    expect((await openJsonFile(form)).value).toEqual({ ports: [1] });
    expect((await readdir(path.dirname(form.path))).sort()).toEqual(['x.json', 'x.json.last-good']);
    await file.update(({ ports }) => ({ ports: [...ports, 3] }));
    expect((await openJsonFile(form)).value).toEqual({ ports: [1, 3] });
  });
});
