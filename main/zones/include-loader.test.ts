import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { includeLoader } from './include-loader.ts';

let base: string;
beforeAll(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'include-'));
  mkdirSync(path.join(base, 'zones/parts'), { recursive: true });
  for (const file of ['secret', 'zones/main', 'zones/ä', 'zones/parts/a'])
    writeFileSync(path.join(base, file), `; ${file}`, 'latin1');
  symlinkSync('../secret', path.join(base, 'zones/leak'));
  symlinkSync('parts/a', path.join(base, 'zones/alias'));
});
afterAll(() => rmSync(base, { recursive: true }));

it.each([
  ['parts/a', 'parts/a'],
  ['./parts/../parts/a', 'parts/a'],
  ['alias', 'parts/a'],
  ['ä', 'ä'],
])('loads %s from the folder as %s', (written, file) => {
  const loaded = includeLoader(path.join(base, 'zones/main'))(utf8Encode(written));
  expect(loaded).toEqual({
    file: path.join(base, 'zones', file),
    text: expect.stringContaining('; zones/') as string,
  });
});

it.each([
  ['../secret', 'outside-folder'],
  ['../missing', 'outside-folder'],
  ['/etc/passwd', 'outside-folder'],
  ['leak', 'outside-folder'],
  ['missing', 'not-found'],
  ['main/x', 'not-found'],
  ['a\0b', 'not-found'],
  ['parts', 'unreadable'],
])('refuses %s: %s', (written, reason) => {
  expect(includeLoader(path.join(base, 'zones/main'))(utf8Encode(written))).toBe(reason);
});
