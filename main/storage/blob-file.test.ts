import { randomBytes } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBlob, writeBlob } from './blob-file.ts';
import { FaultyFileSystem } from './faulty-file-system.ts';
import { temporaryFolder } from './temp-folder.ts';

const blobPath = async (): Promise<string> => path.join(await temporaryFolder(), 'version.snapshot');

describe('blob files', () => {
  it.each([
    ['empty', Buffer.alloc(0), false],
    ['empty, compressed', Buffer.alloc(0), true],
    ['random', randomBytes(300_000), false],
    ['random, compressed', randomBytes(300_000), true],
    ['text, compressed', Buffer.from('www.example.com. 3600 IN A 192.0.2.1\n'.repeat(5000)), true],
  ])('come back as they were written: %s', async (_, contents, compress) => {
    const file = await blobPath();
    await writeBlob(file, contents, { compress });
    expect((await readBlob(file)).equals(contents)).toBe(true);
  });

  it('shrink when they are compressed', async () => {
    const file = await blobPath();
    await writeBlob(file, Buffer.alloc(1_000_000), { compress: true });
    expect((await readFile(file)).length).toBeLessThan(10_000);
  });

  it('are written once', async () => {
    const file = await blobPath();
    await writeBlob(file, Buffer.from('first'));
    await expect(writeBlob(file, Buffer.from('second'))).rejects.toMatchObject({
      failure: { code: 'exists', path: file },
    });
    expect((await readBlob(file)).toString()).toBe('first');
  });

  it.each([true, false])(
    'never come back as something else, whichever byte is spoiled (compressed: %s)',
    async (compress) => {
      const file = await blobPath();
      const contents = 'ns1 ns1 ns1 ns1 ns2';
      await writeBlob(file, Buffer.from(contents), { compress });
      const whole = await readFile(file);
      const harmless: number[] = [];
      for (let at = 0; at < whole.length; at++) {
        const spoiled = Buffer.from(whole);
        spoiled[at] ^= 0x80;
        await writeFile(file, spoiled);
        const read = await readBlob(file).catch((error: unknown) => error);
        if (read instanceof Buffer) harmless.push(at);
        const expected =
          read instanceof Buffer ? contents : `${at === 4 ? 'newer-version' : 'corrupt'}: ${file}`;
        expect(read instanceof Error ? read.message : String(read)).toBe(expected);
      }
      // The two reserved bytes carry nothing yet; deflate pads its last byte.
      expect(harmless).toEqual(compress ? [6, 7, whole.length - 1] : [6, 7]);
    },
  );

  it('are refused when cut off anywhere', async () => {
    const file = await blobPath();
    await writeBlob(file, Buffer.from('contents'));
    const whole = await readFile(file);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(file, whole.subarray(0, length));
      await expect(readBlob(file)).rejects.toMatchObject({ code: 'corrupt' });
    }
  });

  it('of a newer format are refused as such', async () => {
    const file = await blobPath();
    await writeBlob(file, Buffer.from('contents'));
    const bytes = await readFile(file);
    bytes[4] = 2;
    await writeFile(file, bytes);
    const failure = { code: 'newer-version', path: file, found: 2, supported: 1 };
    await expect(readBlob(file)).rejects.toMatchObject({ failure });
  });

  it('that are not there are missing', async () => {
    await expect(readBlob(await blobPath())).rejects.toMatchObject({ code: 'missing' });
  });

  it('leave nothing behind when the disk fills up', async () => {
    const file = await blobPath();
    const files = new FaultyFileSystem();
    files.fail({ operation: 'write', errno: 'ENOSPC', after: 1, landing: 3 });
    const failure = { code: 'disk-full', path: file, doing: 'replace' };
    await expect(writeBlob(file, randomBytes(1000), { files })).rejects.toMatchObject({ failure });
    expect(await readdir(path.dirname(file))).toEqual([]);
  });
});
