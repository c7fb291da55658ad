/**
 * The record sets of a zone as PowerDNS has them → ours, disabled values and comments included. What cannot be served or
 * read is told record by record, and left out.
 */
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { Name } from '../../shared/dns/name.ts';
import { scanName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import type { RRset } from '../../shared/dns/rrset.ts';
import { ScanError } from '../../shared/dns/scan-error.ts';
import { TYPE, typeFromText } from '../../shared/dns/types.ts';
import { scanRdataText } from '../../shared/dns/zone-file/rdata-text.ts';
import type { PdnsRecordFault } from '../../shared/model/pdns-import.ts';
import { arrayMember, booleanMember, textMember, type Json } from '../pdns-api/json.ts';
import { contentText } from '../pdns-api/record-content.ts';
import { isLeftBehind } from '../zones/import-records.ts';
import { OrderedMap } from '../zones/ordered-map.ts';
import { notesPart, setKey, withoutRepeats, type SetNotes } from '../zones/record-set.ts';
import { Turn } from '../zones/turn.ts';
import { numberMember } from './fetch-zone.ts';

export interface PdnsRecords {
  /** What is served there, DNSSEC records included. */
  readonly rrsets: readonly RRset[];
  readonly notes: OrderedMap<SetNotes>;
  readonly faults: readonly PdnsRecordFault[];
  /** Disabled values, and sets with a comment, among the notes. */
  readonly disabled: number;
  readonly comments: number;
}

type FaultReason = PdnsRecordFault['reason'];
interface Sent {
  readonly owner: Name;
  readonly type: number;
  readonly ttlSeconds: number;
  readonly rdatas: Octets[];
  readonly disabledRdatas: Octets[];
  readonly comment: string;
}

const TTL_MOST = 0x7fffffff; // RFC 2181 §8

/** Reads the `rrsets` of a zone's document, in slices. */
export async function readPdnsRecords(origin: Name, document: Json): Promise<PdnsRecords> {
  const turn = new Turn();
  const faults: PdnsRecordFault[] = [];
  const sets = new Map<string, Sent>();
  for (const json of arrayMember(document, 'rrsets') ?? []) {
    const set = readSet(origin, json, faults);
    if (set !== undefined) join(sets, set);
    if (turn.isOver) await turn.pass();
  }
  const rrsets: RRset[] = [];
  const notes: [string, SetNotes][] = [];
  for (const [key, { owner, type, ...sent }] of sets) {
    const wished = withoutRepeats(sent);
    if (wished.rdatas.length > 0)
      rrsets.push({ owner, type, ttlSeconds: wished.ttlSeconds, rdatas: wished.rdatas });
    const noted = notesPart({ owner, type, wished });
    if (noted !== undefined && !isLeftBehind(origin, noted)) notes.push([key, noted]);
    if (turn.isOver) await turn.pass();
  }
  return {
    rrsets,
    notes: OrderedMap.from(notes),
    faults,
    disabled: notes.reduce((sum, [, { disabledRdatas }]) => sum + disabledRdatas.length, 0),
    comments: notes.filter(([, { comment }]) => comment !== '').length,
  };
}

/** One set; undefined when nothing of it can be taken. */
function readSet(origin: Name, json: Json, faults: PdnsRecordFault[]): Sent | undefined {
  const ownerText = textMember(json, 'name') ?? '';
  const typeText = textMember(json, 'type') ?? '';
  const records = arrayMember(json, 'records') ?? [];
  const fault = (record: Json, reason: FaultReason): void =>
    void faults.push({
      owner: ownerText,
      type: typeText,
      content: textMember(record, 'content') ?? '',
      reason,
    });
  const owner = scanName(utf8Encode(ownerText));
  const type = typeFromText(typeText);
  const reason = setFault(origin, owner, typeText, type);
  if (reason !== undefined || typeof owner === 'string' || type === undefined) {
    for (const record of records) fault(record, reason ?? { code: 'unknown-type' });
    return undefined;
  }
  const rdatas: Octets[] = [];
  const disabledRdatas: Octets[] = [];
  for (const record of records) {
    const rdata = readRdata(type, textMember(record, 'content') ?? '');
    if (typeof rdata !== 'string') fault(record, rdata);
    else if (booleanMember(record, 'disabled') === true) disabledRdatas.push(rdata);
    else rdatas.push(rdata);
  }
  if (rdatas.length + disabledRdatas.length === 0) return undefined;
  const ttlSeconds = Math.min(numberMember(json, 'ttl') ?? 0, TTL_MOST);
  return { owner: owner.toLowerCase(), type, ttlSeconds, rdatas, disabledRdatas, comment: commentOf(json) };
}

/** Why no record of a set can be taken. */
function setFault(
  origin: Name,
  owner: Name | string,
  typeText: string,
  type: number | undefined,
): FaultReason | undefined {
  if (typeText === 'LUA') return { code: 'lua' };
  if (typeText === 'ALIAS') return { code: 'alias' };
  if (type === undefined || type === 0) return { code: 'unknown-type' };
  if (type === TYPE.OPT || (type >= TYPE.TKEY && type <= TYPE.ANY)) return { code: 'message-type' };
  if (typeof owner === 'string') return { code: 'bad-owner' };
  return owner.isAtOrBelow(origin) ? undefined : { code: 'out-of-zone' };
}

function readRdata(type: number, content: string): Octets | FaultReason {
  try {
    return scanRdataText(type, contentText(type, content), Name.root);
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    return { code: 'unreadable', expected: error.expected, found: error.found };
  }
}

/** The owner's one comment of a set, of the several that PowerDNS has: one a line. */
function commentOf(json: Json): string {
  const comments = (arrayMember(json, 'comments') ?? []).map(
    (comment) => textMember(comment, 'content') ?? '',
  );
  return comments
    .map((text) => text.replaceAll('\n', ' '))
    .filter(Boolean)
    .join('\n');
}

/** Names differing in case only are one name. */
function join(sets: Map<string, Sent>, set: Sent): void {
  const key = setKey(set.owner, set.type);
  const before = sets.get(key);
  if (before === undefined) sets.set(key, set);
  else {
    before.rdatas.push(...set.rdatas);
    before.disabledRdatas.push(...set.disabledRdatas);
  }
}
