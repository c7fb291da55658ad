import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { clearDesk, desk } from './electron-double.ts';
import { startAtLogin } from './login.ts';

vi.mock('electron', () => import('./electron-double.ts'));

it('keeps an autostart entry on Linux, quoted as the specification wants it', () => {
  clearDesk();
  desk.folder = mkdtempSync(path.join(tmpdir(), 'login-'));
  vi.stubEnv('APPIMAGE', '/opt/Hidden $Primary/100%"\\');
  const login = startAtLogin(undefined, 'linux');
  const seen = [login.get()];
  login.set(true);
  seen.push(login.get());
  const entry = readFileSync(path.join(desk.folder, 'appData/autostart/hidden-primary.desktop'), 'utf8');
  login.set(false);
  login.set(false);
  seen.push(login.get());
  vi.unstubAllEnvs();
  rmSync(desk.folder, { recursive: true });
  expect([seen, entry.split('\n')[3]]).toEqual([
    [false, true, false],
    String.raw`Exec="/opt/Hidden \\$Primary/100%%\\"\\\\" "--hidden"`,
  ]);
});

it('uses the system’s own setting elsewhere', () => {
  clearDesk();
  const login = startAtLogin(undefined, 'darwin');
  const before = login.get();
  login.set(true);
  expect([before, login.get()]).toEqual([false, true]);
});

it('starts with the data folder that it was switched on with, and is off for another one', () => {
  clearDesk();
  desk.folder = mkdtempSync(path.join(tmpdir(), 'login-'));
  const seen = (['linux', 'win32'] as const).map((platform) => {
    const login = startAtLogin('/home/me/My Zones', platform);
    login.set(true);
    return [login, startAtLogin('/srv/zones', platform), startAtLogin(undefined, platform)].map((one) =>
      one.get(),
    );
  });
  const entry = readFileSync(path.join(desk.folder, 'appData/autostart/hidden-primary.desktop'), 'utf8');
  rmSync(desk.folder, { recursive: true });
  expect(seen).toEqual([
    [true, false, false],
    [true, false, false],
  ]);
  expect(entry).toMatch(/^Exec=.* "--data-dir" "\/home\/me\/My Zones" "--hidden"$/m);
  expect(desk.atLogin).toEqual(['"--data-dir"', '"/home/me/My Zones"', '--hidden']);
});
