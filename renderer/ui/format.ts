/** Numbers, times and sizes as people read them. */

/** "22 min", "3 h", "5 days": the largest unit that fits, rounded down, never "0". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${Math.max(1, seconds)} s`;
  if (seconds < 90 * 60) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.floor(seconds / 3600)} h`;
  const days = Math.floor(seconds / 86400);
  return days === 1 ? '1 day' : `${days} days`;
}

/** "3 minutes ago", "in 2 days". */
export function relative(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, size] of UNITS)
    if (Math.abs(seconds) >= size) return relativeFormat.format(Math.trunc(seconds / size), unit);
  return relativeFormat.format(seconds, 'second');
}

/** The absolute time in the person's format, for hovers and tables; all else is part of English sentences. */
export const exactTime = (at: number): string => exactFormat.format(at);

/** "7 Dec", with the year where it is another one. */
export function dayText(at: number, now: number): string {
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? dayFormat.format(at)
    : yearDayFormat.format(at);
}

/** What stands beside a line of a time axis: "7 Dec", "Dec", and the year where one begins. */
export const tickText = (at: number, unit: 'day' | 'month' | 'year'): string => tickFormats[unit].format(at);

/** The hour and minute of a time. */
export const clockTime = (at: number): string => clockFormat.format(at);

/** "1.1 kB": decimal units. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1000).toFixed(bytes < 1e4 ? 1 : 0)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** "1 record", "12,000 records". */
export function count(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${grouped(number)} ${many}`;
}

/** "12,000". */
export const grouped = (number: number): string => number.toLocaleString(LANGUAGE);

/** "a, b and c". */
export const list = (items: readonly string[]): string => listFormat.format(items);

/** An address and port: `192.0.2.1:53`, `[2001:db8::1]:53`. */
export function endpointText({ address, port }: { address: string; port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The language of all sentences. */
const LANGUAGE = 'en-GB';
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
];
const relativeFormat = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' });
const exactFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const dayFormat = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short' });
const yearDayFormat = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium' });
const tickFormats = {
  day: dayFormat,
  month: new Intl.DateTimeFormat(LANGUAGE, { month: 'short' }),
  year: new Intl.DateTimeFormat(LANGUAGE, { year: 'numeric' }),
};
const clockFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const listFormat = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });
