/** A zone's files, opened together and read into memory: description, versions, draft. */
import { type Name } from '../../shared/dns/name.ts';
import { type FileSystem } from '../storage/file-system.ts';
import { type JsonFile } from '../storage/json-file.ts';
import { StorageError } from '../storage/storage-error.ts';
import { draftOf, type Draft } from './draft.ts';
import { openDraftJournal, type DraftJournal } from './draft-journal.ts';
import { type ServedState } from './version-blob.ts';
import { openVersions, type VersionStore } from './version-store.ts';
import { nameOf, openDescription, type ZoneDescription } from './zone-description.ts';
import { type ZoneNotice } from './zone-facts.ts';

export interface ZoneFiles {
  readonly name: Name;
  /** Not null: there is one. */
  readonly description: JsonFile<ZoneDescription | null>;
  readonly store: VersionStore;
  readonly journal: DraftJournal;
  /** The last version's state, or version 0's. */
  readonly last: ServedState;
  readonly draft: Draft;
  readonly notices: readonly ZoneNotice[];
}

/** Opens all files of a zone's folder; `first`: what was just laid there. Throws StorageError for what cannot be read or given up. */
export async function openZoneFiles(
  folder: string,
  files: FileSystem,
  first?: ServedState,
): Promise<ZoneFiles> {
  const description = await openDescription(folder, files);
  const name = description.value === null ? undefined : nameOf(description.value.name);
  if (name === undefined) throw new StorageError({ code: 'missing', path: description.path });
  const { store, last, notices } = await openVersions(folder, name, files, first);
  const opened = await openDraftJournal(folder, files, store.tookDraft);
  const { steps, undone } = opened.recorded;
  const draft = await draftOf(store.lastNumber, last.state, steps, undone, await toolVersions(store));
  return {
    name,
    description,
    store,
    journal: opened.journal,
    last,
    draft,
    notices: [...description.notices, ...notices, ...opened.notices],
  };
}

/** The versions that came below the draft, with what they changed. */
async function toolVersions(store: VersionStore): Promise<Parameters<typeof draftOf>[4]> {
  const below = store.versions.filter((version) => version.number > store.tookDraft && !version.tookDraft);
  const changes = [];
  for (const record of below)
    changes.push({ number: record.number, changes: (await store.changesOf(record)).state });
  return changes;
}
