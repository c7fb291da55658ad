/** The records of a new zone, as a body has them: as sets, as zone-file text, or made of its name servers. */
import { printName } from '../../shared/dns/name-text.ts';
import type { Name } from '../../shared/dns/name.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { ns } from '../../shared/dns/rdata/ns.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { printRdata } from '../../shared/dns/rdata/registry.ts';
import { typeToText, TYPE } from '../../shared/dns/types.ts';
import type { Finding } from '../../shared/dns/zone-rules/finding.ts';
import { findingSentence } from '../../shared/model/finding-sentences.ts';
import type { Rhythm } from '../../shared/model/zone.ts';
import { type SignedElsewhere } from '../zones/import-records.ts';
import { soaTimers } from '../zones/rhythm.ts';
import { setKey } from '../zones/record-set.ts';
import { Turn } from '../zones/turn.ts';
import { readZoneText } from '../zones/zone-text.ts';
import { readZoneTextInThread } from '../zones/zone-text-thread.ts';
import { refusedSets, Unprocessable } from './api-error.ts';
import { refusalsOf } from './check-sets.ts';
import { arrayMember, member, textMember, type Json } from './json.ts';
import { canonicalName, checkOwnerCharacters } from './names.ts';
import { saying } from './patch-zone.ts';
import { sentSet, setHead, type SentSet } from './set-input.ts';

const DEFAULT_TTL = 3600;

export interface NewZoneInput {
  /** Each (owner, type) once. */
  readonly sets: readonly SentSet[];
  /** The keys that sign the zone where it comes from; null where none were sent. */
  readonly signedElsewhere: SignedElsewhere | null;
}

/** The records of the new zone, checked. Throws 422. */
export async function newZoneInput(document: Json, zone: Name, rhythm: Rhythm): Promise<NewZoneInput> {
  const sets = arrayMember(document, 'rrsets');
  const text = textMember(document, 'zone') ?? '';
  if (sets !== undefined && text !== '')
    throw new Unprocessable('You cannot give rrsets AND zone data as text');
  const servers = nameServers(document);
  const { sets: sent, signedElsewhere } =
    text === '' ? fromElsewhere(await sentSets(sets ?? [], zone), zone) : await textSets(text, zone);
  const has = (type: number): boolean =>
    sent.some((set) => set.type === type && set.owner.equals(zone) && (set.records?.length ?? 0) > 0);
  if (servers.length > 0 && has(TYPE.NS))
    throw new Unprocessable('Nameservers list MUST NOT be mixed with zone-level NS in rrsets');
  const all = [
    ...sent,
    ...(has(TYPE.SOA) ? [] : [soaSet(zone, servers[0], rhythm, member(document, 'serial'))]),
    ...(servers.length === 0
      ? []
      : [
          made(
            zone,
            TYPE.NS,
            servers.map((nsdname) => ns.compose({ nsdname })),
          ),
        ]),
  ];
  const refusals = await refusalsOf(all, { origin: zone, underscores: false });
  if (refusals.length > 0) throw refusedSets(refusals);
  return { sets: all, signedElsewhere };
}

/** A DNSKEY set that a client sends along: its private keys are with whoever signed until now. */
function fromElsewhere(sets: readonly SentSet[], zone: Name): NewZoneInput {
  const keys = sets.find(({ owner, type }) => type === TYPE.DNSKEY && owner.equals(zone))?.records ?? [];
  if (keys.length === 0) return { sets, signedElsewhere: null };
  const ttlSeconds = Math.max(...sets.map((set) => set.ttlSeconds));
  return {
    sets,
    signedElsewhere: { keys: keys.map(({ rdata }) => printRdata(TYPE.DNSKEY, rdata)).sort(), ttlSeconds },
  };
}

/** Sets of a body, those of the same name and type joined. Throws 422. */
export async function sentSets(sets: readonly Json[], zone: Name): Promise<readonly SentSet[]> {
  const turn = new Turn();
  const joined = new Map<string, SentSet>();
  for (const json of sets) {
    const set = saying('New RRsets are invalid', () => sentSet(json, setHead(json)));
    if (!set.owner.isAtOrBelow(zone)) throw outOfZone(set.spoken);
    const key = setKey(set.owner, set.type);
    const before = joined.get(key);
    joined.set(key, before === undefined ? set : join(before, set));
    if (turn.isOver) await turn.pass();
  }
  return [...joined.values()];
}

