import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkZoneCommand } from './check-zone.ts';

const HEAD = '$TTL 300\n@ SOA ns.example.net. host 1 86400 7200 6652800 3600\n@ NS ns.example.net.\n';
const NORMALISED =
  'example.com.\t300\tIN\tSOA\tns.example.net. host.example.com. 1 86400 7200 6652800 3600\n' +
  'example.com.\t300\tIN\tNS\tns.example.net.\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'check-zone-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Collects what is written, as slowly as a pipe may take it. */
class Sink extends Writable {
  text = '';
  constructor() {
    super({ highWaterMark: 16 });
  }
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    setImmediate(done);
  }
}

async function check(name: string, text: string | undefined, origin?: string) {
  const file = path.join(folder, name);
  if (text !== undefined) writeFileSync(file, text);
  const [stdout, stderr] = [new Sink(), new Sink()];
  const code = await checkZoneCommand({ file, origin, stdout, stderr });
  return { code, out: stdout.text, err: stderr.text.replaceAll(`${folder}/`, '') };
}

describe('check-zone', () => {
  it('prints the zone normalised', async () => {
    expect(await check('zone', HEAD, 'example.com')).toEqual({ code: 0, out: NORMALISED, err: '' });
  });

  it.each(['example.com.zone', 'db.example.com', 'example.com'])(
    'takes the origin from a file named %s',
    async (name) => {
      expect((await check(name, HEAD)).out).toBe(NORMALISED);
    },
  );

  it('prints every error with its place, and nothing else', async () => {
    const { code, out, err } = await check(
      'zone',
      `${HEAD}a A 1\nb CNAME c\nb A 192.0.2.1\n`,
      'example.com.',
    );
    expect([code, out, err.trimEnd().split('\n')]).toEqual([
      1,
      '',
      [
        'zone:4:5: Expected an IPv4 address, such as 192.0.2.1, but found "1".',
        'zone:5:1: b.example.com is an alias (CNAME) and has other records too (A). Remove one or the other (RFC 2181 §10.1).',
      ],
    ]);
  });

  it('warns beside the zone', async () => {
    const { code, out, err } = await check('zone', `${HEAD}_a A 192.0.2.1\n`, 'example.com');
    expect([code, out, err.startsWith('zone:4:1: warning: _a.example.com has A records')]).toEqual([
      0,
      `${NORMALISED}_a.example.com.\t300\tIN\tA\t192.0.2.1\n`,
      true,
    ]);
  });

  it('includes from the folder of the file only', async () => {
    writeFileSync(path.join(folder, 'part'), 'p A 192.0.2.1\n');
    expect((await check('zone', `${HEAD}$INCLUDE part\n`, 'example.com')).out).toContain('p.example.com.');
    expect((await check('zone', `${HEAD}$INCLUDE /etc/hosts\n`, 'example.com')).err).toMatch(
      /^zone:4:10: \$INCLUDE \/etc\/hosts was not followed/,
    );
  });

  it('says what cannot be read, and what is no name', async () => {
    expect(await check('missing', undefined)).toEqual({
      code: 1,
      out: '',
      err: 'missing: cannot be read (ENOENT). Check its name and permissions.\n',
    });
    expect((await check('zone', HEAD, 'a..b')).code).toBe(2);
  });
});
