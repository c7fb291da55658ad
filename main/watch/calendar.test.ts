import { describe, expect, it } from 'vitest';
import type { CopyDeadline } from '../../shared/model/copy.ts';
import { calendarText } from './calendar.ts';

const at = (text: string): number => Date.parse(`${text}T12:00:00Z`);
const deadline: CopyDeadline = {
  zone: 'example.com.',
  secondary: 'id',
  name: 'he.net; Zürich, and a name that is long enough to be folded twice äöü',
  at: at('2027-02-01'),
  reason: 'expire',
  expiresAt: null,
  signaturesUntil: null,
  holds: null,
  refreshedAt: at('2026-11-16'),
  dueAt: at('2026-12-17'),
  freshness: 'fresh',
};

describe('the calendar file', () => {
  it('has an event with an alarm a zone, on the day that the rhythm promises', () => {
    const never = { ...deadline, at: null, dueAt: null, reason: 'never-transferred' } as const;
    expect(calendarText([deadline, never], at('2026-11-23')).replaceAll('\r\n ', '').split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Hidden Primary//Deadlines//EN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:example.com@hidden-primary',
      'DTSTAMP:20261123T120000Z',
      'DTSTART:20261217T120000Z',
      'DTEND:20261217T130000Z',
      'SUMMARY:Publish example.com',
      'DESCRIPTION:The copy of example.com at he.net\\; Zürich\\, and a name that is long enough to be folded twice äöü needs a session. It expires on 2027-02-01.',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-P1D',
      'DESCRIPTION:Publish example.com by tomorrow',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('keeps lines within 75 octets, whole characters only', () => {
    const lines = calendarText([deadline], at('2026-11-23')).split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.filter((line) => line.startsWith(' ')).length).toBe(2);
  });

  it('comes before the copy ends where that is earlier than the promise', () => {
    const early = { ...deadline, at: at('2026-12-01') };
    expect(calendarText([early], at('2026-11-23'))).toContain('DTSTART:20261201T120000Z');
  });
});