function join(before: SentSet, set: SentSet): SentSet {
  const hasRecords = before.records !== undefined || set.records !== undefined;
  return {
    ...set,
    records: hasRecords ? [...(before.records ?? []), ...(set.records ?? [])] : undefined,
    ttlSeconds: before.records === undefined ? set.ttlSeconds : before.ttlSeconds,
    comment: set.comment ?? before.comment,
  };
}

const outOfZone = (spoken: string): Unprocessable =>
  new Unprocessable(`RRset ${spoken}: Name is out of zone`);

function nameServers(document: Json): readonly Name[] {
  const value = member(document, 'nameservers');
  if (value === null) return [];
  if (!Array.isArray(value)) throw new Unprocessable('Nameservers is not a list');
  return (value as readonly Json[]).map((server) => {
    if (typeof server !== 'string' || server === '')
      throw new Unprocessable('Nameservers must be non-empty strings');
    if (!server.endsWith('.')) throw new Unprocessable(`Nameserver is not canonical: '${server}'`);
    return canonicalName(server);
  });
}

/**
 * PowerDNS would write `a.misconfigured.dns.server.invalid.` and an EXPIRE of seven days. Here the first name server is
 * MNAME, and the timers follow the owner's rhythm (DESIGN §5): else copies would end between two sessions.
 */
function soaSet(zone: Name, server: Name | undefined, rhythm: Rhythm, serial: Json): SentSet {
  const rname = zone.child('hostmaster' as Octets) ?? zone;
  const sent = typeof serial === 'number' && Number.isInteger(serial) && serial >= 0 ? serial % 2 ** 32 : 0;
  return made(zone, TYPE.SOA, [
    soa.compose({ mname: server ?? zone, rname, serial: sent, ...soaTimers(rhythm) }),
  ]);
}

function made(owner: Name, type: number, rdatas: readonly Octets[]): SentSet {
  const records = rdatas.map((rdata) => ({ rdata, disabled: false }));
  return { ...headOf(owner, type), records, ttlSeconds: DEFAULT_TTL, comment: undefined };
}

const headOf = (owner: Name, type: number) => ({
  owner,
  type,
  spoken: `${printName(owner)} IN ${typeToText(type)}`,
});

/** Zone-file text; without `$TTL` a record has an hour, and another server's signatures stay behind. */
async function textSets(text: string, zone: Name): Promise<NewZoneInput> {
  const octets = Buffer.from(`$TTL ${DEFAULT_TTL}\n${text}`, 'utf8').toString('latin1');
  const turn = new Turn();
  await turn.pass();
  const read = octets.length > LARGE_TEXT ? readZoneTextInThread : readZoneText;
  const { contents, textErrors, findings, signedElsewhere } = await read(
    { fileName: 'zone', text: octets, latin1: true },
    zone,
  );
  refuseText(findings.first, textErrors);
  const sets: SentSet[] = [];
  for (const { owner, type, ttlSeconds, rdatas } of contents?.rrsets() ?? []) {
    checkOwnerCharacters(printName(owner), owner);
    // A second SOA is a transfer's closing one.
    const kept = type === TYPE.SOA ? rdatas.slice(0, 1) : rdatas;
    const records = kept.map((rdata) => ({ rdata, disabled: false }));
    sets.push({ ...headOf(owner, type), records, ttlSeconds, comment: undefined });
    if (turn.isOver) await turn.pass();
  }
  return { sets, signedElsewhere };
}

/** From here on a text is read by a thread of its own. */
const LARGE_TEXT = 256 * 1024;

function refuseText(findings: readonly Finding[], textErrors: number): void {
  const outside = findings.find(({ code }) => code === 'left-out-of-zone');
  if (outside !== undefined)
    throw outOfZone(
      `${outside.owner ?? ''} IN ${outside.type === undefined ? '' : typeToText(outside.type)}`,
    );
  if (textErrors === 0) return;
  const first = findings.find(({ severity }) => severity === 'error');
  // Our own `$TTL` is the first line.
  const where = first?.place === undefined ? '' : `line ${first.place.line - 1}: `;
  const what = first === undefined ? `${textErrors} errors` : findingSentence(first);
  throw new Unprocessable(`An error occurred while parsing the zonedata: ${where}${what}`);
}
