/**
 * Zones from a PowerDNS, by its API: records with what is disabled and commented, who may transfer them with which key, and
 * how they are signed, with the very keys. All is read before anything is stored, and each call brings the API key along.
 */
import { AppFailure } from '../../shared/model/app-error.ts';
import { printName } from '../../shared/dns/name-text.ts';
import type { PdnsServer, PdnsZone } from '../../shared/model/pdns-import.ts';
import type { ZoneKind, ZoneSettings } from '../../shared/model/zone.ts';
import { AlsoNotify } from '../pdns-api/also-notify.ts';
import type { ApiNotes } from '../pdns-api/api-notes.ts';
import type { TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { Secondaries } from '../zones/secondaries.ts';
import { layPlan } from '../zones/signing/brought-keys.ts';
import { withSignedElsewhere } from '../zones/signing/keys-left-behind.ts';
import type { ZoneSigning } from '../zones/signing/zone-signing.ts';
import type { Zone } from '../zones/zone.ts';
import type { ZoneUses } from '../zones/zone-uses.ts';
import type { Zones } from '../zones/zones.ts';
import { askVersion, fetchZone, fetchZoneList } from './fetch-zone.ts';
import { PdnsClient } from './pdns-client.ts';
import { checkTakable, readPdnsZone, type ReadPdnsZone } from './read-pdns-zone.ts';

export interface PdnsImportOptions {
  readonly zones: Zones;
  readonly keys: TsigKeyRing;
  readonly secondaries: Secondaries;
  readonly uses: ZoneUses;
  readonly signing: ZoneSigning;
  readonly notes: ApiNotes;
  readonly files: FileSystem;
  readonly settingsOf: (kind: ZoneKind) => ZoneSettings;
  readonly onKeyChanged: (name: string) => Promise<void>;
  readonly now: () => number;
}

export class PdnsImport {
  readonly #options: PdnsImportOptions;

  constructor(options: PdnsImportOptions) {
    this.#options = options;
  }

  /** What a PowerDNS has. Throws `pdns-failed`, or the signal's reason. */
  async list(
    server: PdnsServer,
    signal?: AbortSignal,
  ): Promise<{ readonly version: string; readonly zones: readonly PdnsZone[] }> {
    const client = new PdnsClient(server, signal);
    const version = await askVersion(client);
    const listed = (await fetchZoneList(client)).toSorted((a, b) =>
      a.name === undefined || b.name === undefined ? 0 : a.name.compare(b.name),
    );
    const zones = listed.map(({ id, nameText, name, kind, serial, signed }): PdnsZone => ({
      id,
      name: name === undefined ? nameText : printName(name),
      kind,
      serial,
      signed,
      isHere: name !== undefined && this.#options.zones.find(name) !== undefined,
    }));
    return { version, zones };
  }

  /** One zone as it would be here. Throws `pdns-failed`, `pdns-zone-refused`, what the secret store has against it. */
  async read(server: PdnsServer, id: string, kind?: ZoneKind, signal?: AbortSignal): Promise<ReadPdnsZone> {
    const { keys: ring, settingsOf } = this.#options;
    const fetched = await fetchZone(new PdnsClient(server, signal), id);
    return readPdnsZone(fetched, { ring, settingsOf, ...(kind === undefined ? {} : { kind }) });
  }

  /** Reads a zone and stores it. Throws as `read`, and `zone-exists`. Once storing began, `signal` does not end it. */
  async take(
    server: PdnsServer,
    id: string,
    kind?: ZoneKind,
    signal?: AbortSignal,
  ): Promise<{ readonly zone: Zone; readonly read: ReadPdnsZone }> {
    const read = await this.read(server, id, kind, signal);
    checkTakable(read);
    signal?.throwIfAborted();
    return { zone: await this.#store(read), read };
  }

  async #store({ name, fetched, settings, records, read, keys, tsig, access }: ReadPdnsZone): Promise<Zone> {
    const { zones, keys: ring, secondaries, uses, signing, notes, files, onKeyChanged, now } = this.#options;
    if (zones.find(name) !== undefined) throw new AppFailure({ code: 'zone-exists', zone: printName(name) });
    if (read.contents === undefined) throw new AppFailure({ code: 'import-has-errors', errors: 1 });
    // Secrets first: one that nothing names harms nobody, a zone without its keys would.
    // All at once, so that a vault is written once.
    const missing = tsig.keys.filter(({ isHere }) => !isHere);
    await Promise.all([
      ...missing.map((key) => ring.import(key.name, key.algorithm, key.secret)),
      ...keys.keys.map(({ key }) => signing.keys.save(name, key)),
    ]);
    for (const key of missing) await onKeyChanged(key.name);
    const zone = await zones.create({
      contents: read.contents,
      notes: records.notes,
      origin: 'imported',
      settings,
      ...(keys.keys.length === 0
        ? {}
        : { lay: (folder: string) => layPlan(folder, files, keys.keys, keys.denial, now()) }),
    });
    await signing.load([zone]);
    // Presigned there: by keys that are not among those of the zone.
    await signing.updatePlan(zone, (plan) => withSignedElsewhere(plan, read.signedElsewhere));
    // What its copies hold: with SOA-EDIT that is ahead of what stands in the SOA.
    if (fetched.serial !== 0) await zone.serials.noteSeen(fetched.serial);
    await notes.begin(zone, access.kept);
    if (access.alsoNotify.length > 0) await new AlsoNotify(secondaries, uses).set(zone, access.alsoNotify);
    await zone.findings();
    return zone;
  }
}
