/** Deadlines in words: by when a session is due, for which copy, and why. */
import { assertNever } from '../assert.ts';
import type { CopyDeadline } from './copy.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

/** By when, which copy, and why. */
export function deadlineSentence(deadline: CopyDeadline): string {
  const { zone, name, at, dueAt, freshness, reason } = deadline;
  const copy = `The copy of ${spoken(zone)} at ${name}`;
  switch (reason) {
    case 'never-transferred':
      return `${name} has not taken ${spoken(zone)} yet.`;
    case 'never':
      return dueAt === null
        ? `${copy} never ends.`
        : `${copy} never ends; the ${TERMS.rhythm} promises a ${TERMS.session} by ${day(dueAt)}.`;
    case 'expire':
    case 'expire-told':
      return freshness === 'lapsed'
        ? `${copy} expired on ${day(at)}: it no longer answers. ${TERMS.Publish} now.`
        : `${copy} expires on ${day(at)}${reason === 'expire-told' ? ', as it says itself' : ''}; ${TERMS.publish} by ${due(deadline)}.`;
    case 'signatures':
      return freshness === 'lapsed'
        ? `${copy} has a signature that ended on ${day(at)}: validators refuse it. ${TERMS.Publish} now.`
        : `${copy} has a signature that ends on ${day(at)}; ${TERMS.publish} by ${due(deadline)}.`;
    default:
      return assertNever(reason);
  }
}

/** The promise of the rhythm, or the end where that comes before it. */
function due({ at, dueAt }: CopyDeadline): string {
  return day(Math.min(at ?? Infinity, dueAt ?? Infinity));
}

const day = (ms: number | null): string => (ms === null ? '?' : new Date(ms).toISOString().slice(0, 10));
