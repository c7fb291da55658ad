/**
 * A zone's folder, open: its description, its versions, and the draft on top of the last of them. Everything that changes
 * versions or draft goes through one queue. When the disk failed and nobody knows any more what is on it, all is read anew
 * before the next work.
 */
import { assert } from '../../shared/assert.ts';
import { type Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type JsonFile } from '../storage/json-file.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { StorageError } from '../storage/storage-error.ts';
import { draftOf, type Step } from './draft.ts';
import { openDraftJournal } from './draft-journal.ts';
import { isUnreadable, reasonOf } from './unreadable.ts';
import { type ServedState } from './version-blob.ts';
import { openVersions } from './open-versions.ts';
import { type NewVersion, type VersionStore } from './version-store.ts';
import { nameOf, openDescription, type ZoneDescription } from './zone-description.ts';
import { ZoneDraft } from './zone-draft.ts';
import { type ZoneNotice } from './zone-facts.ts';
import { ZoneHistory } from './zone-history.ts';
import { type ZoneState } from './zone-state.ts';
import { type ZoneSurroundings } from './zone-surroundings.ts';
import { type ZoneVersion } from './zone-version.ts';

type FolderSurroundings = Pick<ZoneSurroundings, 'files' | 'facts' | 'now'>;

export class OpenZone {
  readonly name: Name;
  readonly #folder: string;
  readonly #around: FolderSurroundings;
  readonly #queue = new SerialQueue();
  #description: JsonFile<ZoneDescription | null>;
  #history: ZoneHistory;
  #draft: ZoneDraft;
  #mustReopen = false;
  /** Something of it changed, or may have: work in the queue is over, well or not. */
  onChanged: () => void = () => {};

  private constructor(folder: string, around: FolderSurroundings, read: ReadFolder) {
    this.#folder = folder;
    this.#around = around;
    this.name = read.name;
    this.#description = read.description;
    this.#draft = read.draft;
    this.#history = this.#historyOf(read);
  }

  /** `first`: what was just laid there, and need not be read back. Throws StorageError for what can neither be read nor given up. */
  static async open(folder: string, around: FolderSurroundings, first?: ServedState): Promise<OpenZone> {
    return new OpenZone(folder, around, await readFolder(folder, around, first));
  }

  get description(): ZoneDescription {
    const { value } = this.#description;
    assert(value !== null, 'a zone that is open has a description');
    return value;
  }

  get history(): ZoneHistory {
    return this.#history;
  }

  get draft(): ZoneDraft {
    return this.#draft;
  }

  /** Changes the description; resolves when that is on the disk. Nothing is done when `change` answers the same one. */
  async describe(change: (description: ZoneDescription) => ZoneDescription): Promise<void> {
    if (change(this.description) === this.description) return;
    await this.#description.update((description) => description && change(description));
    this.onChanged();
  }

  /** Work on versions or draft, one after the other. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      try {
        if (this.#mustReopen) await this.#reopen();
        return await work();
      } catch (error) {
        // What is on the disk is not known any more: the next one looks, when the disk may be well again.
        if (error instanceof StorageError && error.code === 'needs-reopen') this.#mustReopen = true;
        throw error;
      } finally {
        this.onChanged();
      }
    });
  }

  /** In the queue: stores a version, with the draft on top of it again. When this resolves it exists. */
  async addVersion(made: NewVersion, state: ZoneState, served: ZoneContents): Promise<ZoneVersion> {
    const { version, changes } = await this.#history.add(made, state, served);
    await this.#draft.moveOnto(version, changes);
    return version;
  }

  /** In the queue: makes room where the draft was, once a version took it along. */
  async emptyDraftFile(): Promise<void> {
    await this.#tryUpkeep(() => this.#draft.emptyFile());
  }

  /** Waits for what is under way, then lets go of the files. */
  async close(): Promise<void> {
    await this.#queue.run(() => this.#closeFiles());
  }

  async #reopen(): Promise<void> {
    await this.#closeFiles();
    const read = await readFolder(this.#folder, this.#around);
    this.#description = read.description;
    this.#draft = read.draft;
    this.#history = this.#historyOf(read);
    this.#mustReopen = false;
  }

  async #closeFiles(): Promise<void> {
    await this.#history.close();
    await this.#draft.close();
  }

  #historyOf({ store, last, notices }: ReadFolder): ZoneHistory {
    for (const notice of notices) this.#tell(notice);
    return new ZoneHistory(
      store,
      last,
      (work) => this.#tryUpkeep(work),
      (serial) => this.description.knownSerials.includes(serial),
    );
  }

  /** Work whose failure loses nothing: it is told, and done again another time. */
  async #tryUpkeep(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#tell({ code: 'upkeep-failed', path: error.failure.path, reason: error.code });
    }
  }

  #tell(notice: ZoneNotice): void {
    this.#around.facts.tell({ kind: 'notice', zone: printName(this.name), notice });
  }
}

interface ReadFolder {
  readonly name: Name;
  /** Not null: there is one. */
  readonly description: JsonFile<ZoneDescription | null>;
  readonly store: VersionStore;
  /** The last version's state, or version 0's. */
  readonly last: ServedState;
  readonly draft: ZoneDraft;
  readonly notices: readonly ZoneNotice[];
}

async function readFolder(
  folder: string,
  { files, now }: FolderSurroundings,
  first?: ServedState,
): Promise<ReadFolder> {
  const description = await openDescription(folder, files);
  const name = description.value === null ? undefined : nameOf(description.value.name);
  if (name === undefined) throw new StorageError({ code: 'missing', path: description.path });
  const { store, last, notices } = await openVersions(folder, name, files, first);
  const { journal, recorded, ...opened } = await openDraftJournal(folder, files, store.tookDraft);
  const { steps, undone } = recorded;
  const below = await toolVersions(store, [...steps, ...undone]);
  const draft = await draftOf(store.lastNumber, last.state, steps, undone, below.versions);
  return {
    name,
    description,
    store,
    last,
    draft: new ZoneDraft(journal, draft, now),
    notices: [...description.notices, ...notices, ...opened.notices, ...below.notices],
  };
}

/** The versions that came below steps of the draft, with what they changed: only marks hang on them. */
async function toolVersions(
  store: VersionStore,
  steps: readonly Step[],
): Promise<{
  readonly versions: Parameters<typeof draftOf>[4];
  readonly notices: readonly ZoneNotice[];
}> {
  const oldest = steps.reduce((number, { on }) => Math.min(number, on), store.lastNumber);
  const versions = [];
  const notices: ZoneNotice[] = [];
  for (const record of store.versions.filter(({ number, tookDraft }) => number > oldest && !tookDraft)) {
    try {
      versions.push({ number: record.number, changes: (await store.changesOf(record)).state });
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      notices.push({ code: 'marks-lost', path: error.failure.path, reason: reasonOf(error) });
    }
  }
  return { versions, notices };
}
