/** Serial number arithmetic (RFC 1982) over SOA serials, and the three policies that choose the next one. */

const SPAN = 0x100000000;
const HALF = 0x80000000;

/** How a commit chooses the next serial (DESIGN: date-counter is the default). */
export type SerialPolicy = 'date-counter' | 'increment' | 'unixtime';

/** True when serial `a` is ahead of `b` (RFC 1982 §3.2); two serials exactly 2³¹ apart are ordered neither way. */
export function isAhead(a: number, b: number): boolean {
  const distance = (a - b + SPAN) % SPAN;
  return distance > 0 && distance < HALF;
}

/** `serial` + `count`, around the 32-bit circle. */
export function addSerial(serial: number, count: number): number {
  return (serial + count) % SPAN;
}

/** The furthest of serials, each compared by RFC 1982. */
export function furthest(serials: readonly number[]): number | undefined {
  return serials.reduce<number | undefined>(
    (best, serial) => (best === undefined || isAhead(serial, best) ? serial : best),
    undefined,
  );
}

/**
 * The next serial: what the policy proposes if that is ahead of all `held` (the last version's and those seen at
 * secondaries), else the furthest of them plus one. A date counter so runs on into the next day after 99. A proposal
 * that is ahead only around the end of the circle is not taken: a wrap is the owner's to make (DESIGN §5).
 */
export function nextSerial(policy: SerialPolicy, held: readonly number[], nowMs: number): number {
  const last = furthest(held);
  const proposed = propose(policy, last, nowMs);
  if (last === undefined || (isAhead(proposed, last) && proposed > last)) return proposed;
  return addSerial(last, 1) || 1; // a serial of 0 confuses some secondaries
}

function propose(policy: SerialPolicy, last: number | undefined, nowMs: number): number {
  switch (policy) {
    case 'increment':
      return last === undefined ? 1 : addSerial(last, 1) || 1;
    case 'unixtime':
      return Math.floor(nowMs / 1000);
    case 'date-counter': {
      const day = new Date(nowMs);
      return ((day.getUTCFullYear() * 100 + day.getUTCMonth() + 1) * 100 + day.getUTCDate()) * 100 + 1;
    }
  }
}
