import { createRequire } from 'node:module';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStale } from './build.ts';
import { ALL_PARTS } from './parts.ts';
import { inRoot, ROOT } from './paths.ts';

// electron-builder's own parts, as electron-builder finds them: neither is a dependency of ours by name.
const require = createRequire(createRequire(inRoot('package.json')).resolve('electron-builder'));

describe('electron-builder.yml', () => {
  it('is what electron-builder understands', async () => {
    const { validateConfiguration } = require('app-builder-lib/out/util/config/config');
    const { DebugLogger } = require('builder-util');
    const yml = readConfiguration();
    await expect(validateConfiguration(yml, new DebugLogger(false))).resolves.toBeUndefined();
    await expect(validateConfiguration({ ...yml, apId: 'x' }, new DebugLogger(false))).rejects.toThrow(
      'apId',
    );
  });
});

describe('a package for Linux', () => {
  let folder: string;
  let asar: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'package-'));
    await buildStale(ALL_PARTS);
    await pack(folder);
    asar = path.join(folder, 'out/linux-unpacked/resources/app.asar');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the entry, the preload script, the pages and keytar, and nothing of development', () => {
    const files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
    const manifest = JSON.parse(extractFile(asar, 'package.json').toString()) as { main: string };
    const has = (file: string): boolean => files.includes(`/${file}`);
    expect({
      entry: has(manifest.main),
      preload: has('dist/preload/preload.cjs'),
      pages: has('dist/renderer/index.html'),
      keytar: has('node_modules/keytar/package.json'),
      packages: [...new Set(files.flatMap((file) => /^\/node_modules\/([^/]+)$/.exec(file)?.[1] ?? []))],
      development: files.filter((file) =>
        /\.(ts|svelte|map|cc|h)$|test|\.built-at|vitest|electron-builder/.test(file),
      ),
    }).toEqual({
      entry: true,
      preload: true,
      pages: true,
      keytar: true,
      packages: ['keytar'],
      development: [],
    });
  });

  it('weighs less than 3.5 MB', () => {
    expect(statSync(asar).size).toBeLessThan(3_500_000);
  });

  it('leaves native code outside, where it can be loaded', () => {
    const prebuilds = path.join(`${asar}.unpacked`, 'node_modules/keytar/prebuilds');
    expect(existsSync(path.join(prebuilds, 'linux-x64'))).toBe(true);
  });
});

/** Packs with a folder that stands in for Electron's runtime: no download; only the fuses, bits in the real binary, are left out. */
async function pack(folder: string): Promise<void> {
  const runtime = path.join(folder, 'runtime');
  mkdirSync(path.join(runtime, 'resources'), { recursive: true });
  const { version } = require(inRoot('node_modules/electron/package.json')) as { version: string };
  for (const [name, content] of Object.entries({
    electron: '',
    version,
    LICENSE: '',
    'LICENSES.chromium.html': '',
  })) {
    writeFileSync(path.join(runtime, name), content);
  }
  chmodSync(path.join(runtime, 'electron'), 0o755);
  const config = {
    ...readConfiguration(),
    electronDist: runtime,
    directories: { buildResources: 'resources', output: path.join(folder, 'out') },
    electronFuses: null,
  };
  writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
  const options = ['--linux', 'dir', '--publish', 'never', '--config', path.join(folder, 'config.json')];
  const builder = inRoot('node_modules/electron-builder/cli.js');
  await promisify(execFile)(process.execPath, [builder, ...options], { cwd: ROOT });
}

function readConfiguration(): object {
  return require('js-yaml').load(readFileSync(inRoot('electron-builder.yml'), 'utf8')) as object;
}
