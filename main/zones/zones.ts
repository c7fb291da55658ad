/**
 * All zones of the data folder: found on start, made, imported, removed. A zone is a folder `zones/<id>`; one that is made
 * appears whole by a rename, and one that is removed moves to `deleted/`, so that nothing is lost by a click.
 */
import path from 'node:path';
import { printName } from '../../shared/dns/name-text.ts';
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { isAhead } from '../../shared/dns/serial.ts';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { type ZoneSettings } from '../../shared/model/zone.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { errnoOf, onDisk, StorageError } from '../storage/storage-error.ts';
import { reasonOf } from './unreadable.ts';
import { createDraftJournal } from './draft-journal.ts';
import { createVersions } from './open-versions.ts';
import { openDescription, zoneDescription } from './zone-description.ts';
import { type ServedState } from './version-blob.ts';
import { type ZoneFacts } from './zone-facts.ts';
import { ZoneState } from './zone-state.ts';
import { type ZoneSurroundings } from './zone-surroundings.ts';
import { Zone } from './zone.ts';

export interface ZonesOptions extends Omit<ZoneSurroundings, 'derive' | 'due'> {
  readonly dataFolder: string;
  /** Makes folder names unique; some hexadecimal digits. */
  readonly newId: () => string;
  /** What is served of a zone's records; the records themselves when absent. */
  readonly derive?: ZoneSurroundings['derive'];
  /** Why a version is due without an edit; never when absent. */
  readonly due?: ZoneSurroundings['due'];
}

/** A zone to be made: its first records, and how they came. */
export interface FirstRecords {
  readonly contents: ZoneContents;
  /** Comments and disabled values beside them. */
  readonly notes?: ZoneState['notes'];
  readonly origin: 'created' | 'imported';
  readonly settings: ZoneSettings;
  /** Lays more into the zone's folder before it appears: what must not be missing for a moment, such as its keys. */
  readonly lay?: (folder: string) => Promise<void>;
  /** Serials that were given out before it came here, the newest last. */
  readonly knownSerials?: readonly number[];
  /** Serials that others were seen to hold. */
  readonly serialsSeen?: readonly number[];
}

const UNFINISHED = '.new-';

export class Zones {
  readonly #options: ZonesOptions;
  readonly #around: ZoneSurroundings;
  readonly #queue = new SerialQueue();
  /** By the name's order key. */
  readonly #zones = new Map<Octets, Zone>();

  private constructor(options: ZonesOptions) {
    this.#options = options;
    this.#around = { derive: async (_zone, state) => state.contents, due: () => undefined, ...options };
  }

