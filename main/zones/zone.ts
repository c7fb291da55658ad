/**
 * One zone: its last version, the draft on top of it, and all that may be done to them. What changes it goes through the
 * open folder's queue, is on the disk before it counts, and then is told as a fact.
 */
import path from 'node:path';
import { assert } from '../../shared/assert.ts';
import { type Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { type RuleFinding } from '../../shared/dns/zone-rules/finding.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { type VersionReason, type ZoneSettings } from '../../shared/model/zone.ts';
import { serialOf, withSerial } from './apex-soa.ts';
import { ofDraft, ofDue, ofTool, type Commit, type CommitOptions, type WishedVersion } from './commit.ts';
import { conflictsOf, discardEdits, redoOf, undoOf, type Draft, type Undo } from './draft.ts';
import { OpenZone } from './open-zone.ts';
import { editsForth, withoutRepeats, type RecordSetChange, type RecordSetEdit } from './record-set.ts';
import { type ServedState } from './version-blob.ts';
import { type VersionRecord } from './version-lines.ts';
import { type ZoneDescription } from './zone-description.ts';
import { ZoneFindings, type FindingCounts } from './zone-findings.ts';
import { ZoneSerials } from './zone-serials.ts';
import { type ZoneState } from './zone-state.ts';
import { type ZoneSurroundings } from './zone-surroundings.ts';
import { type ZoneVersion } from './zone-version.ts';

export class Zone {
  readonly id: string;
  readonly folder: string;
  readonly name: Name;
  readonly serials: ZoneSerials;
  readonly #around: ZoneSurroundings;
  readonly #findings = new ZoneFindings();
  /** Of the last version with a tool's edits: checked apart, so that neither check starts anew for the other. */
  readonly #toolFindings = new ZoneFindings();
  readonly #open: OpenZone;

  private constructor(folder: string, open: OpenZone, around: ZoneSurroundings) {
    this.id = path.basename(folder);
    this.folder = folder;
    this.name = open.name;
    this.#around = around;
    this.#open = open;
    this.serials = new ZoneSerials(open);
    open.onChanged = () => around.facts.tell({ kind: 'zone-changed', zone: this });
  }

  /** Reads a zone of its folder; `first` is what was just laid there and need not be read back. Throws StorageError. */
  static async open(folder: string, around: ZoneSurroundings, first?: ServedState): Promise<Zone> {
    return new Zone(folder, await OpenZone.open(folder, around, first), around);
  }

  /** Absolute presentation form, lower case: how the screens call the zone. */
  get nameText(): string {
    return printName(this.name);
  }

  /** What the zone's folder says of it. */
  get description(): ZoneDescription {
    return this.#open.description;
  }

  get settings(): ZoneSettings {
    return this.description.settings;
  }

  /** What is served; undefined before the first commit. */
  get version(): ZoneVersion | undefined {
    return this.#open.history.version;
  }

  get draft(): Draft {
    return this.#open.draft.current;
  }

  /** The records as the table shows them: version + draft. */
  get state(): ZoneState {
    return this.draft.state;
  }

  /** Record sets that differ from the last version; all, while there is none. */
  get editCount(): number {
    return this.version === undefined ? this.state.setCount : this.draft.editCount;
  }

  /** Keys of the sets that a tool changed after the owner's edit of them. */
  get conflicts(): ReadonlySet<string> {
    return conflictsOf(this.draft);
  }

  get undo(): Undo {
    return undoOf(this.draft, (number) => this.#open.history.numbered(number)?.serial);
  }

  /** The label of what redo would do. */
  get redo(): string | undefined {
    return redoOf(this.draft)?.label;
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
    const distinct = edits.map((edit) => ({ ...edit, wished: edit.wished && withoutRepeats(edit.wished) }));
    return this.#open.run(() => this.#open.draft.addStep(label, distinct));
  }

  /** Takes back the last step, or when there is none the last version, as a step of its own. Throws `nothing-to-undo`. */
  undoLast(): Promise<void> {
    return this.#open.run(async () => {
      const { undo } = this;
      if (undo === undefined) throw new AppFailure({ code: 'nothing-to-undo' });
      if (undo.kind === 'step') return this.#open.draft.undoStep();
      const record = this.#open.history.numbered(undo.number);
      assert(record !== undefined, 'undo offers only versions of the history');
      await this.#open.draft.addStep(undo.label, await this.#open.history.editsBefore(record), undo.number);
    });
  }

  /** Brings back what undo took. Throws `nothing-to-undo`. */
  redoLast(): Promise<void> {
    return this.#open.run(async () => {
      if (this.redo === undefined) throw new AppFailure({ code: 'nothing-to-undo' });
      await this.#open.draft.redoStep();
    });
  }

  /** Puts sets back to the last version, as a step of undo; all that differ when none are named. */
  discard(sets: readonly Pick<RecordSetEdit, 'owner' | 'type'>[] | undefined, label: string): Promise<void> {
    return this.#open.run(async () => this.#open.draft.addStep(label, await discardEdits(this.draft, sets)));
  }

  /** Makes an earlier version's records the draft, as a step of undo. Throws `version-not-found`. */
  restore(serial: number, label: string): Promise<void> {
    return this.#open.run(async () => {
      const state = await this.#open.history.stateAt(this.#recordOf(serial));
      await this.#open.draft.addStep(label, await editsForth(await state.changesFrom(this.state)));
    });
  }

  /** Checks the draft, gives it the next serial and stores it as a version. Throws `draft-has-errors`. */
  commit(options: CommitOptions = {}): Promise<Commit> {
    return this.#open.run(() => this.#make(ofDraft(this, this.#around.due, options)));
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
    return this.#open.run(async () => {
      const { version } = this;
      if (version === undefined) {
        await this.#open.draft.addStep(label, edits);
        return 'joined-draft';
      }
      return this.#make(await ofTool(version, edits, options));
    });
  }

  /** Why a version is due without any edit, if one is. */
  get dueReason(): VersionReason | undefined {
    return ofDue(this, this.#around.due)?.reason;
  }

  get isDue(): boolean {
    return this.dueReason !== undefined;
  }

  /** Makes the version that is due without any edit, if one is: the draft stays, with its errors if it has some. */
  commitDue(): Promise<Commit | undefined> {
    return this.#open.run(async () => {
      const wished = ofDue(this, this.#around.due);
      return wished && this.#make(wished);
    });
  }

  async updateSettings(change: Partial<ZoneSettings>): Promise<ZoneSettings> {
    await this.#open.describe((description) => ({
      ...description,
      settings: { ...description.settings, ...change },
    }));
    return this.settings;
  }

  /** The serial that a commit now would give; null when there is nothing to commit. */
  get nextSerial(): number | null {
    if (this.editCount === 0 && !this.isDue) return null;
    return this.serials.next(this.state, this.#around.now());
  }

  /** Versions, newest first. */
  get history(): readonly VersionRecord[] {
    return this.#open.history.records.toReversed();
  }

  /** The sets that a version changed against the one before; all of them for the first. Throws `version-not-found`. */
  async difference(serial: number): Promise<readonly RecordSetChange[]> {
    return this.#open.history.changesOf(this.#recordOf(serial));
  }

  /** Waits for the work beside the edits: snapshots, reading of older differences. */
  async settled(): Promise<void> {
    await this.#open.history.settled();
  }

  /** Waits for what is under way, then lets go of the files. */
  async close(): Promise<void> {
    await this.#open.close();
  }

  #recordOf(serial: number): VersionRecord {
    const record = this.#open.history.withSerial(serial);
    if (record === undefined)
      throw new AppFailure({ code: 'version-not-found', zone: this.nameText, serial });
    return record;
  }

  /** In the queue: everything of a commit, up to the moment from which the version exists, and what follows from it. */
  async #make(wished: WishedVersion | undefined): Promise<Commit> {
    if (wished === undefined) {
      assert(this.version !== undefined, 'the first commit always makes a version');
      return { version: this.version, made: false };
    }
    const { reason, tookDraft } = wished;
    const findings = tookDraft ? this.#findings : this.#toolFindings;
    const errors = await findings.errorCount(wished.state.contents, this.settings.rhythm);
    if (errors > 0) throw new AppFailure({ code: 'draft-has-errors', zone: this.nameText, errors });
    const typed = tookDraft ? wished.state : this.#open.history.base;
    const state = withSerial(wished.state, this.serials.next(typed, this.#around.now()));
    const served = await this.#around.derive(this, state, this.version);
    const made = { serial: serialOf(state) ?? 0, at: this.#around.now(), reason, tookDraft };
    const version = await this.#open.addVersion(made, state, served);
    this.#around.facts.tell({ kind: 'version-committed', zone: this, version });
    if (tookDraft) await this.#open.emptyDraftFile();
    return { version, made: true };
  }
}
