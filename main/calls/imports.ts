/** Records from elsewhere, read but not stored: a zone file, or a transfer from the server that has the zone now. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { utf8Encode } from '../../shared/dns/encodings.ts';
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { isOctets } from '../../shared/dns/octets.ts';
import { ns } from '../../shared/dns/rdata/ns.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import type { RRset } from '../../shared/dns/rrset.ts';
import { TYPE } from '../../shared/dns/types.ts';
import type { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { scanZoneSteps } from '../../shared/dns/zone-file/scan-zone.ts';
import { type Finding, type PlaceOf } from '../../shared/dns/zone-rules/finding.ts';
import { checkZone } from '../../shared/dns/zone-rules/zone-checker.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { importRecords } from '../zones/import-records.ts';
import { TransferInError, transferIn, type TransferIn } from '../exchange/transfer-in.ts';
import { typedName } from './zone-names.ts';

/** What was read. `contents` is absent when not even the zone's name could be told. */
export interface ReadZone {
  readonly contents: ZoneContents | undefined;
  readonly leftOut: Readonly<Record<string, number>>;
  /** What keeps the text from being taken. What breaks a rule can be taken, and waits in the draft to be put right. */
  readonly textErrors: number;
  /** Of the text and of the rules, in that order. */
  readonly findings: readonly Finding[];
}

export interface ZoneText {
  readonly fileName: string;
  readonly text: string;
  /** The text's characters are octets of a file that is not UTF-8. */
  readonly latin1: boolean;
  readonly name?: string;
}

/** Scans a zone file in steps, so that calls go on being answered. `$INCLUDE` is off: the text came without its folder. */
export async function readZoneText({ fileName, text, latin1, name }: ZoneText): Promise<ReadZone> {
  const octets = latin1 && isOctets(text) ? text : utf8Encode(text);
  const zone = name === undefined || name.trim() === '' ? undefined : typedName(name);
  const steps = scanZoneSteps({ file: fileName, text: octets }, { zone });
  for (;;) {
    const step = steps.next();
    if (step.done !== true) await nextTurn();
    else {
      const { origin, rrsets, findings, placeOf } = step.value;
      return origin === undefined
        ? { contents: undefined, leftOut: {}, textErrors: 1, findings }
        : toContents(origin, rrsets, findings, placeOf);
    }
  }
}

/** Takes the zone by AXFR. Throws `transfer-in-failed`. */
export async function readTransfer(transfer: TransferIn): Promise<ReadZone> {
  try {
    const sets = new Map<
      string,
      { owner: Name; type: number; ttlSeconds: number; rdatas: RRset['rdatas'][number][] }
    >();
    for (const { owner, type, ttlSeconds, rdata } of await transferIn(transfer)) {
      const key = `${owner.order}\0${type}`;
      const set = sets.get(key);
      if (set === undefined) sets.set(key, { owner, type, ttlSeconds, rdatas: [rdata] });
      else if (!set.rdatas.includes(rdata)) set.rdatas.push(rdata);
    }
    return await toContents(transfer.zone, sets.values(), [], () => undefined);
  } catch (error) {
    if (!(error instanceof TransferInError)) throw error;
    const { address, port } = transfer.server;
    throw new AppFailure(
      { code: 'transfer-in-failed', server: `${address} port ${port}`, reason: error.message },
      error,
    );
  }
}

/** The contents, where nothing forbids taking them. Throws `import-has-errors`. */
export function takenContents({ contents, textErrors }: ReadZone): ZoneContents {
  if (contents === undefined || textErrors > 0) {
    throw new AppFailure({ code: 'import-has-errors', errors: Math.max(1, textErrors) });
  }
  return contents;
}

/** Where the zone's NS point, as presentation text. */
export function nameServersOf(contents: ZoneContents): string[] {
  const set = contents.rrset(contents.origin, TYPE.NS);
  return (set?.rdatas ?? []).map((rdata) => printName(ns.parse(rdata).nsdname));
}

export function serialOf(contents: ZoneContents): number | null {
  const rdata = contents.soa?.rdatas[0];
  return rdata === undefined ? null : soa.parse(rdata).serial;
}

async function toContents(
  origin: Name,
  rrsets: Iterable<RRset>,
  scanned: readonly Finding[],
  placeOf: PlaceOf,
): Promise<ReadZone> {
  const { contents, leftOut } = await importRecords(origin, rrsets);
  const textErrors = scanned.filter(({ severity }) => severity === 'error').length;
  return { contents, leftOut, textErrors, findings: [...scanned, ...checkZone(contents, { placeOf })] };
}
