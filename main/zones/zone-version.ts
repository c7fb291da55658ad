/** A version as it is served: an immutable state of a zone under one SOA serial (DESIGN §1). */
import { type RRsetChange, type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type ServedState } from './version-blob.ts';
import { type VersionRecord } from './version-lines.ts';
import { type ZoneState } from './zone-state.ts';

/** One step of history, as IXFR tells it (RFC 1995 §4). */
export interface VersionDifference {
  readonly fromSerial: number;
  readonly toSerial: number;
  readonly changes: readonly RRsetChange[];
}

/** The name server's ServedVersion is satisfied by this. */
export class ZoneVersion implements ServedState {
  readonly record: VersionRecord;
  /** The owner's records. */
  readonly state: ZoneState;
  /** What is served: with DNSSEC's records where the zone is signed. */
  readonly contents: ZoneContents;
  readonly #differences: RecentDifferences;

  constructor(record: VersionRecord, { state, served }: ServedState, differences: RecentDifferences) {
    this.record = record;
    this.state = state;
    this.contents = served;
    this.#differences = differences;
  }

  get serial(): number {
    return this.record.serial;
  }

  get served(): ZoneContents {
    return this.contents;
  }

  /** How to come from `serial` to this version, oldest step first; undefined when that is not at hand. */
  differencesSince(serial: number): readonly VersionDifference[] | undefined {
    return this.#differences.between(serial, this.serial);
  }
}

/**
 * The newest differences, kept in memory: as many as are together no larger than the zone, for a longer way is no shorter
 * than the whole zone.
 */
export class RecentDifferences {
  readonly #isOthers: (serial: number) => boolean;
  #differences: VersionDifference[] = [];
  #sets = 0;

  /** `isOthers`: a serial under which another computer handed out something else, so that no difference fits it. */
  constructor(isOthers: (serial: number) => boolean = () => false) {
    this.#isOthers = isOthers;
  }

  /** Adds the newest one. */
  add(difference: VersionDifference, rrsetCount: number): void {
    this.#differences.push(difference);
    this.#sets += difference.changes.length;
    while (this.#differences.length > 1 && this.#sets > roomFor(rrsetCount))
      this.#sets -= this.#differences.shift()?.changes.length ?? 0;
  }

  /** Puts one before the oldest; false when there is no room for it, or when those between are gone. */
  addOlder(difference: VersionDifference, rrsetCount: number): boolean {
    const oldest = this.#differences[0];
    if (oldest !== undefined && oldest.fromSerial !== difference.toSerial) return false;
    if (this.#sets + difference.changes.length > roomFor(rrsetCount)) return false;
    this.#differences.unshift(difference);
    this.#sets += difference.changes.length;
    return true;
  }

  between(fromSerial: number, toSerial: number): readonly VersionDifference[] | undefined {
    const end = this.#differences.findLastIndex((difference) => difference.toSerial === toSerial);
    if (fromSerial === toSerial) return [];
    if (this.#isOthers(fromSerial)) return undefined;
    const start = this.#differences.findLastIndex(
      (difference, i) => i <= end && difference.fromSerial === fromSerial,
    );
    return start < 0 || end < 0 ? undefined : this.#differences.slice(start, end + 1);
  }
}

/** Small zones may keep a few more: their differences cost nothing. */
const roomFor = (rrsetCount: number): number => Math.max(rrsetCount, 1000);
