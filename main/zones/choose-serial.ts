/** The serial of the next version (DESIGN §5, "Serials"). */
import { furthest, isAhead, nextSerial, type SerialPolicy } from '../../shared/dns/serial.ts';

export interface SerialSituation {
  readonly policy: SerialPolicy;
  /** The last version's; before the first version the serial that the records came with; undefined for neither. */
  readonly last: number | undefined;
  /** Seen at secondaries since. Those that are not ahead of `last` do not count: a secondary behind us is no news. */
  readonly seen: readonly number[];
  /** Typed by the owner into the SOA; taken as it is when it is ahead of all others. */
  readonly typed: number | undefined;
  readonly nowMs: number;
}

/** A serial ahead of `last` and of every one seen (RFC 1982 §3.2). */
export function chooseSerial({ policy, last, seen, typed, nowMs }: SerialSituation): number {
  const held = last === undefined ? [...seen] : [last, ...seen.filter((serial) => isAhead(serial, last))];
  if (typed !== undefined && typed !== last && held.every((serial) => isAhead(typed, serial))) return typed;
  const proposed = nextSerial(policy, held, nowMs);
  // Ahead of the furthest is not yet ahead of all: half a circle further on, "ahead" turns into "behind".
  if (held.every((serial) => isAhead(proposed, serial))) return proposed;
  return nextSerial('increment', [furthest(held) ?? 0], nowMs);
}
