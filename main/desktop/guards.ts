/** What a page may not do, whoever wrote it: leave, open windows, embed, ask for the computer's devices. */
import type { App, Session } from 'electron';
import { isOwnPage } from './pages.ts';

/** Keeps every page that is ever made within its bounds. */
export function guardPages(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Refuses every permission but the one our pages use: writing to the clipboard, after a click. */
export function guardPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isGranted(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isGranted(permission));
}

const isGranted = (permission: string): boolean => permission === 'clipboard-sanitized-write';
