/**
 * A zone's versions on the disk: a journal that names them, and one file each with its difference to the one before.
 *
 * A version exists from the moment its line is in the journal; its file is on the disk before that. Snapshots of the whole
 * are written now and then, beside the work: they only make loading quicker. Version 0 is what the zone was created or
 * imported with: a snapshot without a serial, never served.
 */
import path from 'node:path';
import { type Name } from '../../shared/dns/name.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { readBlob, writeBlob } from '../storage/blob-file.ts';
import { type FileSystem } from '../storage/file-system.ts';
import { type Journal } from '../storage/journal.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { onDisk, StorageError, type StorageNotice } from '../storage/storage-error.ts';
import { removeOthers } from './remove-others.ts';
import { editsBack } from './record-set.ts';
import { isUnreadable, reasonOf } from './unreadable.ts';
import {
  countChanges,
  type JournalLine,
  type LostVersions,
  type SnapshotRecord,
  type VersionRecord,
} from './version-lines.ts';
import { type ZoneState } from './zone-state.ts';
import {
  applyChanges,
  packDifference,
  packSnapshot,
  unpackDifference,
  unpackSnapshot,
  type ServedState,
  type VersionChanges,
} from './version-blob.ts';

/** What a commit gives the store. */
export type NewVersion = Pick<VersionRecord, 'serial' | 'at' | 'reason' | 'tookDraft'>;

/** Something about a version's files that the owner should know. */
export type VersionNotice =
  | StorageNotice
  /** An older one, and the differences since, gave the same. */
  | { readonly code: 'snapshot-unreadable'; readonly path: string; readonly reason: string }
  | {
      readonly code: 'versions-lost';
      readonly path: string;
      readonly serials: readonly number[];
      readonly reason: string;
    };

const VERSIONS_FOLDER = 'versions';
/** A version's file, by its number and the attempt that wrote it. */
const DIFFERENCE = /^([0-9]+)-[0-9]+\.difference$/;
/** History reaches back to the further of both. */
const KEPT_VERSIONS = 100;
const KEPT_MS = 366 * 86_400_000;

export class VersionStore {
  readonly #folder: string;
  readonly #files: FileSystem;
  readonly #journal: Journal<JournalLine>;
  #versions: VersionRecord[];
  #snapshots: SnapshotRecord[];
  #lost: LostVersions[];
  /** Files that a refused commit left must not be in the way of the next one. */
  #attempt = 0;
  /** One at a time: a line and its place in the lists above, or all of them written anew. Commits and pruning overlap. */
  readonly #lines = new SerialQueue();

  constructor(
    folder: string,
    files: FileSystem,
    journal: Journal<JournalLine>,
    lines: readonly JournalLine[],
  ) {
    this.#folder = path.join(folder, VERSIONS_FOLDER);
    this.#files = files;
    this.#journal = journal;
    this.#versions = lines.filter((line) => line.is === 'version');
    this.#snapshots = lines.filter((line) => line.is === 'snapshot');
    this.#lost = lines.filter((line) => line.is === 'lost');
  }

  /** All versions kept, oldest first. */
  get versions(): readonly VersionRecord[] {
    return this.#versions;
  }

  get last(): VersionRecord | undefined {
    return this.#versions.at(-1);
  }

  /** The highest number ever given. */
  get lastNumber(): number {
    return Math.max(this.last?.number ?? 0, ...this.#lost.map((lost) => lost.number));
  }

  /** Serials of versions that could not be read back; secondaries may hold them. */
  get lostSerials(): readonly number[] {
    return this.#lost.flatMap((lost) => lost.serials);
  }

  /** Number of the last version that took the draft along; 0 when none did. */
  get tookDraft(): number {
    const version = this.#versions.findLast((record) => record.tookDraft)?.number ?? 0;
    return Math.max(version, ...this.#lost.map((lost) => lost.tookDraft));
  }

  /** Stores a version. When this resolves it exists; when it throws StorageError other than `needs-reopen`, it does not. */
  async add(version: NewVersion, changes: VersionChanges): Promise<VersionRecord> {
    const number = this.lastNumber + 1;
    const packed = await packDifference(changes);
    const file = `${number}-${++this.#attempt}.difference`;
    await this.#write(file, packed);
    const record = {
      is: 'version',
      number,
      ...version,
      ...countChanges(changes),
      file,
      bytes: packed.length,
    } as const;
    await this.#lines.run(async () => {
      await this.#journal.append(record);
      this.#versions.push(record);
    });
    return record;
  }

