/** What the bar says, made of the live state: pure, so that it can be told in tests. */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import type { Overview } from '../../shared/model/overview.ts';
import type { SecondaryProgress } from '../../shared/model/session.ts';
import { deadlineSentence } from '../../shared/model/deadline-sentences.ts';
import { waitingSentence } from '../../shared/model/progress-sentences.ts';
import { dayText, duration } from '../ui/format.ts';
import { words } from './words.ts';

export interface BarState {
  readonly publishing: boolean;
  readonly title: string;
  readonly parts: readonly string[];
  /** Share of the time that is left; null when it has no end. */
  readonly left: number | null;
  /** The nearest deadline as a sentence, for the hover; null where none is known. */
  readonly hint: string | null;
  /** A copy has ended, or is about to. */
  readonly urgent: boolean;
}

/** By when a session is due for a copy: what the rhythm promises, or the copy's end where that is earlier. */
export function dueMoment({ at, dueAt }: Pick<CopyDeadline, 'at' | 'dueAt'>): number | null {
  return at === null && dueAt === null ? null : Math.min(at ?? Infinity, dueAt ?? Infinity);
}

/** Whether a secondary has the version. */
export const isInSync = ({ inSyncAt, verifiedAt }: SecondaryProgress): boolean =>
  inSyncAt !== null || verifiedAt !== null;

export function barState(overview: Overview, now: number): BarState {
  const { session, deadline } = overview;
  const hint = deadline ? deadlineSentence(deadline) : null;
  if (session.state === 'closed') {
    return {
      publishing: false,
      title: words.notPublishing,
      parts: closedParts(overview, now),
      left: null,
      hint,
      urgent: deadline != null && deadline.freshness !== 'fresh',
    };
  }
  const { secondaries, endsAt, openedAt, waitingFor } = session;
  const parts = [endsAt === null ? words.noEnd : words.timeLeft(duration(endsAt - now))];
  if (secondaries.length > 0)
    parts.push(words.inSync(secondaries.filter(isInSync).length, secondaries.length));
  if (waitingFor) parts.push(waitingSentence(waitingFor));
  const left = endsAt === null ? null : Math.max(0, Math.min(1, (endsAt - now) / (endsAt - openedAt)));
  return { publishing: true, title: words.publishing, parts, left, hint, urgent: false };
}

function closedParts({ zones, session, deadline }: Overview, now: number): readonly string[] {
  const waiting = zones.filter(({ edits }) => edits > 0);
  const edits = waiting.reduce((sum, zone) => sum + zone.edits, 0);
  const due = zones.filter((zone) => zone.due !== null);
  const failed = session.state === 'closed' && session.failure !== null;
  const dueAt = deadline ? dueMoment(deadline) : null;
  if (zones.length === 0) return [words.noZones];
  return [
    ...(failed ? [words.couldNotListen] : []),
    ...(edits === 0
      ? []
      : [
          words.editsIn(
            edits,
            waiting.map(({ name, unicodeName }) => unicodeName ?? name),
          ),
        ]),
    ...(due.length === 0 ? [] : [due.length === 1 ? words.isDue(due[0]) : words.areDue(due.length)]),
    ...(edits === 0 && due.length === 0 ? [words.nothingWaits] : []),
    ...(dueAt === null ? [] : [dueAt < now ? words.overdue : words.due(dayText(dueAt, now))]),
  ];
}