  /** Opens all zones of the data folder, in slices. One that cannot be read is told as a notice and left alone. */
  static async open(options: ZonesOptions): Promise<Zones> {
    const zones = new Zones(options);
    await options.files.makeFolder(zones.#folder);
    const ids = await onDisk(zones.#folder, 'read', () => options.files.readdir(zones.#folder));
    for (const id of ids.sort()) await zones.#openFolder(id);
    return zones;
  }

  /** In canonical order of their names. */
  list(): readonly Zone[] {
    return [...this.#zones.values()].sort((a, b) => a.name.compare(b.name));
  }

  /** The zone of exactly this name. */
  find(name: Name): Zone | undefined {
    return this.#zones.get(name.order);
  }

  /** The zone with the longest name that is `name` or stands above it. */
  closest(name: Name): Zone | undefined {
    for (let at = name; ; at = at.parent) {
      const zone = this.#zones.get(at.order);
      if (zone !== undefined || at.isRoot) return zone;
    }
  }

  /** Makes a zone with its first records as version 0: a draft, until its first commit. Throws `zone-exists`, StorageError. */
  create({
    contents,
    notes,
    origin,
    settings,
    knownSerials = [],
    serialsSeen = [],
    lay,
  }: FirstRecords): Promise<Zone> {
    const name = contents.origin.toLowerCase();
    return this.#queue.run(async () => {
      if (this.find(name) !== undefined) throw new AppFailure({ code: 'zone-exists', zone: printName(name) });
      const zone = await this.#make(name, async (folder) => {
        const { files, now } = this.#options;
        const served = withOrigin(contents, name);
        const first = { state: new ZoneState(served, notes), served };
        await createVersions(folder, files, first);
        await createDraftJournal(folder, files);
        const described = zoneDescription.parse({
          name: printName(name),
          createdAt: now(),
          origin,
          settings,
          serialsSeen,
          knownSerials,
        });
        await openDescription(folder, files, described);
        await lay?.(folder);
        return first;
      });
      this.#zones.set(zone.name.order, zone);
      this.#facts.tell({ kind: 'zone-added', zone });
      return zone;
    });
  }

  /** Takes a zone out of service; its folder moves to `deleted/` as it is. It stays when that fails: StorageError. */
  remove(zone: Zone): Promise<void> {
    return this.#queue.run(async () => {
      if (this.find(zone.name) !== zone) return;
      await zone.close();
      this.#zones.delete(zone.name.order);
      try {
        await this.#putAside(zone.folder);
      } catch (error) {
        await this.#openFolder(path.basename(zone.folder));
        throw error;
      }
      this.#facts.tell({ kind: 'zone-removed', zone });
    });
  }

  /** Waits for what is under way, then lets go of all files. */
  async close(): Promise<void> {
    await this.#queue.run(async () => {
      for (const zone of this.#zones.values()) await zone.close();
    });
  }

  get #folder(): string {
    return path.join(this.#options.dataFolder, 'zones');
  }

  get #facts(): ZoneFacts {
    return this.#options.facts;
  }

  /** Makes a zone's folder with all that `fill` lays into it, or none. */
  async #make(name: Name, fill: (folder: string) => Promise<ServedState>): Promise<Zone> {
    const { files, newId } = this.#options;
    const id = `${readable(printName(name))}-${newId()}`;
    let folder = path.join(this.#folder, UNFINISHED + id);
    await files.makeFolder(folder);
    try {
      const first = await fill(folder);
      await onDisk(this.#folder, 'write', async () => {
        await files.rename(folder, path.join(this.#folder, id));
        folder = path.join(this.#folder, id);
        await files.syncFolder(this.#folder);
      });
      return await Zone.open(folder, this.#around, first);
    } catch (error) {
      // On a full disk its owner needs the room. Failing that, an unfinished one is put aside on the next start.
      await files.removeFolder(folder).catch(() => undefined);
      throw error;
    }
  }

  /** Moves a folder as it is to `deleted/`, under the present time. */
  async #putAside(folder: string): Promise<void> {
    const { files, now, dataFolder } = this.#options;
    const deleted = path.join(dataFolder, 'deleted');
    await files.makeFolder(deleted);
    const time = new Date(now()).toISOString().replaceAll(':', '').replace('.', '');
    await onDisk(folder, 'write', async () => {
      await files.rename(folder, path.join(deleted, `${time}-${path.basename(folder)}`));
      await files.syncFolder(deleted);
      await files.syncFolder(this.#folder);
    });
  }

  async #openFolder(id: string): Promise<void> {
    const folder = path.join(this.#folder, id);
    // Left by a kill while a zone was made: nobody was told of it yet.
    if (id.startsWith(UNFINISHED)) return this.#putAside(folder);
    if (await this.#isStray(id)) return;
    try {
      await this.#take(await Zone.open(folder, this.#around));
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#facts.tell({
        kind: 'notice',
        zone: null,
        notice: { code: 'zone-unreadable', path: folder, reason: reasonOf(error) },
      });
    }
  }

  /** What systems and file managers leave in any folder: no zone's. */
  async #isStray(id: string): Promise<boolean> {
    if (id.startsWith('.') || id === 'lost+found') return true;
    try {
      await this.#options.files.readdir(path.join(this.#folder, id));
      return false;
    } catch (error) {
      return errnoOf(error) === 'ENOTDIR';
    }
  }

  /** Of two folders of one zone the one that got further is served: what the other holds would go back in time. */
  async #take(zone: Zone): Promise<void> {
    const other = this.find(zone.name);
    const [served, left] = other !== undefined && !isFurther(zone, other) ? [other, zone] : [zone, other];
    this.#zones.set(served.name.order, served);
    if (left === undefined) return;
    await left.close();
    const notice = { code: 'zone-twice', path: served.folder, left: left.folder } as const;
    this.#facts.tell({ kind: 'notice', zone: served.nameText, notice });
  }
}

/** More versions were made of `zone` than of `other`; of as many, the last one's serial is ahead. */
function isFurther(zone: Zone, other: Zone): boolean {
  const [record, otherRecord] = [zone.version?.record, other.version?.record];
  if (record === undefined || otherRecord === undefined) return record !== undefined;
  if (record.number !== otherRecord.number) return record.number > otherRecord.number;
  return isAhead(record.serial, otherRecord.serial);
}

/** The same records under their zone's name as this house spells it. */
function withOrigin(contents: ZoneContents, origin: Name): ZoneContents {
  return contents.origin.wire === origin.wire
    ? contents
    : ZoneContents.fromSortedNodes(origin, [...contents.nodes()]);
}

/** The part of a folder's name that a person can read; legal on every file system. */
function readable(name: string): string {
  return (
    name
      .replace(/\.$/, '')
      .replace(/[^a-z0-9.-]+/g, '_')
      .slice(0, 60)
      .replace(/^[.-]+/, '_') || 'root'
  );
}
