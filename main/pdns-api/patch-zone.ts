/**
 * PATCH of a zone: changes to record sets, in the order of the array, each seeing those before it; all or nothing
 * (FIELD §5.3). Pure: from a zone's state to the edits that the changes come to.
 */
import type { Octets } from '../../shared/dns/octets.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { setKey, type RecordSet, type RecordSetEdit } from '../zones/record-set.ts';
import { Turn } from '../zones/turn.ts';
import type { ZoneState } from '../zones/zone-state.ts';
import { JsonFault, refusedSets, Unprocessable } from './api-error.ts';
import { setRefusals, type CheckOptions } from './check-sets.ts';
import { arrayMember, requiredText, requiredUnsigned, type Json } from './json.ts';
import {
  sentRecords,
  sentSet,
  setHead,
  writesUnchanged,
  type SentRecord,
  type SetHead,
} from './set-input.ts';

const CHANGES = ['DELETE', 'REPLACE', 'PRUNE', 'EXTEND'] as const;
type Change = (typeof CHANGES)[number];

interface Request {
  readonly change: Change;
  readonly head: SetHead;
  readonly set: Json;
}

/** What a PATCH comes to. `changes` is false when EXTEND and PRUNE found nothing to do: then no serial is due. */
export interface Patched {
  readonly edits: readonly RecordSetEdit[];
  readonly changes: boolean;
}

/** The edits that the changes of a PATCH come to. Throws 422. */
export async function patchedSets(
  sets: readonly Json[],
  state: ZoneState,
  options: Omit<CheckOptions, 'origin'>,
): Promise<Patched> {
  const turn = new Turn();
  const requests: Request[] = [];
  const seen = new Set<string>();
  for (const set of sets) {
    requests.push(readRequest(set, state, seen));
    if (turn.isOver) await turn.pass();
  }
  const work = new Work(state, { ...options, origin: state.origin });
  for (const request of requests) {
    work.apply(request);
    if (turn.isOver) await turn.pass();
  }
  return { edits: [...work.edits.values()], changes: work.changes };
}

function readRequest(set: Json, state: ZoneState, seen: Set<string>): Request {
  const text = requiredText(set, 'changetype').toUpperCase();
  const change = CHANGES.find((known) => known === text);
  if (change === undefined) throw new Unprocessable(`Changetype '${text}' is not a valid value`);
  const head = setHead(set);
  // DELETE may name what lies outside: a poor man's way to be rid of it.
  if (change !== 'DELETE' && !head.owner.isAtOrBelow(state.origin))
    throw new Unprocessable(`RRset ${head.spoken}: Name is out of zone`);
  const key = `${change} ${setKey(head.owner, head.type)}`;
  if ((change === 'DELETE' || change === 'REPLACE') && seen.has(key))
    throw new Unprocessable(`Duplicate RRset ${head.spoken} with changetype: ${change}`);
  seen.add(key);
  return { change, head, set };
}

/** The zone's state with the changes made so far laid over it. */
class Work {
  readonly edits = new Map<string, RecordSetEdit>();
  changes = false;
  readonly #state: ZoneState;
  readonly #options: CheckOptions;
  /** By owner: the types changed so far, and whether any of their values is served then. */
  readonly #servedAt = new Map<Octets, Map<number, boolean>>();

  constructor(state: ZoneState, options: CheckOptions) {
    this.#state = state;
    this.#options = options;
  }

