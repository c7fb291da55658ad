/** A record set as its owner keeps it: what is served, and beside it what is not (disabled values, a comment). */
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { type RRset, sameMembers } from '../../shared/dns/rrset.ts';
import { mapInTurns } from './turn.ts';

/** The whole state of one (owner, type). At least one value, enabled or disabled; rdatas are plain wire forms. */
export interface RecordSet {
  readonly ttlSeconds: number;
  readonly rdatas: readonly Octets[];
  /** Kept, never served, never counted as existing. */
  readonly disabledRdatas: readonly Octets[];
  readonly comment: string;
}

/** What the owner wants of one set: its whole new state, or undefined to remove it. The unit of editing. */
export interface RecordSetEdit {
  readonly owner: Name;
  readonly type: number;
  readonly wished: RecordSet | undefined;
}

/** How one set differs between two states of a zone. */
export interface RecordSetChange {
  readonly owner: Name;
  readonly type: number;
  readonly before: RecordSet | undefined;
  readonly after: RecordSet | undefined;
}

/** What DNS does not carry of a set. `ttlSeconds` only where no enabled value holds it. */
export interface SetNotes {
  readonly owner: Name;
  readonly type: number;
  readonly comment: string;
  readonly disabledRdatas: readonly Octets[];
  readonly ttlSeconds: number | undefined;
}

/**
 * The key of (owner, type). Keys sort as owners in canonical order (RFC 4034 §6.1), then types: no label's order key
 * starts with a zero octet, so a name's own sets come before those below it.
 */
export function setKey(owner: Name, type: number): string {
  return `${owner.order}\0${String.fromCharCode(type >> 8, type & 255)}`;
}

/** The set's two halves as one, or undefined when there is neither. */
export function joinSet(rrset: RRset | undefined, notes: SetNotes | undefined): RecordSet | undefined {
  if (rrset === undefined && notes === undefined) return undefined;
  return {
    ttlSeconds: rrset?.ttlSeconds ?? notes?.ttlSeconds ?? 0,
    rdatas: rrset?.rdatas ?? [],
    disabledRdatas: notes?.disabledRdatas ?? [],
    comment: notes?.comment ?? '',
  };
}

/** What is served of a wished state. */
export function servedPart({ owner, type, wished }: RecordSetEdit): RRset | undefined {
  if (wished === undefined || wished.rdatas.length === 0) return undefined;
  return { owner, type, ttlSeconds: wished.ttlSeconds, rdatas: wished.rdatas };
}

/** What is not served of a wished state. A comment does not outlive its set. */
export function notesPart({ owner, type, wished }: RecordSetEdit): SetNotes | undefined {
  if (wished === undefined || wished.rdatas.length + wished.disabledRdatas.length === 0) return undefined;
  const { comment, disabledRdatas, rdatas } = wished;
  if (comment === '' && disabledRdatas.length === 0) return undefined;
  return {
    owner,
    type,
    comment,
    disabledRdatas,
    ttlSeconds: rdatas.length > 0 ? undefined : wished.ttlSeconds,
  };
}

/** The same whole state; the order of values does not count. */
export function sameSet(a: RecordSet | undefined, b: RecordSet | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return (
    a.ttlSeconds === b.ttlSeconds &&
    a.comment === b.comment &&
    sameMembers(a.rdatas, b.rdatas) &&
    sameMembers(a.disabledRdatas, b.disabledRdatas)
  );
}

/** The edits that lead to where changes lead. */
export const editsForth = (changes: readonly RecordSetChange[]): Promise<RecordSetEdit[]> =>
  mapInTurns(changes, ({ owner, type, after }) => ({ owner, type, wished: after }));

/** The edits that take changes back. */
export const editsBack = (changes: readonly RecordSetChange[]): Promise<RecordSetEdit[]> =>
  mapInTurns(changes, ({ owner, type, before }) => ({ owner, type, wished: before }));

/** A wished state with each value once: an enabled value wins over the same one disabled. */
export function withoutRepeats(set: RecordSet): RecordSet {
  const enabled = new Set(set.rdatas);
  const disabled = new Set(set.disabledRdatas.filter((rdata) => !enabled.has(rdata)));
  if (enabled.size === set.rdatas.length && disabled.size === set.disabledRdatas.length) return set;
  return { ...set, rdatas: [...enabled], disabledRdatas: [...disabled] };
}
