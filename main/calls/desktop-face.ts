/** What tray, menus and notifications see of the application. */
import { errorSentence } from '../../shared/model/error-sentences.ts';
import { networkInterfaces } from 'node:os';
import type { SessionState } from '../../shared/model/session.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { PublishSessions } from '../sessions/publish-sessions.ts';
import type { Zone } from '../zones/zone.ts';
import type { OverviewFeed } from './overview.ts';
import { toAppError } from './to-app-error.ts';

/** The state in one line. */
export interface TrayState {
  readonly publishing: boolean;
  /** Milliseconds since 1970; undefined without a session or without a limit. */
  readonly endsAtMs: number | undefined;
  readonly deadlineNear: boolean;
  /** What waits, as a sentence. */
  readonly waiting: string;
}

export interface DesktopFace {
  state(): TrayState;
  /** Calls `listener` after each change, until the returned function is called. */
  onStateChanged(listener: (state: TrayState) => void): () => void;
  startSession(): Promise<{ readonly started: true } | { readonly started: false; readonly reason: string }>;
  stopSession(): Promise<void>;
  /** The computer slept: an open session may stand on sockets and addresses that are gone. */
  checkAfterResume(): Promise<void>;
}

export interface DesktopFaceParts {
  readonly sessions: PublishSessions;
  readonly feed: OverviewFeed;
  readonly zones: () => readonly Zone[];
  readonly settings: () => Settings;
}

export function desktopFace({ sessions, feed, zones, settings }: DesktopFaceParts): DesktopFace {
  const state = (): TrayState => {
    const session = sessions.state();
    return {
      publishing: session.state === 'open',
      endsAtMs: session.state === 'open' ? (session.endsAt ?? undefined) : undefined,
      deadlineNear: false,
      waiting: waitingSentence(zones()),
    };
  };
  return {
    state,
    onStateChanged(listener) {
      const end = new AbortController();
      void (async () => {
        for await (const _ of feed.watch(end.signal)) listener(state());
      })();
      return () => end.abort();
    },
    async startSession() {
      try {
        const { keepOpen, sessionLimitMinutes } = settings();
        await sessions.start({ limitMinutes: keepOpen ? null : sessionLimitMinutes });
        return { started: true };
      } catch (error) {
        const failure = toAppError(error);
        if (failure === undefined) throw error;
        return { started: false, reason: errorSentence(failure) };
      }
    },
    stopSession: () => sessions.stop(true),
    async checkAfterResume() {
      if (sessions.isOpen && !addressesStand(sessions.state())) await sessions.interrupt('address-gone');
    },
  };
}

function waitingSentence(zones: readonly Zone[]): string {
  const waiting = zones.filter((zone) => zone.editCount > 0);
  const edits = waiting.reduce((sum, zone) => sum + zone.editCount, 0);
  if (edits === 0) return '';
  const where = waiting.length === 1 ? waiting[0].nameText.replace(/\.$/, '') : `${waiting.length} zones`;
  return `${edits} ${edits === 1 ? 'edit waits' : 'edits wait'} in ${where}.`;
}

/** Whether every address that is listened on is still this computer's. */
function addressesStand(session: SessionState): boolean {
  const own = new Set(
    Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)),
  );
  const listening = session.state === 'open' ? session.listening : [];
  return listening.every(({ address }) => address === '0.0.0.0' || address === '::' || own.has(address));
}
