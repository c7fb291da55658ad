/** Times to live in text: seconds, or BIND's units as in `1w2d3h4m5s`. */

/** Seconds of a TTL's text, or undefined when it is none or is over 2³¹−1 (RFC 2181 §8). */
export function parseTtl(text: string): number | undefined {
  if (/^[0-9]{1,10}$/.test(text)) return bounded(Number(text));
  if (!/^([0-9]{1,10}[wdhms])+$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/([0-9]+)([wdhms])/gi))
    seconds += Number(count) * UNITS[unit.toLowerCase()];
  return bounded(seconds);
}

/** The shortest exact text with units: 86400 → `1d`, 5400 → `1h30m`, 0 → `0`. */
export function printTtl(seconds: number): string {
  let left = seconds;
  let out = '';
  for (const [unit, size] of Object.entries(UNITS)) {
    if (left >= size) out += `${Math.floor(left / size)}${unit}`;
    left %= size;
  }
  return out === '' ? '0' : out;
}

const bounded = (seconds: number): number | undefined => (seconds <= 0x7fffffff ? seconds : undefined);
const UNITS: Readonly<Record<string, number>> = { w: 604800, d: 86400, h: 3600, m: 60, s: 1 };
