/** One publish session asked for from outside the screens: by the command line, a schedule, a tool. */
import type { SessionReport } from '../../shared/model/session.ts';
import { isDone } from './progress.ts';
import type { PublishSessions } from './publish-sessions.ts';

export interface PublishOnce {
  readonly zones?: readonly string[];
  readonly limitMinutes: number;
  readonly untilSynced: boolean;
}

/**
 * Starts a session and, with `untilSynced`, waits for its end; null when that is not waited for. `changed` resolves at the
 * next change of anything. Throws as PublishSessions.start does.
 */
export async function publishOnce(
  sessions: PublishSessions,
  { zones, limitMinutes, untilSynced }: PublishOnce,
  progress: (line: string) => void,
  changed: () => Promise<void>,
): Promise<SessionReport | null> {
  await sessions.start({ zones, limitMinutes });
  if (!untilSynced) return null;
  let told = '';
  for (;;) {
    const state = sessions.state();
    if (state.state === 'closed') return state.last;
    const line = `${state.secondaries.filter(isDone).length} of ${state.secondaries.length} in sync`;
    if (line !== told) progress(line);
    told = line;
    await changed();
  }
}
