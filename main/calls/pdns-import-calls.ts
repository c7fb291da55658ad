/** Calls about zones that come from a PowerDNS. */
import { findingRow } from '../../shared/model/finding-sentences.ts';
import {
  pdnsNoteSentence,
  pdnsNoteSeverity,
  pdnsRecordFinding,
} from '../../shared/model/pdns-import-sentences.ts';
import type { PdnsPreview } from '../../shared/model/pdns-import.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { dsForms } from '../dnssec/ds.ts';
import type { PdnsImport } from '../pdns-import/pdns-import.ts';
import type { ReadPdnsZone } from '../pdns-import/read-pdns-zone.ts';
import { serialOf } from '../zones/apex-soa.ts';
import { calls } from './implementer.ts';
import { sampleRows } from './imports.ts';
import { summarise } from './overview.ts';

export interface PdnsImportServices {
  readonly pdnsImport: PdnsImport;
  readonly onZoneSettingsChanged: (zone: string) => void;
}

/** As many findings as a screen shows. */
const FINDINGS_SHOWN = 500;

export function pdnsImportCalls({ pdnsImport, onZoneSettingsChanged }: PdnsImportServices) {
  return {
    list: calls.pdnsImport.list.handler(async ({ input, signal }) => {
      const { version, zones } = await pdnsImport.list(input, signal);
      return { version, zones: [...zones] };
    }),
    preview: calls.pdnsImport.preview.handler(async ({ input, signal }) =>
      preview(await pdnsImport.read(input.server, input.id, undefined, signal)),
    ),
    take: calls.pdnsImport.take.handler(async ({ input, signal }) => {
      const { zone } = await pdnsImport.take(input.server, input.id, input.kind, signal);
      onZoneSettingsChanged(zone.nameText);
      return summarise(zone, []);
    }),
  };
}

function preview({ name, fetched, settings, records, read, keys, tsig, notes }: ReadPdnsZone): PdnsPreview {
  const { contents, leftOut, findings } = read;
  const faults = records.faults.slice(0, FINDINGS_SHOWN).map(pdnsRecordFinding);
  return {
    name: printName(name),
    thereKind: fetched.kind,
    kind: settings.kind,
    serial: contents === undefined ? null : (serialOf({ contents }) ?? null),
    records: contents?.recordCount ?? 0,
    recordSets: contents?.rrsetCount ?? 0,
    disabled: records.disabled,
    comments: records.comments,
    leftOut: { ...leftOut },
    notes: notes.map((note) => ({ severity: pdnsNoteSeverity(note), sentence: pdnsNoteSentence(note) })),
    errors: findings.errors,
    warnings: findings.warnings + records.faults.length,
    findings: [...faults, ...findings.first.map(findingRow)].slice(0, FINDINGS_SHOWN),
    sample: contents === undefined ? [] : sampleRows(contents),
    denial: keys.keys.length === 0 ? null : keys.denial,
    keys: keys.keys.map(({ key, signs }) => ({
      keyTag: key.keyTag,
      role: key.role,
      algorithm: key.algorithm.mnemonic,
      signs,
    })),
    ds: keys.keys
      .filter(({ key, signs }) => signs && key.role !== 'zsk')
      .flatMap(({ key }) => dsForms(name, key.dnskey).digests.map(({ record }) => record)),
    tsigKeys: tsig.keys.map((key) => ({ name: key.name, algorithm: key.algorithm, isHere: key.isHere })),
  };
}
