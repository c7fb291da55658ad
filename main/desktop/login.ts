/** Start at login, into the tray. Linux has no call for it, but a folder (XDG autostart specification). */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

/** Whether the app starts at login, and the switch for it. */
export type StartAtLogin = { get(): boolean; set(isWanted: boolean): void };

/** Given at login: the tray comes up without a window. */
const HIDDEN = '--hidden';

/** The setting of this system. An AppImage is started by its own file, not by what it unpacked to. */
export function startAtLogin(platform = process.platform): StartAtLogin {
  const command = app.isPackaged
    ? [process.env.APPIMAGE ?? process.execPath]
    : [process.execPath, app.getAppPath()];
  if (platform === 'linux') return autostartFile(app.getPath('appData'), command);
  return {
    get: () => app.getLoginItemSettings({ args: [HIDDEN] }).openAtLogin,
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args: [HIDDEN] }),
  };
}

function autostartFile(configFolder: string, command: readonly string[]): StartAtLogin {
  const file = path.join(configFolder, 'autostart', 'hidden-primary.desktop');
  // Quoted, escaped once for the quotes and once for the file (Desktop Entry Specification, "The Exec key").
  const inQuotes = (argument: string): string =>
    argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  const exec = [...command, HIDDEN].map((argument) => `"${inQuotes(argument).replaceAll('\\', '\\\\')}"`);
  return {
    get: () => existsSync(file),
    set(isWanted) {
      if (!isWanted) return rmSync(file, { force: true });
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `[Desktop Entry]\nType=Application\nName=Hidden Primary\nExec=${exec.join(' ')}\n`);
    },
  };
}
