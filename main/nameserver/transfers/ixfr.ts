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
  | { readonly kind: 'incremental'; readonly groups: readonly RecordGroup[] }
  /** History is missing, or longer than the zone itself (RFC 1995 §2, §5). */
  | { readonly kind: 'whole' };

export function planIxfr(version: ServedVersion, heldSerial: number): IxfrPlan {
  if (!isAhead(version.serial, heldSerial)) return { kind: 'up-to-date' };
  const steps = version.differencesSince(heldSerial);
  if (steps === undefined || steps.length === 0) return { kind: 'whole' };
  const soa = apexSoa(version.contents);
  const groups: RecordGroup[] = [soa];
  let records = 2;
  for (const step of steps) {
    const differences = stepGroups(step);
    // A step without its SOAs cannot be told; the history is not what it should be.
    if (differences === undefined) return { kind: 'whole' };
    for (const group of differences) records += group.rdatas.length;
    if (records > version.contents.recordCount) return { kind: 'whole' };
    groups.push(...differences);
  }
  return { kind: 'incremental', groups: [...groups, soa] };
}

function stepGroups(step: VersionDifference): readonly RecordGroup[] | undefined {
  const soa = step.changes.find(({ type }) => type === TYPE.SOA);
  if (soa?.before === undefined || soa.after === undefined) return undefined;
  const others = step.changes.filter((change) => change !== soa);
  const removed = others.flatMap((change) => onlyIn(change.before, change.after, change));
  const added = others.flatMap((change) => onlyIn(change.after, change.before, change));
  return [soa.before, ...removed, soa.after, ...added];
}

/** The records of `here` that `there` has not, its TTL being part of a record: none or one group. */
function onlyIn(
  here: RRset | undefined,
  there: RRset | undefined,
  { type }: RRsetChange,
): readonly RecordGroup[] {
  if (here === undefined) return [];
  // An RRSIG carries its TTL in its data (see recordTtlSeconds): the set's is none of its own.
  if (there === undefined || (here.ttlSeconds !== there.ttlSeconds && type !== TYPE.RRSIG)) return [here];
  const kept = new Set<Octets>(there.rdatas);
  const rdatas = here.rdatas.filter((rdata) => !kept.has(rdata));
  return rdatas.length === 0 ? [] : [{ ...here, rdatas }];
}
