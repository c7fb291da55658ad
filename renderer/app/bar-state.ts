/** What the bar says, made of the live state: pure, so that it can be told in tests. */
import type { Overview } from '../../shared/model/overview.ts';
import type { SecondaryProgress } from '../../shared/model/session.ts';
import { duration } from '../ui/format.ts';
import { words } from './words.ts';

export interface BarState {
  readonly publishing: boolean;
  readonly title: string;
  readonly parts: readonly string[];
  /** Share of the time that is left; null when it has no end. */
  readonly left: number | null;
}

/** Whether a secondary has the version. */
export const isInSync = ({ inSyncAt, verifiedAt }: SecondaryProgress): boolean =>
  inSyncAt !== null || verifiedAt !== null;

export function barState(overview: Overview, now: number): BarState {
  const { session } = overview;
  if (session.state === 'closed') {
    return { publishing: false, title: words.notPublishing, parts: closedParts(overview), left: null };
  }
  const { secondaries, endsAt, openedAt } = session;
  const waiting = [...new Set(secondaries.filter((one) => !isInSync(one)).map(({ name }) => name))];
  const parts = [endsAt === null ? words.noEnd : words.timeLeft(duration(endsAt - now))];
  if (secondaries.length > 0)
    parts.push(words.inSync(secondaries.filter(isInSync).length, secondaries.length));
  if (waiting.length > 0) parts.push(words.waitingFor(waiting));
  const left = endsAt === null ? null : Math.max(0, Math.min(1, (endsAt - now) / (endsAt - openedAt)));
  return { publishing: true, title: words.publishing, parts, left };
}

function closedParts({ zones, session }: Overview): readonly string[] {
  const waiting = zones.filter(({ edits }) => edits > 0);
  const edits = waiting.reduce((sum, zone) => sum + zone.edits, 0);
  const failed = session.state === 'closed' && session.failure !== null;
  if (zones.length === 0) return [words.noZones];
  return [
    ...(failed ? [words.couldNotListen] : []),
    edits === 0
      ? words.nothingWaits
      : words.editsIn(
          edits,
          waiting.map(({ name, unicodeName }) => unicodeName ?? name),
        ),
  ];
}
