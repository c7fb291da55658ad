/** Ends the session, wherever that is asked for. */
import type { App } from './app.svelte.ts';
import { explain } from './failure.ts';
import { words } from './words.ts';

/** While a transfer runs, it asks first. */
export async function stopSession(app: App): Promise<void> {
  const session = app.live.overview?.session;
  if (session?.state === 'open' && session.transfersRunning > 0) {
    app.dialog = 'stop';
    return;
  }
  try {
    await app.client.session.stop({});
    app.toasts.done(words.stopped);
  } catch (error) {
    app.toasts.failed(explain(error));
  }
}
