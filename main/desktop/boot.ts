/** Puts the desktop together around the application. Runs once Electron is ready. */
import path from 'node:path';
import { app, ipcMain, Menu, protocol, session } from 'electron';
import { loadStaticFiles } from '../headless/static-files.ts';
import { answerCalls } from './calls.ts';
import type { DesktopApp } from './desktop-app.ts';
import { guardPages, guardPermissions } from './guards.ts';
import { startAtLogin } from './login.ts';
import { applicationItems, sessionItems, type Items, type MenuActions } from './menus.ts';
import { notify, notifyOfChanges } from './notices.ts';
import { SCHEME, servePage } from './pages.ts';
import { watchPower } from './power.ts';
import { guardQuitting } from './quitting.ts';
import { showTray } from './tray.ts';
import { PageWindow } from './window.ts';

export interface BootOptions {
  /** Into the tray, without a window. */
  readonly hidden: boolean;
  /** As the command line says; absent: where this system keeps such things. */
  readonly dataDir?: string;
}

/** Brings the desktop up around `core`. */
export async function boot(core: DesktopApp, { hidden, dataDir }: BootOptions): Promise<void> {
  const files = await loadStaticFiles(path.join(app.getAppPath(), 'dist/renderer'));
  const window = new PageWindow();
  const open = (): void => window.show();
  const login = startAtLogin(dataDir);
  const actions: MenuActions = {
    open,
    startSession: () => void startSession(core, open),
    stopSession: () => void core.stopSession(),
    quit: () => app.quit(),
  };
  const items = (): Items => sessionItems(core.state().publishing, actions, login);
  const setMenu = (): void => Menu.setApplicationMenu(Menu.buildFromTemplate(applicationItems(items())));

  guardPages(app);
  guardPermissions(session.defaultSession);
  protocol.handle(SCHEME, ({ url }) => servePage(files, url));
  answerCalls(ipcMain, core);
  guardQuitting(core, () => process.platform === 'darwin' || login.get());
  watchPower(core);
  notifyOfChanges(core, () => window.isFocused, open);
  showTray(core, items, open);
  core.onStateChanged(setMenu);
  setMenu();
  app.on('second-instance', open);
  app.on('activate', open);
  if (!hidden) open();
}

async function startSession(core: DesktopApp, open: () => void): Promise<void> {
  const start = await core.startSession();
  if (!start.started) notify({ title: 'Publishing did not start', body: start.reason }, open);
}
