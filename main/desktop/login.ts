/** Start at login, into the tray. Linux has no call for it, but a folder (XDG autostart specification). */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

/** Whether the app starts at login, with the same data folder, and the switch for it. */
export type StartAtLogin = { get(): boolean; set(isWanted: boolean): void };

/** Given at login: the tray comes up without a window. */
const HIDDEN = '--hidden';

/**
 * The setting of this system; `dataDir` is what the command line says of the data folder. An AppImage is started by its own
 * file, not by what it unpacked to.
 */
export function startAtLogin(dataDir: string | undefined, platform = process.platform): StartAtLogin {
  const folder = dataDir === undefined ? [] : ['--data-dir', dataDir];
  const command = app.isPackaged
    ? [process.env.APPIMAGE ?? process.execPath]
    : [process.execPath, app.getAppPath()];
  if (platform === 'linux') return autostartFile(app.getPath('appData'), [...command, ...folder, HIDDEN]);
  // Electron joins them as they are.
  const args = [...folder.map(quoted), HIDDEN];
  return {
    get: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args }),
  };
}

/** An argument as Windows takes one apart: what ends in backslashes must not escape the closing quote. */
const quoted = (argument: string): string => `"${argument.replace(/\\+$/, '$&$&')}"`;

function autostartFile(configFolder: string, command: readonly string[]): StartAtLogin {
  const file = path.join(configFolder, 'autostart', 'hidden-primary.desktop');
  // Quoted, escaped once for the quotes and once for the file (Desktop Entry Specification, "The Exec key").
  const inQuotes = (argument: string): string =>
    argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  const exec = `Exec=${command.map((argument) => `"${inQuotes(argument).replaceAll('\\', '\\\\')}"`).join(' ')}`;
  return {
    get: () => existsSync(file) && readFileSync(file, 'utf8').split('\n').includes(exec),
    set(isWanted) {
      if (!isWanted) return rmSync(file, { force: true });
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `[Desktop Entry]\nType=Application\nName=Hidden Primary\n${exec}\n`);
    },
  };
}
