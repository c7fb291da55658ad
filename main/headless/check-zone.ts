/**
 * `hidden-primary check-zone [--origin example.com] FILE`: the zone normalised, one record per line, on standard output;
 * findings as `FILE:LINE:COL: message` on standard error. Exit 0, 1 with errors, 2 when it was asked wrongly.
 */
import { once } from 'node:events';
import path from 'node:path';
import { type Writable } from 'node:stream';
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { type Name } from '../../shared/dns/name.ts';
import { scanName } from '../../shared/dns/name-text.ts';
import { printRecords } from '../../shared/dns/zone-file/print-zone.ts';
import { scanZone, type ScannedZone } from '../../shared/dns/zone-file/scan-zone.ts';
import { hasErrors, type Finding } from '../../shared/dns/zone-rules/finding.ts';
import { checkZone } from '../../shared/dns/zone-rules/zone-checker.ts';
import { findingLine } from '../../shared/model/finding-sentences.ts';
import { includeLoader, readOctets } from '../zones/include-loader.ts';
import { errnoOf } from '../storage/storage-error.ts';

export interface CheckZoneArguments {
  readonly file: string;
  /** The zone's name; without it the SOA says it, and relative names are completed by the file's name. */
  readonly origin: string | undefined;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** Runs the command; answers the exit code. */
export async function checkZoneCommand({
  file,
  origin,
  stdout,
  stderr,
}: CheckZoneArguments): Promise<number> {
  const zone = origin === undefined ? undefined : absoluteName(origin);
  if (origin !== undefined && zone === undefined) {
    await write(stderr, [
      `check-zone: ${origin} is not a domain name. Write it as in --origin example.com\n`,
    ]);
    return 2;
  }
  let scanned: ScannedZone;
  try {
    const text = { file, text: readOctets(file) };
    scanned = scanZone(text, { zone, firstOrigin: nameOfFile(file), loadInclude: includeLoader(file) });
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    await write(stderr, [`${file}: cannot be read (${errno}). Check its name and permissions.\n`]);
    return 1;
  }
  const findings = [...scanned.findings, ...ruleFindings(scanned)];
  await write(
    stderr,
    findings.map((finding) => `${findingLine(finding, file)}\n`),
  );
  if (hasErrors(findings)) return 1;
  await write(stdout, printRecords(scanned.contents()));
  return 0;
}

function ruleFindings({ origin, findings, placeOf, contents }: ScannedZone): readonly Finding[] {
  if (origin === undefined) return [];
  return checkZone(contents(), { placeOf, incomplete: hasErrors(findings) });
}

function absoluteName(text: string): Name | undefined {
  const name = scanName(utf8Encode(text.endsWith('.') ? text : `${text}.`));
  return typeof name === 'string' ? undefined : name;
}

/** `example.com.zone`, `example.com.db` and `db.example.com` are common names of files; kzonecheck goes by them too. */
function nameOfFile(file: string): Name | undefined {
  const name = path.basename(file).replace(/^db\.|\.(zone|db|txt)$/g, '');
  return name === '' ? undefined : absoluteName(name);
}

/** Writes pieces as fast as they are taken; a reader that went away (`| head`) ends it without a word. */
async function write(stream: Writable, pieces: Iterable<string>): Promise<void> {
  let gone = false;
  const leave = (error: Error): void => {
    if (errnoOf(error) !== 'EPIPE') throw error;
    gone = true;
  };
  stream.on('error', leave);
  try {
    for (const piece of pieces) {
      if (gone) return;
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
    }
  } catch (error) {
    if (errnoOf(error) !== 'EPIPE') throw error;
  } finally {
    stream.off('error', leave);
  }
}
