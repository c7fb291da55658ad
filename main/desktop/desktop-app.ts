/** What the desktop host needs of the application; in tests a double stands in for it. */
import type { App } from '../app.ts';
import type { DesktopFace, TrayState } from '../calls/desktop-face.ts';

/** The application as the desktop sees it. */
export type DesktopApp = Pick<App, keyof DesktopFace | 'handleRpcSocket' | 'dispose'>;

/** What tray, menus and notifications show. */
export type DesktopState = TrayState;
