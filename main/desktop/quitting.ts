/** How the app ends: after a question while it publishes, and never before everything is written. */
import { app, dialog } from 'electron';
import type { DesktopApp } from './desktop-app.ts';

/** A peer or a disk that hangs must not keep the app from ending; what was acknowledged is on disk already. */
const DISPOSE_LIMIT_MS = 10_000;

/** Asks, disposes, then lets the app end. `staysInTray`: whether it goes on when its window closes outside a session. */
export function guardQuitting(core: DesktopApp, staysInTray: () => boolean): void {
  let isEnding = false;
  const end = async (): Promise<void> => {
    isEnding = !core.state().publishing || (await wantsToStop());
    if (!isEnding) return;
    setTimeout(() => app.exit(1), DISPOSE_LIMIT_MS).unref();
    await core.dispose();
    app.exit(0);
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true; // One question at a time.
    end().catch((error: unknown) => {
      console.error(error);
      app.exit(1);
    });
  });
  app.on('window-all-closed', () => {
    if (!core.state().publishing && !staysInTray()) app.quit();
  });
}

async function wantsToStop(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Stop publishing and quit?',
    detail: 'Secondaries that have not fetched the zones yet keep their older copies until the next session.',
    buttons: ['Keep publishing', 'Stop and quit'],
    ...{ defaultId: 0, cancelId: 0 },
  });
  return response === 1;
}
