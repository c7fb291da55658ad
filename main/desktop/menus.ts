/** The application's menu and the tray's: the same actions, defined once. */
import type { MenuItemConstructorOptions } from 'electron';
import type { StartAtLogin } from './login.ts';

/** A menu, before the system has it. */
export type Items = MenuItemConstructorOptions[];

/** What the menus do. */
export type MenuActions = Readonly<Record<'open' | 'startSession' | 'stopSession' | 'quit', () => void>>;

/** Open, publish or stop, start at login, quit. */
export const sessionItems = (publishing: boolean, actions: MenuActions, login: StartAtLogin): Items => [
  { label: 'Open Hidden Primary', click: actions.open },
  publishing
    ? { label: 'Stop publishing', click: actions.stopSession }
    : { label: 'Publish now', click: actions.startSession },
  { type: 'separator' },
  {
    label: 'Start at login',
    type: 'checkbox',
    checked: login.get(),
    click: ({ checked }) => login.set(checked),
  },
  { type: 'separator' },
  { label: 'Quit', accelerator: 'CommandOrControl+Q', click: actions.quit },
];

/** The application's menu around `session`. No developer tools and no reload: neither is of use to an owner. */
export const applicationItems = (session: Items): Items => [
  ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
  { label: 'Session', submenu: session },
  { role: 'editMenu' },
  { label: 'View', submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }] },
  { role: 'windowMenu' },
];
