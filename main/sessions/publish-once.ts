/** One publish session asked for from outside the screens: by the command line, a schedule, a tool. */
import type { SessionReport, SessionState } from '../../shared/model/session.ts';
import { isDone } from './progress.ts';
import type { PublishSessions } from './publish-sessions.ts';

export interface PublishOnce {
  readonly zones?: readonly string[];
  readonly limitMinutes: number;
  readonly untilSynced: boolean;
}

/**
 * Starts a session, or adds to the one that is open, and with `untilSynced` waits for its end; null when that is not waited
 * for. One that is kept open has none: then until all are in sync, or the limit. `changed` resolves at the next change of
 * anything. Throws as PublishSessions.start does.
 */
export async function publishOnce(
  sessions: PublishSessions,
  { zones, limitMinutes, untilSynced }: PublishOnce,
  progress: (line: string) => void,
  changed: (signal?: AbortSignal) => Promise<void>,
): Promise<SessionReport | null> {
  const limit = AbortSignal.timeout(limitMinutes * 60_000);
  await sessions.start({ zones, limitMinutes });
  if (!untilSynced) return null;
  let told = '';
  for (;;) {
    const state = sessions.state();
    if (state.state === 'closed') return state.last;
    const done = state.secondaries.filter(isDone).length;
    const line = `${done} of ${state.secondaries.length} in sync`;
    if (line !== told) progress(line);
    told = line;
    if (state.endsAt === null && done === state.secondaries.length) return reportSoFar(state, 'all-in-sync');
    if (state.endsAt === null && limit.aborted) return reportSoFar(state, 'limit');
    await changed(state.endsAt === null ? limit : undefined);
  }
}

function reportSoFar(
  { openedAt, zones, secondaries, leftBehind }: Extract<SessionState, { state: 'open' }>,
  end: SessionReport['end'],
): SessionReport {
  return { openedAt, closedAt: Date.now(), end, zones, secondaries, leftBehind };
}
