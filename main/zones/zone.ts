/**
 * One zone: its last version, the draft on top of it, and all that may be done to them. Everything that changes it goes
 * through one queue, is on the disk before it counts, and then is told as a fact.
 */
import path from 'node:path';
import { assert } from '../../shared/assert.ts';
import { type Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { isAhead } from '../../shared/dns/serial.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type RuleFinding } from '../../shared/dns/zone-rules/finding.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { type VersionInfo, type ZoneSettings } from '../../shared/model/zone.ts';
import { type FileSystem } from '../storage/file-system.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { StorageError } from '../storage/storage-error.ts';
import { serialOf, withSerial } from './apex-soa.ts';
import { chooseSerial } from './choose-serial.ts';
import {
  byKey,
  conflictsOf,
  discardEdits,
  emptyDraft,
  makeStep,
  rebased,
  redoOf,
  undoOf,
  withoutLastStep,
  withRedoneStep,
  withStep,
  type Draft,
  type Undo,
} from './draft.ts';
import {
  editsForth,
  sameSet,
  withoutRepeats,
  type RecordSetChange,
  type RecordSetEdit,
} from './record-set.ts';
import { type KnownSerials, type MadeElsewhere } from './made-elsewhere.ts';
import { type ServedState } from './version-blob.ts';
import { type VersionRecord } from './version-store.ts';
import { type ZoneDescription } from './zone-description.ts';
import { type ZoneFacts, type ZoneNotice } from './zone-facts.ts';
import { ZoneFindings, type FindingCounts } from './zone-findings.ts';
import { openZoneFiles, type ZoneFiles } from './zone-files.ts';
import { ZoneHistory } from './zone-history.ts';
import { type ZoneState } from './zone-state.ts';
import { type ZoneVersion } from './zone-version.ts';

export type VersionReason = VersionInfo['reason'];

/** What zones are given from outside. */
export interface ZoneSurroundings {
  readonly files: FileSystem;
  readonly now: () => number;
  readonly facts: ZoneFacts;
  /** What is served of the owner's records: themselves, or with signatures. `previous` is the last version, to take over from. */
  readonly derive: (zone: Zone, state: ZoneState, previous: ZoneVersion | undefined) => Promise<ZoneContents>;
  /** Why a version is due although no record changed: signatures to be renewed, other keys. */
  readonly due: (zone: Zone) => VersionReason | undefined;
}

/** What a commit came to. `made` is false when there was nothing to commit: the version is then the one before. */
export interface Commit {
  readonly version: ZoneVersion;
  readonly made: boolean;
}

export interface CommitOptions {
  readonly reason?: VersionReason;
  /** Makes a version although no record changed: signatures are renewed, or a secondary holds a serial ahead. */
  readonly evenIfEmpty?: boolean;
}

export class Zone {
  readonly id: string;
  readonly folder: string;
  readonly name: Name;
  readonly #around: ZoneSurroundings;
  readonly #queue = new SerialQueue();
  readonly #findings = new ZoneFindings();
  /** Of the last version with a tool's edits: checked apart, so that neither check starts anew for the other. */
  readonly #toolFindings = new ZoneFindings();
  #open: ZoneFiles;
  #history: ZoneHistory;
  #draft: Draft;
  #mustReopen = false;

  private constructor(folder: string, open: ZoneFiles, around: ZoneSurroundings) {
    this.id = path.basename(folder);
    this.folder = folder;
    this.name = open.name;
    this.#around = around;
    this.#open = open;
    this.#draft = open.draft;
    this.#history = this.#historyOf(open);
  }

  /** Reads a zone of its folder; `first` is what was just laid there and need not be read back. Throws StorageError. */
  static async open(folder: string, around: ZoneSurroundings, first?: ServedState): Promise<Zone> {
    return new Zone(folder, await openZoneFiles(folder, around.files, first), around);
  }

  /** Absolute presentation form, lower case: how the screens call the zone. */
  get nameText(): string {
    return printName(this.name);
  }

  get settings(): ZoneSettings {
    return this.description.settings;
  }

  /** What is served; undefined before the first commit. */
  get version(): ZoneVersion | undefined {
    return this.#history.version;
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** The records as the table shows them: version + draft. */
  get state(): ZoneState {
    return this.#draft.state;
  }

  /** Record sets that differ from the last version; all, while there is none. */
  get editCount(): number {
    return this.version === undefined ? setCount(this.state) : this.#draft.editCount;
  }

  /** Keys of the sets that a tool changed after the owner's edit of them. */
  get conflicts(): ReadonlySet<string> {
    return conflictsOf(this.#draft);
  }

  get undo(): Undo {
    return undoOf(this.#draft, (number) => this.#history.numbered(number)?.serial);
  }

  /** The label of what redo would do. */
  get redo(): string | undefined {
    return redoOf(this.#draft)?.label;
  }

  /** What the rules say of version + draft, in canonical order of the owners. */
  findings(): Promise<readonly RuleFinding[]> {
    return this.#findings.all(this.state.contents, this.settings.rhythm);
  }

  /** The findings about some names of version + draft. */
  findingsAbout(owners: readonly Name[]): Promise<readonly RuleFinding[]> {
    return this.#findings.about(owners, this.state.contents, this.settings.rhythm);
  }

  /** How many findings there were when the rules were last asked. */
  get findingCounts(): FindingCounts {
    return this.#findings.counts;
  }

  /** Makes edits as one step of undo; resolves when they are on the disk. Without effect on any record it is no step. */
  edit(edits: readonly RecordSetEdit[], label: string): Promise<void> {
    return this.#change(async (draft) => {
      const distinct = edits.map((edit) => ({
        ...edit,
        wished: edit.wished === undefined ? undefined : withoutRepeats(edit.wished),
      }));
      await this.#addStep(draft, label, distinct);
    });
  }

  /** Takes back the last step, or when there is none the last version, as a step of its own. Throws `nothing-to-undo`. */
  undoLast(): Promise<void> {
    return this.#change(async (draft) => {
      const undo = this.undo;
      if (undo === undefined) throw new AppFailure({ code: 'nothing-to-undo' });
      if (undo.kind === 'version') return this.#revert(draft, undo);
      const next = await withoutLastStep(draft);
      await this.#open.journal.addUndo(draft.on);
      this.#draft = next;
    });
  }

  /** Brings back what undo took. Throws `nothing-to-undo`. */
  redoLast(): Promise<void> {
    return this.#change(async (draft) => {
      if (redoOf(draft) === undefined) throw new AppFailure({ code: 'nothing-to-undo' });
      const next = draft.undone.length > 0 ? await withRedoneStep(draft) : await withoutLastStep(draft);
      await this.#open.journal.addRedo(draft.on);
      this.#draft = next;
    });
  }

  /** Puts sets back to the last version, as a step of undo; all that differ when none are named. */
  discard(sets: readonly Pick<RecordSetEdit, 'owner' | 'type'>[] | undefined, label: string): Promise<void> {
    return this.#change(async (draft) => this.#addStep(draft, label, await discardEdits(draft, sets)));
  }

  /** Makes an earlier version's records the draft, as a step of undo. Throws `version-not-found`. */
  restore(serial: number, label: string): Promise<void> {
    return this.#change(async (draft) => {
      const state = await this.#history.stateAt(this.#recordOf(serial));
      await this.#addStep(draft, label, await editsForth(await state.changesFrom(draft.state)));
    });
  }

  /** Checks the draft, gives it the next serial and stores it as a version. Throws `draft-has-errors`. */
  commit(options: CommitOptions = {}): Promise<Commit> {
    return this.#run(async () => {
      const due = this.#draft.editCount === 0 ? this.#around.due(this) : undefined;
      const unchanged = this.#draft.editCount === 0 && !this.serialIsBehind && options.evenIfEmpty !== true;
      if (this.version !== undefined && unchanged && due === undefined)
        return { version: this.version, made: false };
      const reason = options.reason ?? this.#firstReason ?? due ?? 'published';
      return { version: await this.#makeVersion(this.#draft.state, reason, true), made: true };
    });
  }

  /**
   * A tool's own write: its edits on the last version, as a version of their own; the owner's draft stays and is applied
   * on top. So goes also what must leave without the draft: renewed signatures, a serial that overtakes (`evenIfEmpty`).
   * While there is no version yet, its edits join the draft. Throws `draft-has-errors`.
   */
  commitOwn(
    edits: readonly RecordSetEdit[],
    label: string,
    options: CommitOptions = {},
  ): Promise<Commit | 'joined-draft'> {
    return this.#run(async () => {
      const version = this.version;
      if (version === undefined) {
        await this.#addStep(this.#draft, label, edits);
        return 'joined-draft';
      }
      const state = await version.state.withAll([...(await byKey(edits)).values()]);
      const unchanged = (await state.changesFrom(version.state)).length === 0;
      if (unchanged && options.evenIfEmpty !== true) return { version, made: false };
      return { version: await this.#makeVersion(state, options.reason ?? 'tool', false), made: true };
    });
  }

  /** Makes the version that is due without any edit, if one is: the draft stays, with its errors if it has some. */
  commitDue(): Promise<Commit | undefined> {
    return this.#run(async () => {
      const { version } = this;
      const reason = version && this.#around.due(this);
      if (version === undefined || reason === undefined) return undefined;
      return { version: await this.#makeVersion(version.state, reason, false), made: true };
    });
  }

  /** A secondary answered this serial: the next version's must be ahead of it. Persisted when it matters. */
  async noteSerialSeen(serial: number): Promise<void> {
    const last = this.version?.serial;
    if (last !== undefined && !isAhead(serial, last)) return;
    if (this.description.serialsSeen.includes(serial)) return;
    await this.#describe((description) => {
      const since = description.serialsSeen.filter((seen) => last === undefined || isAhead(seen, last));
      return { ...description, serialsSeen: [...since, serial].slice(-SERIALS_KEPT) };
    });
  }

  /** The serials that are accounted for: whatever else a secondary holds was made elsewhere. */
  get knownSerials(): KnownSerials {
    const { knownSerials } = this.description;
    const came = this.version === undefined ? serialOf(this.#history.base) : 0;
    const others = [...knownSerials, ...this.#history.lostSerials, ...(came ? [came] : [])];
    return {
      has: (serial) => others.includes(serial) || this.#history.withSerial(serial) !== undefined,
      newest: this.version?.serial ?? knownSerials.at(-1) ?? (came || undefined),
    };
  }

  /** What a secondary's copy was found to be; null: one of ours, or of old. */
  async noteCopy(secondary: string, found: MadeElsewhere | null): Promise<void> {
    const { madeElsewhere } = this.description;
    const others = madeElsewhere.filter((other) => other.secondary !== secondary);
    if (found === null && others.length === madeElsewhere.length) return;
    const noted = found === null ? others : [...others, found];
    await this.#describe((description) => ({ ...description, madeElsewhere: noted }));
  }

  /** The owner decided: what these secondaries hold is accounted for, and the next version will be ahead of it. */
  async goAheadOf(found: readonly MadeElsewhere[]): Promise<void> {
    await this.#describe((description) => {
      const knownSerials = new Set([...description.knownSerials, ...found.map(({ serial }) => serial)]);
      const knownKeys = new Set([...description.knownKeys, ...found.flatMap(({ keys }) => keys)]);
      const isDecided = ({ serial, keys }: MadeElsewhere): boolean =>
        knownSerials.has(serial) && keys.every((key) => knownKeys.has(key));
      return {
        ...description,
        madeElsewhere: description.madeElsewhere.filter((other) => !isDecided(other)),
        knownSerials: [...knownSerials],
        knownKeys: [...knownKeys],
      };
    });
  }

  /** A secondary holds a serial that is ahead of the last version's, or other records under it: it takes none but a later one. */
  get serialIsBehind(): boolean {
    const last = this.version?.serial;
    if (last === undefined) return false;
    return (
      this.description.knownSerials.includes(last) ||
      this.#heldSerials.some((serial) => isAhead(serial, last))
    );
  }

  /** The serial that a commit now would give; null when there is nothing to commit. */
  get nextSerial(): number | null {
    if (this.editCount === 0 && !this.serialIsBehind && this.#around.due(this) === undefined) return null;
    return this.#nextSerial(this.#draft.state);
  }

  /** Versions, newest first. */
  get history(): readonly VersionRecord[] {
    return this.#history.records.toReversed();
  }

  /** The sets that a version changed against the one before; all of them for the first. Throws `version-not-found`. */
  async difference(serial: number): Promise<readonly RecordSetChange[]> {
    return this.#history.changesOf(this.#recordOf(serial));
  }

  async updateSettings(change: Partial<ZoneSettings>): Promise<ZoneSettings> {
    await this.#describe((description) => ({
      ...description,
      settings: { ...description.settings, ...change },
    }));
    return this.settings;
  }

  /** Waits for the work beside the edits: snapshots, reading of older differences. */
  async settled(): Promise<void> {
    await this.#history.settled();
  }

  /** Waits for what is under way, then lets go of the files. */
  async close(): Promise<void> {
    await this.#queue.run(() => this.#closeFiles());
  }

  /** What the zone's folder says of it. */
  get description(): ZoneDescription {
    const { value } = this.#open.description;
    assert(value !== null, 'a zone that is open has a description');
    return value;
  }

  async #describe(change: (description: ZoneDescription) => ZoneDescription): Promise<void> {
    await this.#open.description.update((description) => description && change(description));
    this.#around.facts.tell({ kind: 'zone-changed', zone: this });
  }

  get #heldSerials(): readonly number[] {
    return [...this.description.serialsSeen, ...this.#history.lostSerials];
  }

  get #firstReason(): VersionReason | undefined {
    return this.version === undefined ? this.description.origin : undefined;
  }

  #recordOf(serial: number): VersionRecord {
    const record = this.#history.withSerial(serial);
    if (record === undefined)
      throw new AppFailure({ code: 'version-not-found', zone: this.nameText, serial });
    return record;
  }

  #nextSerial(state: ZoneState): number {
    const came = serialOf(this.#history.base);
    return chooseSerial({
      policy: this.settings.serialPolicy,
      // Zero is what a zone made here starts with; no secondary holds it.
      last: this.version?.serial ?? (came === 0 ? undefined : came),
      seen: this.#heldSerials,
      typed: serialOf(state) === came ? undefined : serialOf(state),
      nowMs: this.#around.now(),
    });
  }

  /** In the queue: the step on the disk, then in the draft. */
  async #addStep(
    draft: Draft,
    label: string,
    edits: readonly RecordSetEdit[],
    reverts?: number,
  ): Promise<void> {
    const step = await makeStep(label, this.#around.now(), draft.on, edits, reverts);
    const next = await withStep(draft, step);
    if (reverts === undefined && isWithoutEffect(draft, next, step.edits.values())) return;
    await this.#open.journal.addStep(step);
    this.#draft = next;
  }

  async #revert(draft: Draft, { number, label }: { number: number; label: string }): Promise<void> {
    const record = this.#history.numbered(number);
    assert(record !== undefined, 'undo offers only versions of the history');
    await this.#addStep(draft, label, await this.#history.editsBefore(record), number);
  }

  /** In the queue: everything of a commit, up to the moment from which the version exists, and what follows from it. */
  async #makeVersion(wished: ZoneState, reason: VersionReason, tookDraft: boolean): Promise<ZoneVersion> {
    const findings = tookDraft ? this.#findings : this.#toolFindings;
    const errors = await findings.errorCount(wished.contents, this.settings.rhythm);
    if (errors > 0) throw new AppFailure({ code: 'draft-has-errors', zone: this.nameText, errors });
    const state = withSerial(wished, this.#nextSerial(tookDraft ? wished : this.#history.base));
    const served = await this.#around.derive(this, state, this.version);
    const at = this.#around.now();
    const made = { serial: serialOf(state) ?? 0, at, reason, tookDraft };
    const { version, changes } = await this.#history.add(made, state, served, at);
    const { number } = version.record;
    this.#draft = tookDraft ? emptyDraft(number, state) : await rebased(this.#draft, number, state, changes);
    this.#around.facts.tell({ kind: 'version-committed', zone: this, version });
    if (tookDraft) await this.#tryUpkeep(() => this.#open.journal.empty());
    return version;
  }

  #historyOf({ store, last, notices }: ZoneFiles): ZoneHistory {
    for (const notice of notices) this.#tellNotice(notice);
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
      this.#tellNotice({ code: 'upkeep-failed', path: error.failure.path, reason: error.code });
    }
  }

  #tellNotice(notice: ZoneNotice): void {
    this.#around.facts.tell({ kind: 'notice', zone: this.nameText, notice });
  }

  /** A change of the draft, in the queue and told. */
  #change(work: (draft: Draft) => Promise<void>): Promise<void> {
    return this.#run(() => work(this.#draft));
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      try {
        if (this.#mustReopen) await this.#reopen();
        return await work();
      } catch (error) {
        // What is on the disk is not known any more: the next one looks, when the disk may be well again.
        if (error instanceof StorageError && error.code === 'needs-reopen') this.#mustReopen = true;
        throw error;
      } finally {
        this.#around.facts.tell({ kind: 'zone-changed', zone: this });
      }
    });
  }

  async #reopen(): Promise<void> {
    await this.#closeFiles();
    this.#open = await openZoneFiles(this.folder, this.#around.files);
    this.#draft = this.#open.draft;
    this.#history = this.#historyOf(this.#open);
    this.#mustReopen = false;
  }

  async #closeFiles(): Promise<void> {
    await this.#history.close();
    await this.#open.journal.close();
  }
}

/** How many serials seen at secondaries are remembered: far more than a zone has secondaries. */
const SERIALS_KEPT = 64;

function isWithoutEffect(before: Draft, after: Draft, edits: Iterable<RecordSetEdit>): boolean {
  for (const { owner, type } of edits)
    if (!sameSet(before.state.set(owner, type), after.state.set(owner, type))) return false;
  return true;
}

function setCount({ contents, notes }: ZoneState): number {
  let count = contents.rrsetCount;
  for (const [, { owner, type }] of notes.entries()) if (contents.rrset(owner, type) === undefined) count++;
  return count;
}
