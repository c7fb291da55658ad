/** What tray, menus and notifications see of the application. */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import { deadlineSentence } from '../../shared/model/deadline-sentences.ts';
import { errorSentence } from '../../shared/model/error-sentences.ts';
import { waitingSentence } from '../../shared/model/progress-sentences.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { spoken } from '../../shared/model/spoken-name.ts';
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
  /** What waits, as a sentence: edits, a copy that ends soon, or the secondary that is waited for. */
  readonly waiting: string;
}

export interface DesktopFace {
  state(): TrayState;
  /** Calls `listener` after each change, until the returned function is called. */
  onStateChanged(listener: (state: TrayState) => void): () => void;
  startSession(): Promise<{ readonly started: true } | { readonly started: false; readonly reason: string }>;
  stopSession(): Promise<void>;
  /** The computer goes to sleep: an open session ends and says so. */
  endForSleep(): Promise<void>;
  /** The computer slept: an open session may stand on addresses that are gone, and a scheduled one may be due. */
  checkAfterResume(): Promise<void>;
}

export interface DesktopFaceParts {
  readonly sessions: PublishSessions;
  readonly feed: OverviewFeed;
  readonly zones: () => readonly Zone[];
  readonly settings: () => Settings;
  /** Of every copy, the most urgent first. */
  readonly deadlines: () => readonly CopyDeadline[];
  /** The computer is awake again: opens what is due, a scheduled session or one that is kept open. */
  readonly lookAgain: () => void;
}

export function desktopFace(parts: DesktopFaceParts): DesktopFace {
  const { sessions, feed, settings, deadlines, lookAgain } = parts;
  const state = (): TrayState => {
    const session = sessions.state();
    const isOpen = session.state === 'open';
    const [first] = deadlines();
    const due = first !== undefined && first.freshness !== 'fresh' ? first : undefined;
    return {
      publishing: isOpen,
      endsAtMs: isOpen ? (session.endsAt ?? undefined) : undefined,
      deadlineNear: due !== undefined,
      waiting: isOpen
        ? sentenceOf(session.waitingFor && waitingSentence(session.waitingFor))
        : [due === undefined ? '' : deadlineSentence(due), editsSentence(parts.zones())].join(' ').trim(),
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
        await sessions.start(settings().keepOpen ? { limitMinutes: null } : {});
        return { started: true };
      } catch (error) {
        const failure = toAppError(error);
        if (failure === undefined) throw error;
        return { started: false, reason: errorSentence(failure) };
      }
    },
    stopSession: () => sessions.stop(true),
    endForSleep: () => sessions.interrupt('suspended'),
    async checkAfterResume() {
      await sessions.checkAddresses();
      lookAgain();
    },
  };
}

function editsSentence(zones: readonly Zone[]): string {
  const waiting = zones.filter((zone) => zone.editCount > 0);
  const edits = waiting.reduce((sum, zone) => sum + zone.editCount, 0);
  if (edits === 0) return '';
  const where = waiting.length === 1 ? spoken(waiting[0].nameText) : `${waiting.length} zones`;
  return `${edits} ${edits === 1 ? 'edit waits' : 'edits wait'} in ${where}.`;
}

const sentenceOf = (words: string | null): string =>
  words === null ? '' : `${words[0].toUpperCase()}${words.slice(1)}.`;
