import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { controlPathOf, type DataFolder, defaultDataFolder, openDataFolder } from './data-folder.ts';
import { temporaryFolder } from './temp-folder.ts';

async function open(folder: string): Promise<DataFolder> {
  const opened = await openDataFolder({ path: folder, host: 'desktop' });
  onTestFinished(() => opened.dispose());
  return opened;
}

/** As `open`, for a folder whose sockets are elsewhere. */
async function openElsewhere(folder: string): Promise<DataFolder> {
  const opened = await open(folder);
  onTestFinished(() => rm(path.dirname(opened.controlPath), { recursive: true, force: true }));
  return opened;
}

interface Held {
  readonly child: ChildProcess;
  /** `held`, or the code of the failure. */
  readonly said: string;
}

/** Another process that opens the folder; `wrapper` goes before it on the command line. */
function otherProcess(folder: string, wrapper: readonly string[] = []): Promise<Held> {
  const script = fileURLToPath(new URL('holder-child.ts', import.meta.url));
  const [program, ...args] = [...wrapper, process.execPath, script, folder];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve({ child, said: text.trim() }));
  });
}

function killed(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  return ended;
}

describe('openDataFolder', () => {
  it('makes a private folder whose id stays', async () => {
    const folder = path.join(await temporaryFolder(), 'deep', 'data');
    const first = await openDataFolder({ path: folder, host: 'desktop' });
    await first.dispose();
    const second = await open(folder);
    expect([second.id, (await stat(folder)).mode & 0o777, second.notices]).toEqual([first.id, 0o700, []]);
  });

  it('closes an empty folder to others, but not one that holds other things', async () => {
    const parent = await temporaryFolder();
    const empty = path.join(parent, 'empty');
    const foreign = path.join(parent, 'foreign');
    await Promise.all([mkdir(empty), mkdir(foreign)]);
    await Promise.all([chmod(empty, 0o755), chmod(foreign, 0o755)]);
    await writeFile(path.join(foreign, 'letter.txt'), '');
    await open(empty);
    expect((await stat(empty)).mode & 0o777).toBe(0o700);
    const failure = { code: 'folder-not-private', path: foreign };
    await expect(open(foreign)).rejects.toMatchObject({ failure });
    expect([(await stat(foreign)).mode & 0o777, await readdir(foreign)]).toEqual([0o755, ['letter.txt']]);
  });

  it('tells a second instance which process has it', async () => {
    const folder = await temporaryFolder();
    const { child, said } = await otherProcess(folder);
    expect(said).toBe('held');
    const holder = { pid: child.pid, since: '2026-11-05T10:20:30.000Z', host: 'headless' };
    await expect(open(folder)).rejects.toMatchObject({
      failure: { code: 'folder-in-use', path: folder, holder },
    });
  });

  it('is free again at once when its holder was killed, and cleans up after it', async () => {
    const folder = await temporaryFolder();
    for (let kill = 0; kill < 5; kill++) await killed((await otherProcess(folder)).child);
    const opened = await open(folder);
    expect(await readdir(path.dirname(opened.controlPath))).toEqual([expect.stringMatching(/^lock-/)]);
  });

  it('is refused, with nothing known of the holder, while that is stopped', { timeout: 10_000 }, async () => {
    const folder = await temporaryFolder();
    const { child } = await otherProcess(folder);
    child.kill('SIGSTOP');
    await expect(open(folder)).rejects.toMatchObject({
      failure: { code: 'folder-in-use', holder: undefined },
    });
  });

  it('is given to exactly one of many that want it at the same moment', { timeout: 300_000 }, async () => {
    const folder = await temporaryFolder();
    const rounds = process.env.HIDDEN_PRIMARY_LONG === '1' ? 30 : 3;
    for (let round = 0; round < rounds; round++) {
      const all = await Promise.all(Array.from({ length: 6 }, () => otherProcess(folder)));
      expect(all.map(({ said }) => said).sort()).toEqual([
        ...Array.from({ length: 5 }, () => 'folder-in-use'),
        'held',
      ]);
      await Promise.all(all.filter(({ said }) => said === 'held').map(({ child }) => killed(child)));
    }
  });

  it.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    'is seen to be in use from another network namespace, as containers have',
    async () => {
      const folder = await temporaryFolder();
      await open(folder);
      expect((await otherProcess(folder, ['unshare', '--net'])).said).toBe('folder-in-use');
    },
  );

  it('keeps its sockets elsewhere when its path is too long for one, and still locks', async () => {
    const folder = path.join(await temporaryFolder(), 'x'.repeat(120));
    const opened = await open(folder);
    const recorded = await readFile(path.join(folder, 'socket-folder'), 'utf8');
    onTestFinished(() => rm(recorded, { recursive: true, force: true }));
    expect([path.dirname(opened.controlPath), recorded.startsWith(os.tmpdir())]).toEqual([recorded, true]);
    expect((await otherProcess(folder)).said).toBe('folder-in-use');
  });

  it('that is a copy of one with a long path has sockets of its own', async () => {
    const parent = await temporaryFolder();
    const folder = path.join(parent, 'x'.repeat(120));
    const copy = path.join(parent, 'y'.repeat(120));
    const original = await openElsewhere(folder);
    await cp(folder, copy, { recursive: true });
    expect(await controlPathOf(copy)).not.toBe(original.controlPath);
    const opened = await openElsewhere(copy);
    expect(await controlPathOf(copy)).toBe(opened.controlPath);
    expect(await controlPathOf(folder)).toBe(original.controlPath);
    expect((await readdir(copy)).filter((name) => name.startsWith('socket-folder'))).toEqual([
      'socket-folder',
    ]);
  });

  it.each(['', 'hidden-primary', '/tmp/hidden-primary-0'])(
    'remakes the record of where its sockets are when that says "%s"',
    async (record) => {
      const folder = path.join(await temporaryFolder(), 'x'.repeat(120));
      await mkdir(folder, { mode: 0o700 });
      await writeFile(path.join(folder, 'socket-folder'), record);
      const opened = await openElsewhere(folder);
      const recorded = await readFile(path.join(folder, 'socket-folder'), 'utf8');
      expect(recorded).toBe(path.dirname(opened.controlPath));
    },
  );
});

describe('DataFolder.at', () => {
  it('never leads outside', async () => {
    const folder = await open(await temporaryFolder());
    expect(folder.at('zones', 'x')).toBe(path.join(folder.path, 'zones', 'x'));
    expect(() => folder.at('..', 'x')).toThrow(RangeError);
  });
});

describe('defaultDataFolder', () => {
  it('is where each system wants it', () => {
    expect([
      defaultDataFolder('linux', {}, '/home/a'),
      defaultDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/a'),
      defaultDataFolder('darwin', {}, '/Users/a'),
      defaultDataFolder('win32', { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' }, 'C:\\Users\\a'),
    ]).toEqual([
      '/home/a/.local/share/hidden-primary',
      '/data/hidden-primary',
      '/Users/a/Library/Application Support/Hidden Primary',
      'C:\\Users\\a\\AppData\\Local\\Hidden Primary',
    ]);
  });
});
