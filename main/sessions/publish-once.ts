/** One publish session asked for from outside the screens: by the command line, a schedule, a tool. */
import type { SessionReport, SessionState } from '../../shared/model/session.ts';
import { isDone } from './progress.ts';
import type { PublishSessions } from './publish-sessions.ts';

/** A longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

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
  const until = performance.now() + limitMinutes * 60_000;
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
    const leftMs = Math.ceil(until - performance.now());
    if (state.endsAt === null && leftMs <= 0) return reportSoFar(state, 'limit');
    await changed(
      state.endsAt === null ? AbortSignal.timeout(Math.min(leftMs, LONGEST_TIMER_MS)) : undefined,
    );
  }
}

function reportSoFar(
  { openedAt, zones, secondaries, leftBehind }: Extract<SessionState, { state: 'open' }>,
  end: SessionReport['end'],
): SessionReport {
  return { openedAt, closedAt: Date.now(), end, zones, secondaries, leftBehind };
}
