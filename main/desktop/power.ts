/** Sleep: held off while publishing, and looked after when it came all the same. */
import { powerMonitor, powerSaveBlocker } from 'electron';
import type { DesktopApp, DesktopState } from './desktop-app.ts';

/** Follows the session: secondaries can fetch nothing from a computer that sleeps. The screen may go dark. */
export function watchPower(core: DesktopApp): void {
  let blocker: number | undefined;
  const follow = ({ publishing }: DesktopState): void => {
    if (publishing) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
  core.onStateChanged(follow);
  follow(core.state());
  powerMonitor.on('suspend', () => void core.endForSleep());
  powerMonitor.on('resume', () => void core.checkAfterResume());
}
