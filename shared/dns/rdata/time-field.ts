/** RRSIG's moments (RFC 4034 §3.2): YYYYMMDDHHmmSS in UTC, or seconds since 1970. */
import { type Field } from './define-rdata.ts';
import { decimal, u32 } from './fields.ts';

/** Seconds since 1970 in 32 bits. Text shows the years 1970–2106; comparing is by serial arithmetic (§3.1.5). */
export const signatureTime: Field<number> = {
  ...u32,
  kind: 'time',
  example: '20261123120000',
  expected: 'a moment as YYYYMMDDHHmmSS, or in seconds since 1970',
  scan(scanner) {
    const token = scanner.next(this.expected);
    const time = token.text.length === 14 ? parseMoment(token.text) : decimal(token.text);
    return time <= 0xffffffff ? time : scanner.fail(this.expected, token);
  },
  print: printMoment,
};

function printMoment(seconds: number): string {
  const iso = new Date(seconds * 1000).toISOString(); // 2026-11-23T12:00:00.000Z
  return (
    iso.slice(0, 4) +
    iso.slice(5, 7) +
    iso.slice(8, 10) +
    iso.slice(11, 13) +
    iso.slice(14, 16) +
    iso.slice(17, 19)
  );
}

/** NaN when it is no moment of the calendar from 1970 on. */
function parseMoment(text: string): number {
  const part = (from: number, to: number): number => decimal(text.slice(from, to));
  const [year, month, day] = [part(0, 4), part(4, 6), part(6, 8)];
  const [hour, minute, second] = [part(8, 10), part(10, 12), part(12, 14)];
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  // A 31st of February would roll over into March.
  const isDay = ms >= 0 && new Date(ms).getUTCDate() === day && month >= 1 && month <= 12;
  const isMoment = isDay && hour < 24 && minute < 60 && second < 60;
  return isMoment ? ms / 1000 : NaN;
}
