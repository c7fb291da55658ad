import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { autostartFile, systemLogin } from './login.ts';

vi.mock('electron', () => import('./electron-double.ts'));

it('keeps an autostart entry on Linux, quoted as the specification wants it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'login-'));
  const login = autostartFile(folder, ['/opt/Hidden $Primary/app', '100%"\\']);
  const seen = [login.get()];
  login.set(true);
  seen.push(login.get());
  const entry = readFileSync(path.join(folder, 'autostart/hidden-primary.desktop'), 'utf8');
  login.set(false);
  login.set(false);
  seen.push(login.get());
  rmSync(folder, { recursive: true });
  expect([seen, entry.split('\n')[3]]).toEqual([
    [false, true, false],
    String.raw`Exec="/opt/Hidden \\$Primary/app" "100%%\\"\\\\" "--hidden"`,
  ]);
});

it('uses the system’s own setting elsewhere', () => {
  const before = systemLogin.get();
  systemLogin.set(true);
  expect([before, systemLogin.get()]).toEqual([false, true]);
});
