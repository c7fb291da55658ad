/**
 * The zone-file scanner (RFC 1035 §5, RFC 2308 §4 for `$TTL`): text → record sets and findings.
 *
 * It never stops at an error: each is reported with its place and what was expected, and what follows is still read. It
 * runs in steps, so that a worker or a screen can show progress, stay alive and give up in between.
 */
import { type Name } from '../name.ts';
import { type RRset } from '../rrset.ts';
import { TYPE } from '../types.ts';
import { ZoneContents } from '../zone-contents.ts';
import { printName } from '../name-text.ts';
import { about, type Finding, type PlaceOf } from '../zone-rules/finding.ts';
import { type IncludeLoader } from './include.ts';
import { RRsetCollector } from './rrset-collector.ts';
import { type ZoneFileText } from './source-text.ts';
import { ZoneScanner } from './zone-scanner.ts';

export interface ScanOptions {
  /** The zone's name, and the first `$ORIGIN`. Without it the SOA's owner names the zone. */
  readonly zone?: Name;
  /** The first `$ORIGIN`, when the zone is not known but its file's name suggests one. */
  readonly firstOrigin?: Name;
  /** For text that joins a zone. Without it a record that nothing gives a TTL is an error. */
  readonly ttls?: TtlsInZone;
  /** Without a loader `$INCLUDE` is an error. */
  readonly loadInclude?: IncludeLoader;
}

/** What records of a zone have, for those whose text gives no TTL. */
export interface TtlsInZone {
  /** Seconds of a set that is there; undefined where none is. */
  of(owner: Name, type: number): number | undefined;
  /** For a set that is not there. */
  readonly usualSeconds: number;
}

/** How far a scan has come. */
export interface ScanProgress {
  readonly line: number;
  readonly octetsRead: number;
  readonly octetsTotal: number;
}

export interface ScannedZone {
  /** The zone's name; undefined when neither the caller nor a SOA said it. */
  readonly origin: Name | undefined;
  /** In order of appearance. */
  readonly rrsets: readonly RRset[];
  /** What the text got wrong, in order. The zone rules are not asked here (see zone-rules/check-zone.ts). */
  readonly findings: readonly Finding[];
  readonly placeOf: PlaceOf;
  /** The record sets in order; makes them on each call. */
  contents(): ZoneContents;
}

/** Scans a zone file at one go. */
export function scanZone(text: ZoneFileText, options: ScanOptions = {}): ScannedZone {
  const steps = scanZoneSteps(text, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Scans a zone file in steps of a few milliseconds; what a step yields is how far it came. */
export function* scanZoneSteps(
  text: ZoneFileText,
  options: ScanOptions = {},
): Generator<ScanProgress, ScannedZone> {
  if (/^(\xff\xfe|\xfe\xff)/.test(text.text)) return refuseUtf16(text, options);
  const collector = new RRsetCollector();
  const scanner = new ZoneScanner(text, options, collector);
  for (let left = ENTRIES_PER_STEP; scanner.scanEntry(); left--) {
    if (left > 0) continue;
    left = ENTRIES_PER_STEP;
    const { reader } = scanner;
    yield { line: reader.line, octetsRead: reader.offset, octetsTotal: text.text.length };
  }
  const { findings } = scanner;
  const origin = options.zone ?? collector.firstOwner(TYPE.SOA);
  if (origin === undefined) {
    if (!findings.some((finding) => finding.type === TYPE.SOA && finding.severity === 'error'))
      findings.push({ severity: 'error', code: 'zone-name-unknown' });
  } else {
    // BIND and Knot leave such records out with a warning as well; they are common in files that served two zones.
    for (const { rrset, first } of collector.takeOutside(origin))
      findings.push({
        severity: 'warning',
        code: 'left-out-of-zone',
        ...about(rrset.owner, rrset.type, first.place),
        origin: printName(origin),
      });
  }
  return {
    origin,
    rrsets: collector.rrsets(),
    findings,
    placeOf: (owner, type) => collector.placeOf(owner, type),
    contents: () => (origin === undefined ? noContents() : collector.contents(origin)),
  };
}

/** A text saved as UTF-16 is noise to every name server; one finding says so instead of one a line. */
function refuseUtf16({ file }: ZoneFileText, { zone }: ScanOptions): ScannedZone {
  return {
    origin: zone,
    rrsets: [],
    findings: [{ severity: 'error', code: 'utf-16', place: { file, line: 1, column: 1 } }],
    placeOf: () => undefined,
    contents: () => (zone === undefined ? noContents() : ZoneContents.empty(zone)),
  };
}

function noContents(): never {
  throw new Error('bug: contents were asked for of a zone whose name is not known');
}

const ENTRIES_PER_STEP = 500;
