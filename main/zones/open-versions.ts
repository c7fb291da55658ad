/** A zone's versions, opened from its folder or laid there. */
import path from 'node:path';
import { type Name } from '../../shared/dns/name.ts';
import { type FileSystem } from '../storage/file-system.ts';
import { openJournal } from '../storage/journal.ts';
import { type StorageNotice } from '../storage/storage-error.ts';
import { type ServedState } from './version-blob.ts';
import { journalLine } from './version-lines.ts';
import { type VersionNotice, VersionStore } from './version-store.ts';

export interface OpenedVersions {
  readonly store: VersionStore;
  /** The state of the last version, or of version 0. */
  readonly last: ServedState;
  readonly notices: readonly VersionNotice[];
}

/**
 * Opens the versions in a zone's folder. Throws StorageError when not even the first snapshot can be read. Who has just
 * laid them there gives what they hold as `last`, so that it need not be read back.
 */
export async function openVersions(
  folder: string,
  origin: Name,
  files: FileSystem,
  last?: ServedState,
): Promise<OpenedVersions> {
  const { store, notices } = await openStore(folder, files);
  const loaded = last === undefined ? await store.load(origin) : { last, notices: [] };
  await store.removeLeftovers();
  return { store, last: loaded.last, notices: [...notices, ...loaded.notices] };
}

/** Lays the versions of a new zone in its folder: version 0 only. */
export async function createVersions(folder: string, files: FileSystem, first: ServedState): Promise<void> {
  const { store } = await openStore(folder, files);
  await store.addSnapshot(0, first);
  await store.close();
}

async function openStore(
  folder: string,
  files: FileSystem,
): Promise<{ readonly store: VersionStore; readonly notices: readonly StorageNotice[] }> {
  const { journal, records, notices } = await openJournal({
    path: path.join(folder, 'versions.journal'),
    schema: journalLine,
    files,
  });
  return { store: new VersionStore(folder, files, journal, records), notices };
}
