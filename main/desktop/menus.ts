/** The application's menu and the tray's: the same actions, defined once. */
import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopState } from './desktop-app.ts';
import type { StartAtLogin } from './login.ts';

/** What the menus do. */
export interface MenuActions {
  open(): void;
  startSession(): void;
  stopSession(): void;
  readonly login: StartAtLogin;
  quit(): void;
}

/** Open, publish or stop, start at login, quit. */
export function sessionItems(
  { publishing }: DesktopState,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const { login } = actions;
  return [
    { label: 'Open Hidden Primary', click: () => actions.open() },
    publishing
      ? { label: 'Stop publishing', click: () => actions.stopSession() }
      : { label: 'Publish now', click: () => actions.startSession() },
    { type: 'separator' },
    {
      label: 'Start at login',
      type: 'checkbox',
      checked: login.get(),
      click: ({ checked }) => login.set(checked),
    },
    { type: 'separator' },
    { label: 'Quit', accelerator: 'CommandOrControl+Q', click: () => actions.quit() },
  ];
}

/** The application's menu around `session`. No developer tools and no reload: neither is of use to an owner. */
export const applicationItems = (session: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] => [
  ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
  { label: 'Session', submenu: session },
  { role: 'editMenu' },
  { label: 'View', submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }] },
  { role: 'windowMenu' },
];
