/** A zone's draft in memory and in its journal: what is done to it counts from the moment at which it is on the disk. */
import {
  emptyDraft,
  makeStep,
  rebased,
  withoutLastStep,
  withRedoneStep,
  withStep,
  type Draft,
} from './draft.ts';
import { type DraftJournal } from './draft-journal.ts';
import { sameSet, type RecordSetChange, type RecordSetEdit } from './record-set.ts';
import { type ZoneVersion } from './zone-version.ts';

export class ZoneDraft {
  readonly #journal: DraftJournal;
  readonly #now: () => number;
  #current: Draft;

  constructor(journal: DraftJournal, draft: Draft, now: () => number) {
    this.#journal = journal;
    this.#current = draft;
    this.#now = now;
  }

  /** As it stands; a change makes another one. */
  get current(): Draft {
    return this.#current;
  }

  /** Edits as one step of undo; without effect on any record they are none, unless they take back version `reverts`. */
  async addStep(label: string, edits: readonly RecordSetEdit[], reverts?: number): Promise<void> {
    const step = await makeStep(label, this.#now(), this.#current.on, edits, reverts);
    const next = await withStep(this.#current, step);
    if (reverts === undefined && isWithoutEffect(this.#current, next, step.edits.values())) return;
    await this.#journal.addStep(step);
    this.#current = next;
  }

  /** Takes the last step back. There is one. */
  async undoStep(): Promise<void> {
    const next = await withoutLastStep(this.#current);
    await this.#journal.addUndo(this.#current.on);
    this.#current = next;
  }

  /** Brings back the last step that was undone, or drops the one that took back a version. There is either. */
  async redoStep(): Promise<void> {
    const draft = this.#current;
    const next = draft.undone.length > 0 ? await withRedoneStep(draft) : await withoutLastStep(draft);
    await this.#journal.addRedo(draft.on);
    this.#current = next;
  }

  /** A version came below it: one that took it along, or a tool's, on top of which it is applied anew. */
  async moveOnto({ record, state }: ZoneVersion, changes: readonly RecordSetChange[]): Promise<void> {
    const { number, tookDraft } = record;
    this.#current = tookDraft
      ? emptyDraft(number, state)
      : await rebased(this.#current, number, state, changes);
  }

  /** Makes room on the disk, after a version that took the draft along. */
  async emptyFile(): Promise<void> {
    await this.#journal.empty();
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }
}

function isWithoutEffect(before: Draft, after: Draft, edits: Iterable<RecordSetEdit>): boolean {
  for (const { owner, type } of edits)
    if (!sameSet(before.state.set(owner, type), after.state.set(owner, type))) return false;
  return true;
}
