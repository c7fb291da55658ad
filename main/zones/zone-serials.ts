/**
 * The serials of a zone that are taken: those of its versions, those seen at secondaries, and those under which another
 * computer published. The next one is ahead of them all (DESIGN §5, "Serials").
 */
import { isAhead } from '../../shared/dns/serial.ts';
import { serialOf } from './apex-soa.ts';
import { chooseSerial } from './choose-serial.ts';
import { type KnownSerials, type MadeElsewhere } from './made-elsewhere.ts';
import { type OpenZone } from './open-zone.ts';
import { type ZoneDescription } from './zone-description.ts';
import { type ZoneState } from './zone-state.ts';

/** How many serials seen at secondaries are remembered: far more than a zone has secondaries. */
const SERIALS_KEPT = 64;

export class ZoneSerials {
  readonly #zone: OpenZone;

  constructor(zone: OpenZone) {
    this.#zone = zone;
  }

  /** The one that a version of `state` would be given; the owner may have typed it into the SOA. */
  next(state: ZoneState, nowMs: number): number {
    const came = serialOf(this.#zone.history.base);
    return chooseSerial({
      policy: this.#zone.description.settings.serialPolicy,
      // Zero is what a zone made here starts with; no secondary holds it.
      last: this.#last ?? (came === 0 ? undefined : came),
      seen: this.#held,
      typed: serialOf(state) === came ? undefined : serialOf(state),
      nowMs,
    });
  }

  /** A secondary holds a serial that is ahead of the last version's, or other records under it: it takes none but a later one. */
  get areBehind(): boolean {
    const last = this.#last;
    if (last === undefined) return false;
    return (
      this.#zone.description.knownSerials.includes(last) || this.#held.some((serial) => isAhead(serial, last))
    );
  }

  /** Those that are accounted for: whatever else a secondary holds was made elsewhere. */
  get known(): KnownSerials {
    const { history, description } = this.#zone;
    const came = this.#last === undefined ? serialOf(history.base) : 0;
    const others = [...description.knownSerials, ...history.lostSerials, ...(came ? [came] : [])];
    return {
      has: (serial) => others.includes(serial) || history.withSerial(serial) !== undefined,
      newest: this.#last ?? description.knownSerials.at(-1) ?? (came || undefined),
    };
  }

  /** A secondary answered this one: the next version's must be ahead of it. Persisted when it matters. */
  noteSeen(serial: number): Promise<void> {
    const last = this.#last;
    return this.#zone.describe((description) => withSeen(description, serial, last));
  }

  /** What a secondary's copy was found to be; null: one of ours, or of old. */
  noteCopy(secondary: string, found: MadeElsewhere | null): Promise<void> {
    return this.#zone.describe((description) => withCopy(description, secondary, found));
  }

  /** The owner decided: what these secondaries hold is accounted for, and the next version will be ahead of it. */
  goAheadOf(found: readonly MadeElsewhere[]): Promise<void> {
    return this.#zone.describe((description) => withDecided(description, found));
  }

  get #last(): number | undefined {
    return this.#zone.history.version?.serial;
  }

  get #held(): readonly number[] {
    return [...this.#zone.description.serialsSeen, ...this.#zone.history.lostSerials];
  }
}

// Each answers the description itself when there is no news.

function withSeen(description: ZoneDescription, serial: number, last: number | undefined): ZoneDescription {
  const isAheadOfLast = (seen: number): boolean => last === undefined || isAhead(seen, last);
  const { serialsSeen } = description;
  if (!isAheadOfLast(serial) || serialsSeen.includes(serial)) return description;
  const stillAhead = serialsSeen.filter(isAheadOfLast);
  return { ...description, serialsSeen: [...stillAhead, serial].slice(-SERIALS_KEPT) };
}

function withCopy(
  description: ZoneDescription,
  secondary: string,
  found: MadeElsewhere | null,
): ZoneDescription {
  const others = description.madeElsewhere.filter((other) => other.secondary !== secondary);
  if (found === null && others.length === description.madeElsewhere.length) return description;
  return { ...description, madeElsewhere: found === null ? others : [...others, found] };
}

function withDecided(description: ZoneDescription, decided: readonly MadeElsewhere[]): ZoneDescription {
  const serials = new Set([...description.knownSerials, ...decided.map(({ serial }) => serial)]);
  const foreignKeys = new Set([...description.knownKeys, ...decided.flatMap(({ keys }) => keys)]);
  const isDecided = ({ serial, keys }: MadeElsewhere): boolean =>
    serials.has(serial) && keys.every((key) => foreignKeys.has(key));
  return {
    ...description,
    madeElsewhere: description.madeElsewhere.filter((other) => !isDecided(other)),
    knownSerials: [...serials],
    knownKeys: [...foreignKeys],
  };
}
