/**
 * Zone files of our own, ordinary and odd: read here as BIND reads them, and printed so that BIND, Knot and NSD read the
 * same back. Each file says its zone and what it is for in its first lines.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hexEncode } from '../../../shared/dns/encodings.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { printName, scanName } from '../../../shared/dns/name-text.ts';
import { foldCase, type Octets } from '../../../shared/dns/octets.ts';
import { canonicalRdata, RDATA_TYPES } from '../../../shared/dns/rdata/registry.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { NOT_KNOWN_EVERYWHERE, printRecords, printZone } from '../../../shared/dns/zone-file/print-zone.ts';
import { scanZone, type ScannedZone } from '../../../shared/dns/zone-file/scan-zone.ts';
import { hasErrors } from '../../../shared/dns/zone-rules/finding.ts';
import { includeLoader, readOctets } from '../../zones/include-loader.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startPrimary } from '../peers/start.ts';
import { checkedByKnot, compiledByBind, printedByNsd } from './readers.ts';

/** NSD keeps names in lower case, also where they are compared as they stand: IPSECKEY, SVCB, HTTPS and LP. */
const FOLDED_BY_NSD: ReadonlySet<number> = new Set([45, 64, 65, 107]);

const FOLDER = import.meta.dirname;
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.zone'));

let work: string;
beforeAll(() => {
  work = mkdtempSync(path.join(os.tmpdir(), 'zone-files-'));
});
afterAll(() => rmSync(work, { recursive: true }));

describe.skipIf(peersAreMissing('BIND', 'Knot', 'NSD'))('zone files', () => {
  it('are at least 25, and hold every record type', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(25);
    const held = new Set(FILES.flatMap((file) => scanFile(file).rrsets.map(({ type }) => type)));
    const signedOnly = ['NSEC', 'NSEC3', 'NSEC3PARAM', 'RRSIG', 'ZONEMD'];
    const missing = RDATA_TYPES.filter(({ type }) => !held.has(type)).map(({ mnemonic }) => mnemonic);
    expect(missing.sort()).toEqual(signedOnly);
  });

  describe.each(FILES)('%s', (file) => {
    it('reads as BIND reads it', () => {
      const { zone, contents, findings } = scanFile(file);
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      const text = compiledByBind(printName(zone), path.join(FOLDER, file), path.join(work, 'bind'));
      expect(records(contents)).toEqual(records(scanText(text, zone)));
    });

    it.each([
      ['as a person would write it', printZone],
      ['one record per line', printRecords],
    ])('printed %s, reads back equal in BIND and NSD', (_form, print) => {
      const { zone, contents } = scanFile(file);
      const printed = path.join(work, 'printed');
      writeFileSync(printed, [...print(contents)].join(''), 'latin1');
      const wanted = records(contents);
      const origin = printName(zone);
      expect(records(scanText(compiledByBind(origin, printed, `${printed}.bind`), zone))).toEqual(wanted);
      writeFileSync(printed, [...print(contents, { genericTypes: NOT_KNOWN_EVERYWHERE })].join(''), 'latin1');
      expect(records(scanText(printedByNsd(origin, printed), zone), FOLDED_BY_NSD)).toEqual(
        records(contents, FOLDED_BY_NSD),
      );
    });

    it('printed, is served by Knot record by record', async () => {
      const { zone, contents } = scanFile(file);
      const printed = path.join(work, 'printed');
      writeFileSync(printed, [...printZone(contents)].join(''), 'latin1');
      const name = printName(zone);
      expect(checkedByKnot(name, printed)).not.toMatch(/error/i);
      await using knot = await startPrimary('Knot', { zones: [{ name, file: printed }] });
      expect(records(scanText((await knot.dump(name)).join('\n'), zone))).toEqual(records(contents));
    });
  });
});

interface ScannedFile {
  readonly zone: Name;
  readonly contents: ZoneContents;
  readonly findings: ScannedZone['findings'];
  readonly rrsets: ScannedZone['rrsets'];
}

function scanFile(file: string): ScannedFile {
  const whole = path.join(FOLDER, file);
  const text = readOctets(whole);
  const zone = scanName((/^; zone: (\S+)/.exec(text)?.[1] ?? '') as Octets);
  if (typeof zone === 'string') throw new Error(`${file} does not say its zone`);
  const { contents, findings, rrsets } = scanZone(
    { file: whole, text },
    { zone, loadInclude: includeLoader(whole) },
  );
  return { zone, contents: contents(), findings, rrsets };
}

function scanText(text: string, zone: Name): ZoneContents {
  const scanned = scanZone({ file: 'peer', text: text as Octets }, { zone });
  if (hasErrors(scanned.findings)) throw new Error(JSON.stringify(scanned.findings, null, 1));
  return scanned.contents();
}

/** Every record in canonical wire form, sorted: owner, type, TTL, data; `folded` types without letters' case. */
function records(contents: ZoneContents, folded: ReadonlySet<number> = new Set()): string[] {
  const lines = [];
  for (const { owner, type, ttlSeconds, rdatas } of contents.rrsets())
    for (const rdata of rdatas) {
      const canonical = canonicalRdata(type, rdata);
      const hex = hexEncode(folded.has(type) ? foldCase(canonical) : canonical);
      lines.push(`${printName(owner.toLowerCase())} ${ttlSeconds} ${type} ${hex}`);
    }
  return lines.sort();
}
