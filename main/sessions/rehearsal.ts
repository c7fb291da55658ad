/**
 * A rehearsal: the name server, opened on loopback for as long as it takes, hands the last version of every zone to a
 * secondary inside the app, which asks, transfers with a key, and looks at what it got as a provider would.
 */
import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { scanName } from '../../shared/dns/name-text.ts';
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { ZoneChecker } from '../../shared/dns/zone-rules/zone-checker.ts';
import { assert } from '../../shared/assert.ts';
import { findingRow } from '../../shared/model/finding-sentences.ts';
import type { RehearsalReport, RehearsedZone } from '../../shared/model/rehearsal.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { Rhythm } from '../../shared/model/zone.ts';
import { signatureFaults } from '../dnssec/signature-faults.ts';
import { askSoa } from '../exchange/soa-question.ts';
import { transferIn, TransferInError, type TransferredRecord } from '../exchange/transfer-in.ts';
import { parseAddressRange } from '../nameserver/address.ts';
import { NameServer, type NameServerOptions } from '../nameserver/name-server.ts';
import type { ServedZone, ServedZones } from '../nameserver/served-zones.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import { apexNsTexts } from '../zones/apex-ns.ts';
import { soaTimers } from '../zones/rhythm.ts';
import { transferredSets } from '../zones/transferred-sets.ts';

/** A zone to be rehearsed. */
export interface RehearsalZone {
  readonly name: Name;
  readonly text: string;
  readonly rhythm: Rhythm;
  /** Edits that wait. */
  readonly edits: number;
}

export interface RehearsalParts {
  readonly zones: () => readonly RehearsalZone[];
  readonly served: ServedZones;
  readonly proofs?: NameServerOptions['proofs'];
  readonly now: () => number;
}

const LOOPBACK = '127.0.0.1';
const FINDINGS_SHOWN = 100;

export async function rehearse({ zones, served, proofs, now }: RehearsalParts): Promise<RehearsalReport> {
  const at = now();
  const key = rehearsalKey();
  const server = new NameServer({
    zones: openTo(served, key),
    keys: { find: (name) => (name.equals(key.name) ? key : undefined) },
    onEvent: () => undefined,
    proofs,
    now,
  });
  const opened = await server.open([{ address: LOOPBACK, port: 0 }]);
  assert(opened.kind === 'opened', 'a free port of loopback can be opened');
  try {
    const taken: RehearsedZone[] = [];
    for (const zone of zones())
      taken.push(await take(zone, opened.endpoints[0], served.find(zone.name), key, now));
    return { at, tookMs: now() - at, zones: taken };
  } finally {
    await server.close();
  }
}

async function take(
  zone: RehearsalZone,
  server: Endpoint,
  published: ServedZone | undefined,
  key: TsigKey,
  now: () => number,
): Promise<RehearsedZone> {
  const beganAt = performance.now();
  const nowSeconds = (): number => Math.floor(now() / 1000);
  const request = { zone: zone.name, server, nowSeconds };
  try {
    const answer = await askSoa({ zone: zone.name, server });
    const records = await transferIn({ ...request, key });
    const tookMs = Math.round(performance.now() - beganAt);
    const contents = await contentsOf(zone.name, records);
    const expected = published?.version?.contents;
    const [apex] = contents.soa?.rdatas ?? [];
    const fields = apex === undefined ? null : soa.parse(apex);
    const isSigned = contents.rrset(zone.name, TYPE.DNSKEY) !== undefined;
    const { findings } = await checked(contents, zone.rhythm);
    return {
      zone: zone.text,
      failure: null,
      serial: answer.kind === 'serial' ? answer.serial : null,
      records: records.length,
      tookMs,
      identical: expected !== undefined && isEmpty(contents.differencesFrom(expected)),
      refusesStrangers: await isRefused(() => transferIn(request)),
      signed: isSigned,
      signatureFaults: isSigned ? signatureFaults(contents, nowSeconds()).length : 0,
      nameServers: apexNsTexts(contents),
      soa: fields && { ...fields, mname: printName(fields.mname), rname: printName(fields.rname) },
      edits: zone.edits,
      findings: findings.slice(0, FINDINGS_SHOWN).map(findingRow),
    };
  } catch (error) {
    if (!(error instanceof TransferInError)) throw error;
    return { ...nothingOf(zone), failure: error.message, tookMs: Math.round(performance.now() - beganAt) };
  }
}

function nothingOf({ text, edits }: RehearsalZone): RehearsedZone {
  return {
    zone: text,
    failure: null,
    serial: null,
    records: 0,
    tookMs: 0,
    identical: false,
    refusesStrangers: true,
    signed: false,
    signatureFaults: 0,
    nameServers: [],
    soa: null,
    edits,
    findings: [],
  };
}

/** Every zone, given to the rehearsal's key and to nobody else. */
function openTo(served: ServedZones, key: TsigKey): ServedZones {
  const range = parseAddressRange(LOOPBACK);
  assert(range !== undefined, 'loopback is an address');
  const access = [{ addresses: [range], key: key.name }];
  const open = (zone: ServedZone | undefined): ServedZone | undefined =>
    zone && {
      name: zone.name,
      kind: zone.kind,
      questions: 'anyone',
      access,
      get version() {
        return zone.version;
      },
      isSecondary: () => true,
    };
  return {
    find: (name) => open(served.find(name)),
    closest: (name) => open(served.closest(name)),
    isListed: () => true,
  };
}

function rehearsalKey(): TsigKey {
  const name = scanName('rehearsal.invalid.' as Octets);
  assert(typeof name !== 'string', 'a name');
  return { name, algorithm: 'hmac-sha256', secret: randomBytes(32) };
}

async function contentsOf(origin: Name, records: readonly TransferredRecord[]): Promise<ZoneContents> {
  const sets = await transferredSets(records);
  await nextTurn();
  return ZoneContents.fromRRsets(origin, sets);
}

async function checked(contents: ZoneContents, rhythm: Rhythm): Promise<ZoneChecker> {
  const steps = ZoneChecker.steps(contents, { rhythmTimers: soaTimers(rhythm) });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
}

async function isRefused(transfer: () => Promise<unknown>): Promise<boolean> {
  try {
    await transfer();
    return false;
  } catch (error) {
    if (!(error instanceof TransferInError)) throw error;
    return true;
  }
}

function isEmpty(items: Iterable<unknown>): boolean {
  return [...items].length === 0;
}
