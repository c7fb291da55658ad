/**
 * What an incremental transfer holds (RFC 1995 §4): the new SOA; for each step of history the old SOA, the records that went,
 * the next SOA, the records that came; the new SOA again.
 */
import { type RecordGroup } from '../../../shared/dns/message/message-composer.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { isAhead } from '../../../shared/dns/serial.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type RRsetChange } from '../../../shared/dns/zone-contents.ts';
import { type ServedVersion, type VersionDifference } from '../served-zones.ts';
import { apexSoa } from './axfr.ts';

/** How an IXFR is answered. */
export type IxfrPlan =
  /** What the secondary holds is this version, or ahead of it: the SOA alone says so (RFC 1995 §2). */
  | { readonly kind: 'up-to-date' }
  /** Worked out as it is composed, so that a long history holds nobody up. */
  | { readonly kind: 'incremental'; readonly groups: Iterable<RecordGroup> }
  /** History is missing, or longer than the zone itself (RFC 1995 §2, §5). */
  | { readonly kind: 'whole' };

export function planIxfr(version: ServedVersion, heldSerial: number): IxfrPlan {
  if (!isAhead(version.serial, heldSerial)) return { kind: 'up-to-date' };
  const steps = version.differencesSince(heldSerial)?.map(stepOf) ?? [];
  // A step without its SOAs cannot be told: the history is not what it should be.
  if (steps.length === 0 || !steps.every((step) => step !== undefined)) return { kind: 'whole' };
  return isShorter(steps, version.contents.recordCount)
    ? { kind: 'incremental', groups: ixfrGroups(apexSoa(version.contents), steps) }
    : { kind: 'whole' };
}

/** One step of history, the two SOAs taken out. */
interface Step {
  readonly before: RRset;
  readonly after: RRset;
  readonly changes: readonly RRsetChange[];
}

function stepOf({ changes }: VersionDifference): Step | undefined {
  const soa = changes.find(({ type }) => type === TYPE.SOA);
  if (soa?.before === undefined || soa.after === undefined) return undefined;
  return { before: soa.before, after: soa.after, changes };
}

function* ixfrGroups(soa: RRset, steps: readonly Step[]): Generator<RecordGroup> {
  yield soa;
  for (const { before, after, changes } of steps) {
    yield before;
    for (const change of changes)
      if (change.type !== TYPE.SOA) yield* onlyIn(change.before, change.after, change.type);
    yield after;
    for (const change of changes)
      if (change.type !== TYPE.SOA) yield* onlyIn(change.after, change.before, change.type);
  }
  yield soa;
}

/** True when the steps hold fewer records than the zone. */
function isShorter(steps: readonly Step[], zoneRecords: number): boolean {
  let records = 0;
  for (const { changes } of steps)
    for (const change of changes) {
      records += recordsOf(change);
      if (records > zoneRecords) return false;
    }
  return true;
}

function recordsOf({ before, after, type }: RRsetChange): number {
  const groups = [...onlyIn(before, after, type), ...onlyIn(after, before, type)];
  return groups.reduce((sum, { rdatas }) => sum + rdatas.length, 0);
}

/** The records of `here` that `there` has not, its TTL being part of a record: none or one group. */
function onlyIn(here: RRset | undefined, there: RRset | undefined, type: number): readonly RecordGroup[] {
  if (here === undefined) return [];
  // An RRSIG carries its TTL in its data (see recordTtlSeconds): the set's is none of its own.
  if (there === undefined || (here.ttlSeconds !== there.ttlSeconds && type !== TYPE.RRSIG)) return [here];
  const kept = new Set<Octets>(there.rdatas);
  const rdatas = here.rdatas.filter((rdata) => !kept.has(rdata));
  return rdatas.length === 0 ? [] : [{ ...here, rdatas }];
}
