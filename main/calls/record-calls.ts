/** Calls about record sets: the table's pages, edits, undo, history. */
import { toUnicodeLabels } from '../../shared/dns/idn.ts';
import type { Finding } from '../../shared/dns/zone-rules/finding.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { findingRow } from '../../shared/model/finding-sentences.ts';
import type { VersionInfo } from '../../shared/model/zone.ts';
import type { RecordHit, RecordRow } from '../../shared/model/records.ts';
import { joinedEdits } from '../zones/import-records.ts';
import { pasteChanges, readPaste } from '../zones/paste.ts';
import type { RecordSetChange, RecordSetEdit } from '../zones/record-set.ts';
import { apexInReadingOrder, RecordPages, rowTexts } from '../zones/record-pages.ts';
import { searchZones, type FoundSet } from '../zones/search-zones.ts';
import { recordRow } from '../zones/record-rows.ts';
import { scanEdits, scanSetNames } from '../zones/scan-edit.ts';
import type { Zone } from '../zones/zone.ts';
import type { Zones } from '../zones/zones.ts';
import { calls } from './implementer.ts';
import { zoneOf } from './zone-names.ts';

export interface RecordServices {
  readonly zones: Zones;
}

/** Findings that an edit's answer carries at most; the zone's own list has them all. */
const FINDINGS_SHOWN = 50;
/** Sets that a preview of pasted text shows; it counts them all. */
const ROWS_PREVIEWED = 100;
/** Values of a set that a search shows. */
const VALUES_SHOWN = 3;

export function recordCalls({ zones }: RecordServices) {
  const texts = rowTexts();
  // A zone's pages are worked out once per state; they go when the zone does.
  const pages = new WeakMap<Zone, RecordPages>();
  const pagesOf = (zone: Zone): RecordPages => {
    const known = pages.get(zone) ?? new RecordPages(zone, texts);
    pages.set(zone, known);
    return known;
  };
  return {
    page: calls.records.page.handler(async ({ input, signal }) => {
      const shown = pagesOf(zoneOf(zones, input.zone));
      const page = await shown.page(input, signal);
      // A search is likely to follow: it finds its texts made. After this answer has left.
      setImmediate(() => void shown.warm());
      return page;
    }),
    search: calls.records.search.handler(async ({ input, signal }) => {
      const { sets, total } = await searchZones(zones.list(), texts, input.text, input.limit, signal);
      return { hits: sets.map(hitOf), total };
    }),
    at: calls.records.at.handler(({ input }) => {
      const { name, state } = zoneOf(zones, input.zone);
      const [{ owner, type }] = scanSetNames([input], name);
      const set = state.set(owner, type);
      return {
        row: set === undefined ? null : recordRow({ owner, type, before: set, after: set }, name, false),
      };
    }),
    edit: calls.records.edit.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      const typed = scanEdits(input.sets, input.replaces, zone.name);
      const edits = input.joins ? joinedEdits(zone.state, typed) : typed;
      await zone.edit(edits, input.label ?? labelOf(input.sets));
      return edited(zone, edits);
    }),
    paste: calls.records.paste.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      const { edits, findings } = await readPaste(zone.state, input.text);
      const errors = findings.filter(isError).length;
      if (errors > 0) throw new AppFailure({ code: 'import-has-errors', errors });
      await zone.edit(edits, 'Paste');
      return edited(zone, edits);
    }),
    previewPaste: calls.records.previewPaste.handler(async ({ input }) => {
      const { name, state } = zoneOf(zones, input.zone);
      const pasted = await readPaste(state, input.text);
      const changes = await pasteChanges(state, pasted);
      const errors = pasted.findings.filter(isError);
      const added = changes.filter(({ before }) => before === undefined).length;
      return {
        added,
        changed: changes.length - added,
        unchanged: pasted.edits.length - changes.length,
        rows: changes.slice(0, ROWS_PREVIEWED).map((change) => recordRow(change, name, false)),
        errors: errors.length,
        warnings: pasted.findings.length - errors.length,
        findings: [...errors, ...pasted.findings.filter((finding) => !isError(finding))]
          .slice(0, FINDINGS_SHOWN)
          .map(findingRow),
      };
    }),
    undo: calls.records.undo.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await zone.undoLast();
      return edited(zone, []);
    }),
    redo: calls.records.redo.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await zone.redoLast();
      return edited(zone, []);
    }),
    discard: calls.records.discard.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      const sets = input.sets && scanSetNames(input.sets, zone.name);
      await zone.discard(sets, sets === undefined ? 'Take back all edits' : 'Take back edits');
      return edited(zone, sets ?? []);
    }),
  };
}

export function historyCalls({ zones }: RecordServices) {
  return {
    list: calls.history.list.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      const page = zone.history.slice(input.offset, input.offset + input.limit);
      const versions = await Promise.all(page.map((version) => asVersionInfo(zone, version)));
      return { versions, total: zone.history.length };
    }),
    difference: calls.history.difference.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      const changes = apexInReadingOrder(await zone.difference(input.serial), zone.name);
      return {
        rows: changes.slice(input.offset, input.offset + input.limit).map(rowIn(zone)),
        total: changes.length,
      };
    }),
    restore: calls.history.restore.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await zone.restore(input.serial, `Back to ${input.serial}`);
      return edited(zone, []);
    }),
  };
}

type Version = Zone['history'][number];

/** The first version is told as what it holds: nobody saw the state that the zone was made with. */
async function asVersionInfo(zone: Zone, version: Version): Promise<VersionInfo> {
  const { serial, at, reason, added, changed, removed } = version;
  if (version.number > 1) return { serial, at, reason, added, changed, removed };
  return { serial, at, reason, added: (await zone.difference(serial)).length, changed: 0, removed: 0 };
}

function hitOf({ zone, ref: { owner, type } }: FoundSet): RecordHit {
  const set = zone.state.set(owner, type);
  const row = recordRow({ owner, type, before: set, after: set }, zone.name, false);
  const zoneText = zone.nameText;
  const unicodeZone = toUnicodeLabels(zoneText);
  return {
    zone: zoneText,
    unicodeZone: unicodeZone === zoneText ? null : unicodeZone,
    owner: row.owner,
    unicodeOwner: row.unicodeOwner,
    type: row.type,
    values: row.values.slice(0, VALUES_SHOWN),
    moreValues: Math.max(0, row.values.length - VALUES_SHOWN),
  };
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

const rowIn =
  (zone: Zone) =>
  (change: RecordSetChange): RecordRow =>
    recordRow(change, zone.name, false);

async function edited(zone: Zone, touched: readonly Pick<RecordSetEdit, 'owner'>[]) {
  const findings = await zone.findingsAbout(touched.slice(0, FINDINGS_SHOWN).map(({ owner }) => owner));
  return { edits: zone.editCount, findings: findings.slice(0, FINDINGS_SHOWN).map(findingRow) };
}

/** What undo will call the step: `www A`, or `3 record sets`. */
function labelOf(sets: readonly { readonly owner: string; readonly type: string }[]): string {
  return sets.length === 1 ? `${sets[0].owner} ${sets[0].type}` : `${sets.length} record sets`;
}
