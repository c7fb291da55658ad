/** Calls about deadlines: by when a session is due. */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import { calendarText } from '../watch/calendar.ts';
import { calls } from './implementer.ts';

export interface DeadlineServices {
  /** Of every copy, the most urgent first. */
  readonly deadlines: () => CopyDeadline[];
}

export function deadlineCalls({ deadlines }: DeadlineServices) {
  return {
    list: calls.deadlines.list.handler(() => deadlines()),
    calendar: calls.deadlines.calendar.handler(() => ({
      fileName: 'publish.ics',
      text: calendarText(firstOfEachZone(deadlines()), Date.now()),
    })),
  };
}

/** One event a zone is enough: publishing refreshes all of its copies. */
function firstOfEachZone(deadlines: readonly CopyDeadline[]): CopyDeadline[] {
  const dated = deadlines.filter(({ dueAt }) => dueAt !== null);
  return dated.filter(({ zone }, i) => dated.findIndex((other) => other.zone === zone) === i);
}
