/**
 * What a version's file holds: the owner's records and, where that is not the same (a signed zone), what is served.
 *
 * Layout: one octet of flags (1 = plain before, 2 = plain after), length of the first part in eight octets, the first part
 * (sets of the owner's records), the second (served sets; empty where all is plain). A *difference* holds changes with
 * both sides, so that it can be gone through forwards and backwards; a *snapshot* holds `after` sides only, its second
 * part what to change in the contents to get what is served.
 */
import { sameRRset } from '../../shared/dns/rrset.ts';
import { type RRsetChange, type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type Name } from '../../shared/dns/name.ts';
import { packSets, setsIn, unpackSets } from './packed-sets.ts';
import { editsForth, joinSet, servedPart, type RecordSetChange } from './record-set.ts';
import { mapInTurns, Turn } from './turn.ts';
import { ZoneState } from './zone-state.ts';

/** A zone's records and what is served of them; the same contents unless something (DNSSEC) is derived. */
export interface ServedState {
  readonly state: ZoneState;
  readonly served: ZoneContents;
}

/** How a version differs from the one before it. */
export interface VersionChanges {
  readonly state: readonly RecordSetChange[];
  readonly served: readonly RRsetChange[];
  /** Whether what is served was the owner's contents themselves, before and after. */
  readonly plainBefore: boolean;
  readonly plainAfter: boolean;
}

/** The changes from one state to the next, in slices. */
export async function changesBetween(before: ServedState, after: ServedState): Promise<VersionChanges> {
  const state = await after.state.changesFrom(before.state);
  const plain = { plainBefore: isPlain(before), plainAfter: isPlain(after) };
  if (plain.plainBefore && plain.plainAfter) return { state, served: await servedChanges(state), ...plain };
  const turn = new Turn();
  const served: RRsetChange[] = [];
  for (const change of after.served.differencesFrom(before.served)) {
    served.push(change);
    if (turn.isOver) await turn.pass();
  }
  return { state, served, ...plain };
}

/** The bytes of a difference. */
export async function packDifference(changes: VersionChanges): Promise<Buffer> {
  const plain = changes.plainBefore && changes.plainAfter;
  const served = plain ? NOTHING : await packSets(asSets(changes.served));
  return join(changes, await packSets(changes.state), served);
}

export async function unpackDifference(bytes: Buffer): Promise<VersionChanges> {
  const { first, second, ...plain } = split(bytes);
  const state = await unpackSets(first);
  if (plain.plainBefore && plain.plainAfter) return { state, served: await servedChanges(state), ...plain };
  return { state, served: await mapInTurns(await unpackSets(second), asServedChange), ...plain };
}

/** The bytes of a snapshot. */
export async function packSnapshot(version: ServedState): Promise<Buffer> {
  const plain = isPlain(version);
  const sets = await packSets(allSets(version.state));
  const derived = plain ? [] : version.served.differencesFrom(version.state.contents);
  return join({ plainBefore: true, plainAfter: plain }, sets, await packSets(asSets(derived)));
}

export async function unpackSnapshot(bytes: Buffer, origin: Name): Promise<ServedState> {
  const { first, second, plainAfter } = split(bytes);
  const state = await ZoneState.fromSorted(origin, setsIn(first));
  const derived = plainAfter ? [] : await unpackSets(second);
  return { state, served: plainAfter ? state.contents : await applyServed(state.contents, derived) };
}

/** The state that changes lead to. */
export async function applyChanges(before: ServedState, changes: VersionChanges): Promise<ServedState> {
  const state = await before.state.withAll(await editsForth(changes.state));
  if (changes.plainAfter) return { state, served: state.contents };
  return { state, served: await applyServed(before.served, [...asSets(changes.served)]) };
}

/** Nothing is derived: what is served is the owner's contents themselves. */
const isPlain = ({ state, served }: ServedState): boolean => served === state.contents;

function servedChanges(changes: readonly RecordSetChange[]): Promise<readonly RRsetChange[]> {
  return mapInTurns(changes, (change) => {
    const served = asServedChange(change);
    const { before, after } = served;
    const same = before === undefined || after === undefined ? before === after : sameRRset(before, after);
    return same ? undefined : served;
  });
}

async function applyServed(
  contents: ZoneContents,
  changes: readonly RecordSetChange[],
): Promise<ZoneContents> {
  return (await new ZoneState(contents).withAll(await editsForth(changes))).contents;
}

function asServedChange({ owner, type, before, after }: RecordSetChange): RRsetChange {
  return {
    owner,
    type,
    before: servedPart({ owner, type, wished: before }),
    after: servedPart({ owner, type, wished: after }),
  };
}

function* asSets(changes: Iterable<RRsetChange>): Generator<RecordSetChange> {
  for (const { owner, type, before, after } of changes)
    yield { owner, type, before: joinSet(before, undefined), after: joinSet(after, undefined) };
}

/** Served sets in canonical order, then by type; then those that are not served. `unpackSnapshot` relies on it. */
function* allSets(state: ZoneState): Generator<RecordSetChange> {
  const { contents, notes } = state;
  for (const { owner, type } of contents.rrsets())
    yield { owner, type, before: undefined, after: state.set(owner, type) };
  for (const [, { owner, type }] of notes.entries())
    if (contents.rrset(owner, type) === undefined)
      yield { owner, type, before: undefined, after: state.set(owner, type) };
}

type Plain = Pick<VersionChanges, 'plainBefore' | 'plainAfter'>;

const HEADER_OCTETS = 9;
const NOTHING = Buffer.alloc(0);

function join({ plainBefore, plainAfter }: Plain, first: Buffer, second: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_OCTETS);
  header.writeUInt8((plainBefore ? 1 : 0) | (plainAfter ? 2 : 0));
  header.writeBigUInt64BE(BigInt(first.length), 1);
  return Buffer.concat([header, first, second]);
}

function split(bytes: Buffer): Plain & { readonly first: Buffer; readonly second: Buffer } {
  const flags = bytes.readUInt8(0);
  const end = HEADER_OCTETS + Number(bytes.readBigUInt64BE(1));
  return {
    plainBefore: (flags & 1) !== 0,
    plainAfter: (flags & 2) !== 0,
    first: bytes.subarray(HEADER_OCTETS, end),
    second: bytes.subarray(end),
  };
}
