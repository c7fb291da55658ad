/** Puts the desktop together around the application. Runs once Electron is ready. */
import path from 'node:path';
import { app, ipcMain, Menu, protocol, session, type MenuItemConstructorOptions } from 'electron';
import { loadStaticFiles } from '../headless/static-files.ts';
import { answerCalls } from './calls.ts';
import type { DesktopApp, DesktopState } from './desktop-app.ts';
import { guardPages, guardPermissions } from './guards.ts';
import { autostartFile, systemLogin, type StartAtLogin } from './login.ts';
import { applicationItems, sessionItems, type MenuActions } from './menus.ts';
import { notify, notifyOfChanges } from './notices.ts';
import { SCHEME, servePage } from './pages.ts';
import { watchPower } from './power.ts';
import { guardQuitting } from './quitting.ts';
import { showTray } from './tray.ts';
import { PageWindow } from './window.ts';

/** Brings the desktop up around `core`; `hidden`: into the tray, without a window. */
export function boot(core: DesktopApp, hidden: boolean): void {
  const files = loadStaticFiles(path.join(app.getAppPath(), 'dist/renderer'));
  const window = new PageWindow(app.getAppPath());
  const open = (): void => window.show();
  const actions: MenuActions = {
    open,
    startSession: () => void startSession(core, open),
    stopSession: () => void core.stopSession(),
    login: startAtLogin(),
    quit: () => app.quit(),
  };
  const items = (state: DesktopState): MenuItemConstructorOptions[] => sessionItems(state, actions);
  const setMenu = (state: DesktopState): void =>
    Menu.setApplicationMenu(Menu.buildFromTemplate(applicationItems(items(state))));

  guardPages(app);
  guardPermissions(session.defaultSession);
  protocol.handle(SCHEME, async ({ url }) => servePage(await files, url));
  answerCalls(ipcMain, core);
  guardQuitting(core, () => process.platform === 'darwin' || actions.login.get());
  watchPower(core);
  notifyOfChanges(core, () => window.isFocused, open);
  showTray(core, items, open);
  core.onStateChanged(setMenu);
  setMenu(core.state());
  app.on('second-instance', open);
  app.on('activate', open);
  if (!hidden) open();
}

async function startSession(core: DesktopApp, open: () => void): Promise<void> {
  const start = await core.startSession();
  if (!start.started) notify({ title: 'Publishing did not start', body: start.reason }, open);
}

function startAtLogin(): StartAtLogin {
  if (process.platform !== 'linux') return systemLogin;
  // An AppImage is started by its own file, not by what it unpacked to.
  const command = app.isPackaged
    ? [process.env.APPIMAGE ?? process.execPath]
    : [process.execPath, app.getAppPath()];
  return autostartFile(app.getPath('appData'), command);
}
