/** Zones as the API shows them: the fields of PowerDNS, and the record sets, made while they are sent. */
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { typeToText } from '../../shared/dns/types.ts';
import { serialOf } from '../zones/apex-soa.ts';
import type { RecordSet } from '../zones/record-set.ts';
import { Turn } from '../zones/turn.ts';
import type { ZoneState } from '../zones/zone-state.ts';
import type { Zone } from '../zones/zone.ts';
import type { ZoneNotes } from './api-notes.ts';
import { printJson, type JsonObject } from './json.ts';
import { idOf } from './names.ts';
import { contentOf } from './record-content.ts';
import { arrayTexts, textPieces } from './text-pieces.ts';
import { seenByTools } from './tool-writer.ts';
import { keysOf } from './zone-access.ts';

/** What is said of a zone beside its own records. */
export interface ZoneFactsForTools {
  readonly notes: ZoneNotes;
  readonly secured: boolean;
  readonly nsec3param: string;
  /** The serial that the last session handed out; 0 for none. */
  readonly notifiedSerial: number;
}

/** A zone in a list. */
export function zoneInfo(zone: Zone, facts: ZoneFactsForTools, withDnssec: boolean): JsonObject {
  const id = idOf(zone.nameText);
  const serial = serialOf(seenByTools(zone)) ?? 0;
  return {
    account: facts.notes.account,
    catalog: '',
    id,
    kind: zone.settings.kind === 'primary' ? 'Master' : 'Native',
    last_check: 0,
    masters: facts.notes.masters,
    name: zone.nameText,
    notified_serial: facts.notifiedSerial,
    serial,
    url: `/api/v1/servers/localhost/zones/${id}`,
    ...(withDnssec ? { dnssec: facts.secured, edited_serial: serial } : {}),
  };
}

/** The fields that only a single zone has, its sets aside. */
export function zoneDetail(zone: Zone, facts: ZoneFactsForTools): JsonObject {
  const { notes } = facts;
  return {
    ...zoneInfo(zone, facts, true),
    api_rectify: notes.apiRectify,
    master_tsig_key_ids: keysOf(zone.settings).map(idOf),
    nsec3narrow: false,
    nsec3param: facts.nsec3param,
    slave_tsig_key_ids: [],
    soa_edit: notes.soaEdit,
    soa_edit_api: notes.soaEditApi,
  };
}

/** Which sets are asked for. */
export interface SetFilter {
  readonly owner?: Name;
  readonly type?: number;
  readonly includeDisabled: boolean;
}

/** A set with its name and type. */
export interface Entry {
  readonly owner: Name;
  readonly type: number;
  readonly set: RecordSet;
}

/** The sets that a filter leaves, in canonical order of their owners, those of disabled values only included. */
export function* setsOf(state: ZoneState, { owner, type, includeDisabled }: SetFilter): Generator<Entry> {
  const wanted = (found: number): boolean => type === undefined || found === type;
  const nodes = owner === undefined ? state.contents.nodes() : [state.contents.node(owner) ?? []].flat();
  for (const node of nodes)
    for (const rrset of node.rrsets)
      if (wanted(rrset.type)) {
        const set = state.set(node.owner, rrset.type) as RecordSet;
        yield {
          owner: node.owner,
          type: rrset.type,
          set: includeDisabled ? set : { ...set, disabledRdatas: [] },
        };
      }
  if (!includeDisabled) return;
  for (const [, note] of state.notes.entries()) {
    const isElsewhere = owner !== undefined && !note.owner.equals(owner);
    if (isElsewhere || !wanted(note.type) || state.contents.rrset(note.owner, note.type) !== undefined)
      continue;
    yield { owner: note.owner, type: note.type, set: state.set(note.owner, note.type) as RecordSet };
  }
}

/** One set. Values in order of their text; `modifiedAt` in seconds stands for the one comment that we keep. */
export function setJson({ owner, type, set }: Entry, modifiedAt: number): JsonObject {
  const records = [
    ...set.rdatas.map((rdata) => ({ content: contentOf(type, rdata), disabled: false })),
    ...set.disabledRdatas.map((rdata) => ({ content: contentOf(type, rdata), disabled: true })),
  ];
  records.sort((a, b) => (a.content < b.content ? -1 : 1));
  const comments = set.comment === '' ? [] : set.comment.split('\n');
  return {
    comments: comments.map((content) => ({ account: '', content, modified_at: modifiedAt })),
    name: printName(owner),
    records,
    ttl: set.ttlSeconds,
    type: typeToText(type),
  };
}

/** A zone's JSON in pieces: its sets are printed one slice at a time, while what went before is sent. */
export async function* zoneText(
  zone: Zone,
  facts: ZoneFactsForTools,
  asked: { readonly sets: boolean; readonly count: boolean; readonly filter: SetFilter },
): AsyncGenerator<string> {
  const turn = new Turn();
  const state = seenByTools(zone);
  const detail: JsonObject = {
    ...zoneDetail(zone, facts),
    ...(asked.sets || asked.count ? { record_count: await countRecords(state, asked.filter, turn) } : {}),
  };
  if (!asked.sets) {
    yield printJson(detail);
    return;
  }
  // `rrsets` stands between its neighbours of the alphabet: whatever is before it, itself, whatever is after.
  const before = Object.fromEntries(Object.entries(detail).filter(([key]) => key < 'rrsets'));
  const after = Object.fromEntries(Object.entries(detail).filter(([key]) => key > 'rrsets'));
  const modifiedAt = Math.floor((zone.version?.record.at ?? 0) / 1000);
  const sets = setsJson(state, asked.filter, modifiedAt);
  const head = `${printJson(before).slice(0, -1)}, "rrsets": `;
  yield* textPieces(arrayTexts(sets, head, `, ${printJson(after).slice(1)}`));
}

function* setsJson(state: ZoneState, filter: SetFilter, modifiedAt: number): Generator<JsonObject> {
  for (const entry of setsOf(state, filter)) yield setJson(entry, modifiedAt);
}

async function countRecords(state: ZoneState, filter: SetFilter, turn: Turn): Promise<number> {
  let count = 0;
  for (const { set } of setsOf(state, filter)) {
    count += set.rdatas.length + set.disabledRdatas.length;
    if (turn.isOver) await turn.pass();
  }
  return count;
}

/** A zone as lines of `name TTL IN type content`, tabs between; disabled values are not in it. */
export const exportLines = (state: ZoneState): AsyncGenerator<string> => textPieces(linesOf(state));

function* linesOf(state: ZoneState): Generator<string> {
  for (const { owner, type, ttlSeconds, rdatas } of state.contents.rrsets()) {
    const head = `${printName(owner)}\t${ttlSeconds}\tIN\t${typeToText(type)}\t`;
    for (const rdata of rdatas) yield `${head}${contentOf(type, rdata)}\n`;
  }
}