  /** What a version changed against the one before it. Throws StorageError. */
  async changesOf(record: VersionRecord): Promise<VersionChanges> {
    return unpackDifference(await readBlob(path.join(this.#folder, record.file), { files: this.#files }));
  }

  /** The owner's records at an earlier version, gone back to from the last one's. Throws StorageError. */
  async stateAt(number: number, last: ZoneState): Promise<ZoneState> {
    let state = last;
    for (const record of this.#versions.toReversed()) {
      if (record.number <= number) break;
      state = await state.withAll(await editsBack((await this.changesOf(record)).state));
    }
    return state;
  }

  /** True when so much came since the last snapshot that loading would notice. */
  get wantsSnapshot(): boolean {
    const snapshot = this.#snapshots.at(-1);
    const since = this.#versions.filter((version) => version.number > (snapshot?.number ?? -1));
    const bytes = since.reduce((sum, version) => sum + version.bytes, 0);
    return since.length >= 50 || bytes > Math.max(256 * 1024, (snapshot?.bytes ?? 0) / 2);
  }

  async addSnapshot(number: number, version: ServedState): Promise<void> {
    const packed = await packSnapshot(version);
    const file = `${number}-${++this.#attempt}.snapshot`;
    await this.#write(file, packed);
    const record = { is: 'snapshot', number, file, bytes: packed.length } as const;
    await this.#lines.run(async () => {
      await this.#journal.append(record);
      this.#snapshots.push(record);
    });
  }

  /** Lets go of what is older than both limits. What is needed to load stays: the last two snapshots and all after them. */
  async prune(nowMs: number): Promise<void> {
    const dropped = await this.#lines.run(async () => {
      const oldest = this.#snapshots.at(-2)?.number ?? -1;
      const isKept = (version: VersionRecord, i: number, all: readonly VersionRecord[]): boolean =>
        i >= all.length - KEPT_VERSIONS || nowMs - version.at < KEPT_MS || version.number > oldest;
      const versions = this.#versions.filter(isKept);
      const snapshots = this.#snapshots.slice(-2);
      const kept = new Set<VersionRecord | SnapshotRecord>([...versions, ...snapshots]);
      const gone = [...this.#versions, ...this.#snapshots].filter((record) => !kept.has(record));
      if (gone.length === 0) return gone;
      await this.#journal.rewrite([...this.#lost, ...kept]);
      this.#versions = versions;
      this.#snapshots = snapshots;
      return gone;
    });
    // These by name, not all that nobody names: a commit may just be writing one that will be.
    for (const { file } of dropped)
      await onDisk(this.#folder, 'write', () => this.#files.remove(path.join(this.#folder, file)));
  }

  /** The state of the last version, from the newest snapshot that can be read; what cannot be is given up. */
  async load(
    origin: Name,
  ): Promise<{ readonly last: ServedState; readonly notices: readonly VersionNotice[] }> {
    const notices: VersionNotice[] = [];
    for (const snapshot of this.#snapshots.toReversed()) {
      try {
        const bytes = await readBlob(path.join(this.#folder, snapshot.file), { files: this.#files });
        return {
          last: await this.#goOn(await unpackSnapshot(bytes, origin), snapshot.number, notices),
          notices,
        };
      } catch (error) {
        if (!isUnreadable(error) || snapshot === this.#snapshots[0]) throw error;
        notices.push({
          code: 'snapshot-unreadable',
          path: error.failure.path,
          reason: reasonOf(error),
        });
      }
    }
    throw new StorageError({ code: 'missing', path: this.#folder });
  }

  /**
   * Removes files that no line names: left by commits that were killed or refused. But lines at the journal's end may be gone
   * without a trace, and such a file be of a version that secondaries hold: its serial stays taken.
   */
  async removeLeftovers(): Promise<void> {
    const named = new Set([...this.#versions, ...this.#snapshots].map(({ file }) => file));
    await this.#files.makeFolder(this.#folder);
    const others = (await this.#files.readdir(this.#folder)).filter((file) => !named.has(file));
    const differences = others.filter((file) => DIFFERENCE.test(file));
    if (differences.length > 0) await this.#takeSerialsOf(differences);
    await removeOthers(this.#files, this.#folder, named);
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }

  async #goOn(from: ServedState, number: number, notices: VersionNotice[]): Promise<ServedState> {
    let state = from;
    for (const [i, record] of this.#versions.entries()) {
      if (record.number <= number) continue;
      try {
        state = await applyChanges(state, await this.changesOf(record));
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        notices.push(lostNotice(error, await this.#giveUp(i)));
        return state;
      }
    }
    return state;
  }

  /** Versions from the `i`th on cannot be had any more; their serials must never come again. */
  async #giveUp(i: number): Promise<readonly number[]> {
    const serials = this.#versions.slice(i).map((version) => version.serial);
    const lost = { is: 'lost', number: this.lastNumber, serials, tookDraft: this.tookDraft } as const;
    const kept = this.#versions.slice(0, i);
    await this.#journal.rewrite([...this.#lost, lost, ...this.#snapshots, ...kept]);
    this.#lost.push(lost);
    this.#versions = kept;
    return serials;
  }

  async #takeSerialsOf(files: readonly string[]): Promise<void> {
    const serials: number[] = [];
    let number = this.lastNumber;
    for (const file of files) {
      number = Math.max(number, Number(DIFFERENCE.exec(file)?.[1]));
      const changes = await this.#readLeftover(file);
      if (changes === undefined) continue;
      const soaAfter = changes.served.find(
        ({ type, after }) => type === TYPE.SOA && after !== undefined,
      )?.after;
      if (soaAfter !== undefined) serials.push(soa.parse(soaAfter.rdatas[0]).serial);
    }
    const lost = { is: 'lost', number, serials, tookDraft: this.tookDraft } as const;
    await this.#journal.append(lost);
    this.#lost.push(lost);
  }

  /** Undefined when it cannot be read: half a file that no version was made of, or damaged like the journal, which is told. */
  async #readLeftover(file: string): Promise<VersionChanges | undefined> {
    try {
      return await unpackDifference(await readBlob(path.join(this.#folder, file), { files: this.#files }));
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return undefined;
    }
  }

  async #write(file: string, packed: Buffer): Promise<void> {
    await this.#files.makeFolder(this.#folder);
    await writeBlob(path.join(this.#folder, file), packed, { files: this.#files, compress: true });
  }
}

function lostNotice(error: StorageError, serials: readonly number[]): VersionNotice {
  return { code: 'versions-lost', path: error.failure.path, serials, reason: reasonOf(error) };
}
