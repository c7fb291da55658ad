/** The tray: there as long as the app is, so that no session is ever open unseen. */
import { Menu, Tray } from 'electron';
import type { DesktopApp } from './desktop-app.ts';
import type { Items } from './menus.ts';
import { drawTrayIcon } from './tray-icon.ts';
import { trayIcon, trayLine } from './tray-state.ts';

/** Shows the tray and keeps it true. `items`: its menu, below the line that tells the state. */
export function showTray(core: DesktopApp, items: () => Items, open: () => void): void {
  const tray = new Tray(drawTrayIcon(trayIcon(core.state())));
  const refresh = (): void => {
    const state = core.state();
    const line = trayLine(state, Date.now());
    tray.setImage(drawTrayIcon(trayIcon(state)));
    tray.setToolTip(`Hidden Primary\n${line}`);
    tray.setContextMenu(Menu.buildFromTemplate([{ label: line, enabled: false }, ...items()]));
  };
  tray.on('click', open);
  core.onStateChanged(refresh);
  setInterval(refresh, 30_000).unref(); // The line tells minutes left.
  refresh();
}
