/**
 * Records from elsewhere (a zone file, a transfer) on their way into a zone of ours: another server's signatures and what
 * belongs to them stay behind, for the keys that made them are not here.
 */
import { type Name } from '../../shared/dns/name.ts';
import { type RRset } from '../../shared/dns/rrset.ts';
import { printRdata } from '../../shared/dns/rdata/registry.ts';
import { isSingular, TYPE, typeToText } from '../../shared/dns/types.ts';
import { ZoneContents, type ZoneNode } from '../../shared/dns/zone-contents.ts';
import { madeTypes } from '../dnssec/signing/standing.ts';
import { setKey, withoutRepeats, type RecordSet, type RecordSetEdit } from './record-set.ts';
import { mapInTurns, sortInTurns, Turn } from './turn.ts';
import { type ZoneState } from './zone-state.ts';

/** The keys that signed a zone where it came from. */
export interface SignedElsewhere {
  /** The DNSKEY set at the apex: rdata as text, sorted. */
  readonly keys: readonly string[];
  /** The largest TTL there: for how long caches may have something of it. */
  readonly ttlSeconds: number;
}

export interface ImportedRecords {
  readonly contents: ZoneContents;
  /** Sets left out, by type: another server's DNSSEC records, and a ZONEMD that would not match any more (RFC 8976 §2). */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Null where no DNSKEY was among them. */
  readonly signedElsewhere: SignedElsewhere | null;
}

/** BIND's notes on how far it has signed a zone (`sig-signing-type`), of a type for private use that it hands out with it. */
const BIND_SIGNING = 65534;
const OTHERS_WORK: ReadonlySet<number> = new Set([TYPE.ZONEMD, BIND_SIGNING]);

/** Whether a set belongs to another server's signatures, or is a digest that would not match any more. */
export function isLeftBehind(origin: Name, { owner, type }: Pick<RRset, 'owner' | 'type'>): boolean {
  return (OTHERS_WORK.has(type) && owner.equals(origin)) || madeTypes(owner, origin).has(type);
}

/** What of these sets the zone takes over. */
export async function importRecords(origin: Name, rrsets: Iterable<RRset>): Promise<ImportedRecords> {
  const turn = new Turn();
  const kept: RRset[] = [];
  const leftOut: Record<string, number> = {};
  let keys: readonly string[] = [];
  let ttlSeconds = 0;
  for (const rrset of rrsets) {
    ttlSeconds = Math.max(ttlSeconds, rrset.ttlSeconds);
    if (isLeftBehind(origin, rrset)) {
      const type = typeToText(rrset.type);
      leftOut[type] = (leftOut[type] ?? 0) + 1;
      if (rrset.type === TYPE.DNSKEY) keys = keyTexts(rrset);
    } else kept.push(rrset);
    if (turn.isOver) await turn.pass();
  }
  const signedElsewhere = keys.length === 0 ? null : { keys, ttlSeconds };
  return { contents: await contentsOf(origin, kept, turn), leftOut, signedElsewhere };
}

const keyTexts = ({ rdatas }: RRset): readonly string[] =>
  rdatas.map((rdata) => printRdata(TYPE.DNSKEY, rdata)).sort();

/** Contents from record sets in any order, each (name, type) once, in slices. */
async function contentsOf(origin: Name, rrsets: readonly RRset[], turn: Turn): Promise<ZoneContents> {
  const sorted = await sortInTurns(rrsets, byNameAndType, turn);
  const nodes: ZoneNode[] = [];
  for (let at = 0; at < sorted.length;) {
    const start = at;
    const { owner } = sorted[start];
    while (at < sorted.length && sorted[at].owner.equals(owner)) at++;
    nodes.push({ owner, rrsets: sorted.slice(start, at) });
    if (turn.isOver) await turn.pass();
  }
  await turn.pass();
  return ZoneContents.fromSortedNodes(origin, nodes);
}

function byNameAndType(x: RRset, y: RRset): number {
  return x.owner.compare(y.owner) || x.type - y.type;
}

/** The edits that make a zone's served records those of `contents`; comments and disabled values of sets that stay, stay. */
export async function replacingEdits(state: ZoneState, contents: ZoneContents): Promise<RecordSetEdit[]> {
  const turn = new Turn();
  const edits: RecordSetEdit[] = [];
  for (const { owner, type, after } of contents.differencesFrom(state.contents)) {
    const present = state.set(owner, type);
    const wished =
      after === undefined
        ? undefined
        : {
            ttlSeconds: after.ttlSeconds,
            rdatas: after.rdatas,
            disabledRdatas: present?.disabledRdatas ?? [],
            comment: present?.comment ?? '',
          };
    edits.push({ owner, type, wished });
    if (turn.isOver) await turn.pass();
  }
  return edits;
}

/** The edits that add records to what is there: values join their set, whose TTL becomes the pasted one's. */
export function joiningEdits(state: ZoneState, rrsets: Iterable<RRset>): Promise<RecordSetEdit[]> {
  return mapInTurns(rrsets, ({ owner, type, ttlSeconds, rdatas }): RecordSetEdit => {
    const added = { ttlSeconds, rdatas, disabledRdatas: [], comment: '' };
    return { owner, type, wished: joined(type, state.set(owner, type), added) };
  });
}

/** The same for edits that were typed; a set that they replace is none that is there. */
export function joinedEdits(state: ZoneState, edits: readonly RecordSetEdit[]): RecordSetEdit[] {
  const replaced = new Set(
    edits.filter(({ wished }) => wished === undefined).map(({ owner, type }) => setKey(owner, type)),
  );
  return edits.map(({ owner, type, wished }) => {
    const present = replaced.has(setKey(owner, type)) ? undefined : state.set(owner, type);
    return { owner, type, wished: wished && joined(type, present, wished) };
  });
}

/** One set with another's values, each once; a comment stays unless there is a new one. */
function joined(type: number, present: RecordSet | undefined, added: RecordSet): RecordSet {
  if (present === undefined) return withoutRepeats(added);
  return withoutRepeats({
    ttlSeconds: added.ttlSeconds,
    // Where one is all that may stand, it takes the other's place.
    rdatas: isSingular(type) ? added.rdatas : [...present.rdatas, ...added.rdatas],
    disabledRdatas: [...present.disabledRdatas, ...added.disabledRdatas],
    comment: added.comment || present.comment,
  });
}
