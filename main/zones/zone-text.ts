/** The text of a zone file, read into what a zone takes over of it: scanned, other servers' DNSSEC left out, checked. */
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { type Name } from '../../shared/dns/name.ts';
import { isOctets } from '../../shared/dns/octets.ts';
import { type RRset } from '../../shared/dns/rrset.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { scanZoneSteps } from '../../shared/dns/zone-file/scan-zone.ts';
import { type Finding, type PlaceOf } from '../../shared/dns/zone-rules/finding.ts';
import { ZoneChecker } from '../../shared/dns/zone-rules/zone-checker.ts';
import { importRecords, type ImportedRecords } from './import-records.ts';
import { stepsInTurns } from './turn.ts';

/** A zone file's text as it came over a call, without its folder: `$INCLUDE` is off. */
export interface ZoneText {
  readonly fileName: string;
  readonly text: string;
  /** The text's characters are octets of a file that is not UTF-8. */
  readonly latin1: boolean;
}

/** What was read. `contents` is absent when not even the zone's name could be told. */
export interface ReadZone {
  readonly contents: ZoneContents | undefined;
  readonly leftOut: ImportedRecords['leftOut'];
  readonly signedElsewhere: ImportedRecords['signedElsewhere'];
  /** What keeps the text from being taken. What breaks a rule can be taken, and waits in the draft to be put right. */
  readonly textErrors: number;
  readonly findings: FoundInText;
}

/** Findings of the text and of the rules, in that order: how many, and the first ones. */
export interface FoundInText {
  readonly errors: number;
  readonly warnings: number;
  readonly first: readonly Finding[];
}

/** As many as a screen shows: a file in which every line is wrong should not become 100,000 objects that nobody reads. */
const FINDINGS_KEPT = 500;

/** Reads a zone file in slices. Without `zone` the SOA's owner names the zone. */
export async function readZoneText(file: ZoneText, zone: Name | undefined): Promise<ReadZone> {
  const text = file.latin1 && isOctets(file.text) ? file.text : utf8Encode(file.text);
  const { origin, rrsets, findings, placeOf } = await stepsInTurns(
    scanZoneSteps({ file: file.fileName, text }, { zone }),
  );
  return origin === undefined
    ? { contents: undefined, leftOut: {}, signedElsewhere: null, textErrors: 1, findings: summed(findings) }
    : readRecords(origin, rrsets, findings, placeOf);
}

/** What a zone takes over of records, wherever they came from, in slices. */
export async function readRecords(
  origin: Name,
  rrsets: Iterable<RRset>,
  scanned: readonly Finding[] = [],
  placeOf?: PlaceOf,
): Promise<ReadZone> {
  const { contents, ...left } = await importRecords(origin, rrsets);
  const checker = await stepsInTurns(ZoneChecker.steps(contents, { placeOf }));
  const textErrors = scanned.filter(isError).length;
  return { contents, ...left, textErrors, findings: summed([...scanned, ...checker.findings]) };
}

function summed(findings: readonly Finding[]): FoundInText {
  const errors = findings.filter(isError).length;
  return { errors, warnings: findings.length - errors, first: findings.slice(0, FINDINGS_KEPT) };
}

const isError = ({ severity }: Finding): boolean => severity === 'error';