  apply({ change, head, set }: Request): void {
    switch (change) {
      case 'DELETE':
        this.#wish(head, undefined);
        return;
      case 'REPLACE':
        return saying('New RRsets are invalid', () => this.#replace(head, set));
      case 'PRUNE':
      case 'EXTEND':
        return saying('Submitted record is invalid', () => this.#changeOne(change, head, set));
    }
  }

  #replace(head: SetHead, json: Json): void {
    if (arrayMember(json, 'records') === undefined && arrayMember(json, 'comments') === undefined)
      throw new Unprocessable(`No change for RRset ${head.spoken}`);
    const sent = sentSet(json, head);
    const refusals = setRefusals(sent, this.#options);
    if (refusals.length > 0) throw refusedSets(refusals);
    const present = this.#set(head);
    if (sent.records === undefined) {
      // A comment alone stays with the records that are there.
      if (present !== undefined) this.#wish(head, { ...present, comment: sent.comment ?? '' });
      return;
    }
    this.#checkNeighbours(head);
    this.#wish(head, recordSet(sent.records, sent.ttlSeconds, sent.comment ?? present?.comment ?? ''));
  }

  #changeOne(change: 'PRUNE' | 'EXTEND', head: SetHead, json: Json): void {
    const items = arrayMember(json, 'records');
    if (items === undefined) throw new Unprocessable('No record provided for PRUNE or EXTEND operation');
    const ttlSeconds = requiredUnsigned(json, 'ttl');
    const records = sentRecords(items, head);
    if (records.length !== 1)
      throw new Unprocessable('Exactly one record should be provided for PRUNE or EXTEND operation');
    const [record] = records;
    const present = this.#set(head);
    const held = heldRecords(present);
    const isThere = held.some(({ rdata }) => rdata === record.rdata);
    if ((change === 'EXTEND') === isThere && !writesUnchanged(json)) return;
    const kept =
      change === 'PRUNE'
        ? held.filter(({ rdata }) => rdata !== record.rdata)
        : isThere
          ? held
          : [...held, record];
    const refusals = setRefusals({ ...head, records: kept, ttlSeconds, comment: undefined }, this.#options);
    if (change === 'EXTEND' && present !== undefined && present.ttlSeconds !== ttlSeconds)
      throw refusedSets([
        ...refusals,
        `RRset ${head.spoken}: uses a different TTL value than the remainder of the RRset`,
      ]);
    if (refusals.length > 0) throw refusedSets(refusals);
    this.#checkNeighbours(head);
    this.#wish(head, recordSet(kept, present?.ttlSeconds ?? ttlSeconds, present?.comment ?? ''));
  }

  /** Types that may not share a name (RFC 2181 §10.1, RFC 6672 §2.4), as the zone stands with the changes so far. */
  #checkNeighbours({ owner, type, spoken }: SetHead): void {
    const types = new Set(this.#state.contents.node(owner)?.rrsets.map((rrset) => rrset.type));
    for (const [edited, isServed] of this.#servedAt.get(owner.order) ?? []) {
      if (isServed) types.add(edited);
      else types.delete(edited);
    }
    types.delete(type);
    if ((type === TYPE.CNAME && types.size > 0) || types.has(TYPE.CNAME))
      throw new Unprocessable(`RRset ${spoken}: Conflicts with pre-existing RRset`);
    const both = (type === TYPE.DNAME && types.has(TYPE.NS)) || (type === TYPE.NS && types.has(TYPE.DNAME));
    if (both && !owner.equals(this.#options.origin))
      throw new Unprocessable(`RRset ${spoken}: Cannot have both NS and DNAME except in zone apex`);
  }

  #set({ owner, type }: SetHead): RecordSet | undefined {
    const edit = this.edits.get(setKey(owner, type));
    return edit === undefined ? this.#state.set(owner, type) : edit.wished;
  }

  #wish({ owner, type }: SetHead, wished: RecordSet | undefined): void {
    this.changes = true;
    if (!owner.isAtOrBelow(this.#state.origin)) return;
    this.edits.set(setKey(owner, type), { owner, type, wished });
    const types = this.#servedAt.get(owner.order) ?? new Map<number, boolean>();
    this.#servedAt.set(owner.order, types.set(type, (wished?.rdatas.length ?? 0) > 0));
  }
}

/** A set of records as the zone keeps it; none at all is no set. */
export function recordSet(
  records: readonly SentRecord[],
  ttlSeconds: number,
  comment: string,
): RecordSet | undefined {
  if (records.length === 0) return undefined;
  const of = (disabled: boolean): Octets[] =>
    records.filter((record) => record.disabled === disabled).map(({ rdata }) => rdata);
  return { ttlSeconds, rdatas: of(false), disabledRdatas: of(true), comment };
}

function heldRecords(set: RecordSet | undefined): readonly SentRecord[] {
  return [
    ...(set?.rdatas ?? []).map((rdata) => ({ rdata, disabled: false })),
    ...(set?.disabledRdatas ?? []).map((rdata) => ({ rdata, disabled: true })),
  ];
}

/** A missing member is said to be one of a set. */
export function saying<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonFault) throw new Unprocessable(`${what}: ${error.message}`);
    throw error;
  }
}
