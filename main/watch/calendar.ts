/** Deadlines as a calendar file (RFC 5545): one event a zone on the day its next session is promised, with an alarm. */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import { spoken, withoutDot } from '../../shared/model/spoken-name.ts';

const LINE_OCTETS = 75;
const HOUR_MS = 3600_000;

/** `deadlines`: the most urgent of each zone. Those that were never transferred have no date and are left out. */
export function calendarText(deadlines: readonly CopyDeadline[], nowMs: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Hidden Primary//Deadlines//EN',
    'METHOD:PUBLISH',
    ...deadlines.flatMap((deadline) =>
      deadline.dueAt === null ? [] : eventOf(deadline, deadline.dueAt, nowMs),
    ),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** By the promise, or at the end of the copy where that comes before it. */
function eventOf(deadline: CopyDeadline, dueAt: number, nowMs: number): readonly string[] {
  const { zone, name, at } = deadline;
  const start = Math.min(dueAt, at ?? Infinity);
  const reason =
    at === null ? '' : ` ${REASONS[deadline.reason]} on ${new Date(at).toISOString().slice(0, 10)}.`;
  return [
    'BEGIN:VEVENT',
    // The same for as long as the zone is: a calendar then replaces the event that it has.
    `UID:${withoutDot(zone)}@hidden-primary`,
    `DTSTAMP:${utc(nowMs)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(start + HOUR_MS)}`,
    `SUMMARY:${escaped(`Publish ${spoken(zone)}`)}`,
    `DESCRIPTION:${escaped(`The copy of ${spoken(zone)} at ${name} needs a session.${reason}`)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-P1D',
    `DESCRIPTION:${escaped(`Publish ${spoken(zone)} by tomorrow`)}`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

const REASONS: Readonly<Record<CopyDeadline['reason'], string>> = {
  'never-transferred': '',
  never: '',
  expire: 'It expires',
  'expire-told': 'It expires, as the server itself says,',
  signatures: 'Its first signature ends',
};

const utc = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
/** RFC 5545 §3.3.11. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** RFC 5545 §3.1: lines of at most 75 octets, never cut within a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS - (parts.length > 0 ? 1 : 0)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
