import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseHost, displayAddresses, findRuntime, type Machine } from './host-choice.ts';

const DESK: Machine = {
  platform: 'linux',
  env: { DISPLAY: ':0' },
  runtime: () => '/electron',
  fetchRuntime: () => Promise.reject(new Error('not to be asked')),
  reachable: () => Promise.resolve(true),
};

describe('chooseHost', () => {
  const choose = (differences: Partial<Machine>) => chooseHost({ ...DESK, ...differences }, 5000);

  it('takes the desktop where runtime and display are there', async () => {
    expect(await choose({})).toEqual({ host: 'desktop', executable: '/electron' });
  });

  it('asks for no display on macOS and Windows', async () => {
    const hosts = [
      await choose({ platform: 'darwin', env: {} }),
      await choose({ platform: 'win32', env: {} }),
    ];
    expect(hosts.map(({ host }) => host)).toEqual(['desktop', 'desktop']);
  });

  it('says that no display is set, without trying to fetch anything', async () => {
    expect(await choose({ env: {}, runtime: () => undefined })).toEqual({
      host: 'headless',
      because: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)',
    });
  });

  it('says that a display is set but dead', async () => {
    const env = { DISPLAY: ':7', WAYLAND_DISPLAY: 'wayland-1' };
    expect(await choose({ env, reachable: () => Promise.resolve(false) })).toEqual({
      host: 'headless',
      because: 'no display server answers at wayland-1 or :7',
    });
  });

  it('fetches the runtime within the time left', async () => {
    let runtime: string | undefined;
    const limits: number[] = [];
    const fetchRuntime = (limitMs: number): Promise<boolean> => {
      limits.push(limitMs);
      runtime = '/fetched';
      return Promise.resolve(true);
    };
    expect(await choose({ runtime: () => runtime, fetchRuntime })).toEqual({
      host: 'desktop',
      executable: '/fetched',
    });
    expect(limits).toEqual([4500]);
  });

  it('goes headless when the runtime does not come in time', async () => {
    const choice = await choose({ runtime: () => undefined, fetchRuntime: () => Promise.resolve(false) });
    expect(choice).toMatchObject({
      host: 'headless',
      because: expect.stringContaining('npx install-electron'),
    });
  });
});

describe('displayAddresses', () => {
  it('reads what DISPLAY and WAYLAND_DISPLAY name', () => {
    const read = (env: Record<string, string>): unknown => displayAddresses(env);
    expect([
      read({}),
      read({ DISPLAY: ':0' }),
      read({ DISPLAY: 'unix:1.0' }),
      read({ DISPLAY: 'localhost:10.0' }),
      read({ WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: '/run/user/7' }),
      read({ WAYLAND_DISPLAY: '/run/w', DISPLAY: ':0' }),
    ]).toEqual([
      [],
      [{ path: '/tmp/.X11-unix/X0' }],
      [{ path: '/tmp/.X11-unix/X1' }],
      [{ host: 'localhost', port: 6010 }],
      [{ path: '/run/user/7/wayland-0' }],
      [{ path: '/run/w' }, { path: '/tmp/.X11-unix/X0' }],
    ]);
  });
});

describe('findRuntime', () => {
  it('finds the fetched runtime or the one in a folder named instead, and only when the file is there', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'runtime-'));
    const found = [findRuntime(folder, undefined)];
    writeFileSync(path.join(folder, 'path.txt'), 'electron');
    found.push(findRuntime(folder, undefined));
    mkdirSync(path.join(folder, 'dist'));
    writeFileSync(path.join(folder, 'dist', 'electron'), '');
    found.push(
      findRuntime(folder, undefined),
      findRuntime(folder, path.join(folder, 'dist')),
      findRuntime(folder, folder),
    );
    rmSync(folder, { recursive: true });
    const executable = path.join(folder, 'dist', 'electron');
    expect(found).toEqual([undefined, undefined, executable, executable, undefined]);
  });
});
