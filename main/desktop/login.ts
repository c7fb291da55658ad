/** Start at login, into the tray. Linux has no call for it, but a folder (XDG autostart specification). */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

/** Given at login: the tray comes up without a window. */
const HIDDEN = '--hidden';

/** Whether the app starts at login, and the switch for it. */
export interface StartAtLogin {
  get(): boolean;
  set(startAtLogin: boolean): void;
}

/** The system's own setting on macOS and Windows. */
export const systemLogin: StartAtLogin = {
  get: () => app.getLoginItemSettings({ args: [HIDDEN] }).openAtLogin,
  set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args: [HIDDEN] }),
};

/** An entry in the folder of a Linux desktop; `command` starts the app. */
export function autostartFile(configFolder: string, command: readonly string[]): StartAtLogin {
  const file = path.join(configFolder, 'autostart', 'hidden-primary.desktop');
  // Quoted, escaped once for the quotes and once for the file (Desktop Entry Specification, "The Exec key").
  const inQuotes = (argument: string): string =>
    argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  const exec = [...command, HIDDEN].map((argument) => `"${inQuotes(argument).replaceAll('\\', '\\\\')}"`);
  return {
    get: () => existsSync(file),
    set(startAtLogin) {
      if (!startAtLogin) return rmSync(file, { force: true });
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `[Desktop Entry]\nType=Application\nName=Hidden Primary\nExec=${exec.join(' ')}\n`);
    },
  };
}
