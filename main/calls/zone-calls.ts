/** Calls about zones: making, importing, settings, findings, export. */
import type { Name } from '../../shared/dns/name.ts';
import type { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { printZone } from '../../shared/dns/zone-file/print-zone.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { findingRow } from '../../shared/model/finding-sentences.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ZoneKind, ZoneSettings, ZoneSummary } from '../../shared/model/zone.ts';
import { newZoneName } from '../../shared/model/zone-name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import type { TsigKeyRing, UsableTsigKey } from '../secrets/tsig-key-ring.ts';
import type { JsonFile } from '../storage/json-file.ts';
import { apexNsTexts } from '../zones/apex-ns.ts';
import { serialOf } from '../zones/apex-soa.ts';
import { replacingEdits } from '../zones/import-records.ts';
import { newZoneSettings } from '../zones/new-zone-settings.ts';
import { mailboxOf, newZoneContents } from '../zones/new-zone.ts';
import { checkedBlock } from '../zones/secondaries.ts';
import { withSignedElsewhere } from '../zones/signing/keys-left-behind.ts';
import type { SigningPlan } from '../zones/signing/signing-plan.ts';
import type { ZoneSigning } from '../zones/signing/zone-signing.ts';
import type { Zone } from '../zones/zone.ts';
import { Turn } from '../zones/turn.ts';
import type { Zones } from '../zones/zones.ts';
import type { ReadZone } from '../zones/zone-text.ts';
import { calls } from './implementer.ts';
import { readTransfer, readZoneFile, sampleRows, takenContents } from './imports.ts';
import { summarise } from './overview.ts';
import { typedName, zoneOf } from './zone-names.ts';

export interface ZoneServices {
  readonly zones: Zones;
  readonly keys: TsigKeyRing;
  readonly settings: JsonFile<Settings>;
  readonly signing: ZoneSigning;
  /** Who may transfer changed: an open session goes by it at once. */
  readonly onZoneSettingsChanged: (zone: string) => void;
}

export function zoneCalls(services: ZoneServices) {
  const { zones, keys, settings, signing, onZoneSettingsChanged } = services;

  const settingsOf = (kind: ZoneKind): ZoneSettings => newZoneSettings(settings.value, kind);

  /** As a new zone, or as one step of an existing one's draft. */
  const take = async (read: ReadZone, kind: ZoneKind, replace: boolean): Promise<ZoneSummary> => {
    const contents = takenContents(read);
    const planned = (plan: SigningPlan): SigningPlan => withSignedElsewhere(plan, read.signedElsewhere);
    const existing = zones.find(contents.origin);
    if (existing !== undefined && replace) {
      await existing.edit(await replacingEdits(existing.state, contents), 'Import');
      await signing.updatePlan(existing, planned);
      return summarise(existing, []);
    }
    const zone = await zones.create({ contents, origin: 'imported', settings: settingsOf(kind) });
    await signing.updatePlan(zone, planned);
    return checkedSummary(zone);
  };

  const readFrom = async (input: { name: string; server: Endpoint; key: string | null }): Promise<ReadZone> =>
    readTransfer({
      zone: typedName(input.name),
      server: input.server,
      key: input.key === null ? undefined : await usableKey(keys, input.key),
      nowSeconds: () => Math.floor(Date.now() / 1000),
    });

  return {
    create: calls.zones.create.handler(async ({ input }) => {
      const read = newZoneName(input.name);
      if (!read.ok)
        throw new AppFailure({ code: 'bad-zone-name', text: input.name, expected: read.expected });
      const contents = newZoneContents({
        name: read.name,
        nameServers: input.nameServers.map((server) =>
          typedName(server, 'a name server’s name, such as ns1.he.net'),
        ),
        mailbox: input.mail.trim() === '' ? undefined : typedMailbox(input.mail),
        rhythm: settings.value.rhythm,
      });
      return checkedSummary(
        await zones.create({ contents, origin: 'created', settings: settingsOf(input.kind) }),
      );
    }),
    previewImport: calls.zones.previewImport.handler(async ({ input }) => preview(await readZoneFile(input))),
    import: calls.zones.import.handler(async ({ input }) =>
      take(await readZoneFile(input), input.kind, input.replace),
    ),
    previewTransfer: calls.zones.previewTransfer.handler(async ({ input }) => preview(await readFrom(input))),
    importTransfer: calls.zones.importTransfer.handler(async ({ input }) =>
      take(await readFrom(input), input.kind, input.replace),
    ),
    settings: calls.zones.settings.handler(({ input }) => zoneOf(zones, input.zone).settings),
    updateSettings: calls.zones.updateSettings.handler(async ({ input }) => {
      const { alsoAllow, ...rest } = input.settings;
      const checked = alsoAllow?.map(({ addresses, key }) => ({
        addresses: addresses.map(checkedBlock),
        key,
      }));
      const zone = zoneOf(zones, input.zone);
      const updated = await zone.updateSettings({
        ...rest,
        ...(checked === undefined ? {} : { alsoAllow: checked }),
      });
      onZoneSettingsChanged(zone.nameText);
      return updated;
    }),
    delete: calls.zones.delete.handler(({ input }) => zones.remove(zoneOf(zones, input.zone))),
    findings: calls.zones.findings.handler(async ({ input }) => {
      const findings = await zoneOf(zones, input.zone).findings();
      const page = findings.slice(input.offset, input.offset + input.limit);
      return { findings: page.map(findingRow), total: findings.length };
    }),
    exportText: calls.zones.exportText.handler(async ({ input }) => ({
      text: await printInTurns(zoneOf(zones, input.zone).state.contents),
    })),
  };
}

/** The zone file, printed in slices. */
async function printInTurns(contents: ZoneContents): Promise<string> {
  const turn = new Turn();
  // As bytes: a string put together of many is copied when it is first read, and then the whole of it at once.
  const pieces: Buffer[] = [];
  for (const piece of printZone(contents)) {
    pieces.push(Buffer.from(piece, 'latin1'));
    if (turn.hasEnded) await turn.pass();
  }
  return Buffer.concat(pieces).toString('latin1');
}

/** A new zone's summary with its findings counted. */
async function checkedSummary(zone: Zone): Promise<ZoneSummary> {
  await zone.findings();
  return summarise(zone, []);
}

/** A key with its secret. Throws `key-not-found`. */
async function usableKey(keys: TsigKeyRing, name: string): Promise<UsableTsigKey | undefined> {
  return (await keys.load([name])).get(keys.find(name).name);
}

function typedMailbox(text: string): Name {
  const mailbox = mailboxOf(text.trim());
  if (mailbox === undefined) {
    throw new AppFailure({
      code: 'bad-zone-name',
      text,
      expected: 'a mail address, such as hostmaster@example.com',
    });
  }
  return mailbox;
}

function preview({ contents, leftOut, findings }: ReadZone) {
  return {
    name: contents === undefined ? null : printName(contents.origin),
    records: contents?.recordCount ?? 0,
    recordSets: contents?.rrsetCount ?? 0,
    serial: contents === undefined ? null : (serialOf({ contents }) ?? null),
    leftOut: { ...leftOut },
    errors: findings.errors,
    warnings: findings.warnings,
    findings: findings.first.map(findingRow),
    sample: contents === undefined ? [] : sampleRows(contents),
    nameServers: contents === undefined ? [] : apexNsTexts(contents),
  };
}
