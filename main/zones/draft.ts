/**
 * The draft: the owner's edits since the last version, as an ordered list of steps on top of it (DESIGN §1). Pure and
 * immutable: the next draft is worked out first, written to the journal, and only then takes the place of this one.
 *
 * A step is one unit of undo. Each remembers on which version it was made (`on`); steps made before a tool's version are
 * applied on top of it again, and a set that both touched is marked until the owner edits it anew.
 */
import { TYPE } from '../../shared/dns/types.ts';
import { sameButSerial, settleSerial } from './apex-soa.ts';
import { sameSet, setKey, type RecordSet, type RecordSetChange, type RecordSetEdit } from './record-set.ts';
import { mapInTurns, Turn } from './turn.ts';
import { type ZoneState } from './zone-state.ts';

export interface Step {
  readonly label: string;
  readonly at: number;
  /** Number of the version that was the last one when the step was made. */
  readonly on: number;
  /** By set key. */
  readonly edits: ReadonlyMap<string, RecordSetEdit>;
  /** Set when the step takes back a whole version: that version's number. */
  readonly reverts?: number;
}

/** The sets that a tool's version changed below the draft. */
interface ToolVersion {
  readonly number: number;
  readonly touched: ReadonlySet<string>;
}

export interface Draft {
  /** Number of the version below; 0 before the first one. */
  readonly on: number;
  /** The last version's records; before the first version, what the zone was created or imported with. */
  readonly base: ZoneState;
  /** Base and active steps. */
  readonly state: ZoneState;
  readonly steps: readonly Step[];
  /** Steps that redo would bring back, the next one last. */
  readonly undone: readonly Step[];
  readonly toolVersions: readonly ToolVersion[];
  /** How many sets differ between base and state. */
  readonly editCount: number;
}

/** What undo would do: take back the last step, or the version before all of them. */
export type Undo =
  | { readonly kind: 'step'; readonly label: string }
  | { readonly kind: 'version'; readonly number: number; readonly label: string }
  | undefined;

export function emptyDraft(on: number, base: ZoneState): Draft {
  return { on, base, state: base, steps: [], undone: [], toolVersions: [], editCount: 0 };
}

/** A step of edits, the last one of a set counting. */
export async function makeStep(
  label: string,
  at: number,
  on: number,
  edits: readonly RecordSetEdit[],
  reverts?: number,
): Promise<Step> {
  return { label, at, on, edits: await byKey(edits), ...(reverts === undefined ? {} : { reverts }) };
}

/** Edits by their set keys, in slices; the last one of a set counts. */
export async function byKey(edits: Iterable<RecordSetEdit>): Promise<Map<string, RecordSetEdit>> {
  const turn = new Turn();
  const keyed = new Map<string, RecordSetEdit>();
  for (const edit of edits) {
    keyed.set(setKey(edit.owner, edit.type), edit);
    if (turn.isOver) await turn.pass();
  }
  return keyed;
}

/** The draft with a step made; what was undone is gone. */
export async function withStep(draft: Draft, step: Step): Promise<Draft> {
  return applied({ ...draft, steps: [...draft.steps, step], undone: [] }, [...step.edits.values()]);
}

/** What undo would do. Versions reach back as far as the history: `serialOf` tells the serial of those whose change is known. */
export function undoOf(draft: Draft, serialOf: (number: number) => number | undefined): Undo {
  const top = draft.steps.at(-1);
  if (top !== undefined && top.reverts === undefined) return { kind: 'step', label: top.label };
  const number = top?.reverts === undefined ? draft.on : top.reverts - 1;
  const serial = serialOf(number);
  return serial === undefined ? undefined : { kind: 'version', number, label: `Take back version ${serial}` };
}

/** What redo would do: bring back the last undone step, or drop a step that took back a version. */
export function redoOf(draft: Draft): Step | undefined {
  return draft.undone.at(-1) ?? (draft.steps.at(-1)?.reverts === undefined ? undefined : draft.steps.at(-1));
}

/** The draft without its last step, which redo can bring back unless it `reverts` a version. There is one. */
export async function withoutLastStep(draft: Draft): Promise<Draft> {
  const steps = draft.steps.slice(0, -1);
  const last = draft.steps[steps.length];
  const undone = last.reverts === undefined ? [...draft.undone, last] : draft.undone;
  const edits = [...last.edits].map(([key, { owner, type }]) => ({
    owner,
    type,
    wished: wishBefore(steps, key, () => draft.base.set(owner, type)),
  }));
  return applied({ ...draft, steps, undone }, edits);
}

/** The draft with the next undone step active again. There is one. */
export async function withRedoneStep(draft: Draft): Promise<Draft> {
  const undone = draft.undone.slice(0, -1);
  const step = draft.undone[undone.length];
  return applied({ ...draft, steps: [...draft.steps, step], undone }, [...step.edits.values()]);
}

/** The draft on top of a tool's version that came below it; `changes` are that version's. */
export async function rebased(
  draft: Draft,
  on: number,
  base: ZoneState,
  changes: readonly RecordSetChange[],
): Promise<Draft> {
  const toolVersion = { number: on, touched: touchedBy(changes) };
  const wishes = await lastWishes(draft.steps);
  // Sets that the draft does not touch follow the version; the others keep the owner's wish.
  const edits = changes.map(
    ({ owner, type, after }) => wishes.get(setKey(owner, type)) ?? { owner, type, wished: after },
  );
  const moved = { ...draft, on, base, toolVersions: [...draft.toolVersions, toolVersion] };
  const state = await draft.state.withAll(await settled(edits, base));
  return { ...moved, state, editCount: await countEdits(wishes.values(), base, state) };
}

/** A draft of many steps at once, as the journal tells them on loading. */
export async function draftOf(
  on: number,
  base: ZoneState,
  steps: readonly Step[],
  undone: readonly Step[],
  toolVersions: readonly { readonly number: number; readonly changes: readonly RecordSetChange[] }[],
): Promise<Draft> {
  const wishes = await lastWishes(steps);
  const state = await base.withAll(await settled(wishes.values(), base));
  const touched = toolVersions.map(({ number, changes }) => ({ number, touched: touchedBy(changes) }));
  const editCount = await countEdits(wishes.values(), base, state);
  return { on, base, state, steps, undone, toolVersions: touched, editCount };
}

/** The keys of sets that a tool changed after the owner's last edit of them. */
export function conflictsOf(draft: Draft): ReadonlySet<string> {
  const conflicts = new Set<string>();
  for (const { number, touched } of draft.toolVersions) {
    for (const key of touched) {
      const last = draft.steps.findLast((step) => step.edits.has(key));
      if (last !== undefined && last.on < number) conflicts.add(key);
    }
  }
  return conflicts;
}

/** Edits that put the sets back to the version below; all that differ when no sets are named. */
export async function discardEdits(
  draft: Draft,
  sets: readonly Pick<RecordSetEdit, 'owner' | 'type'>[] | undefined,
): Promise<RecordSetEdit[]> {
  const named = sets ?? (await draft.state.changesFrom(draft.base));
  return mapInTurns(named, ({ owner, type }) => ({ owner, type, wished: draft.base.set(owner, type) }));
}

/** `draft` (still showing the state before) with edits applied to its state and the count of edits kept right. */
async function applied(draft: Draft, edits: readonly RecordSetEdit[]): Promise<Draft> {
  const state = await draft.state.withAll(await settled(edits, draft.base));
  let editCount = draft.editCount;
  const turn = new Turn();
  for (const { owner, type } of edits) {
    const base = draft.base.set(owner, type);
    editCount += differs(base, state.set(owner, type)) - differs(base, draft.state.set(owner, type));
    if (turn.isOver) await turn.pass();
  }
  return { ...draft, state, editCount };
}

async function countEdits(
  edits: Iterable<RecordSetEdit>,
  base: ZoneState,
  state: ZoneState,
): Promise<number> {
  const turn = new Turn();
  let count = 0;
  for (const { owner, type } of edits) {
    count += differs(base.set(owner, type), state.set(owner, type));
    if (turn.isOver) await turn.pass();
  }
  return count;
}

const settled = (edits: Iterable<RecordSetEdit>, base: ZoneState): Promise<RecordSetEdit[]> =>
  mapInTurns(edits, (edit) => settleSerial(edit, base));

const differs = (a: RecordSet | undefined, b: RecordSet | undefined): number => (sameSet(a, b) ? 0 : 1);

/** The wish for a set among steps, the last one counting, or what `base` says. */
function wishBefore(
  steps: readonly Step[],
  key: string,
  base: () => RecordSet | undefined,
): RecordSet | undefined {
  const step = steps.findLast((earlier) => earlier.edits.has(key));
  return step === undefined ? base() : step.edits.get(key)?.wished;
}

async function lastWishes(steps: readonly Step[]): Promise<Map<string, RecordSetEdit>> {
  const turn = new Turn();
  const wishes = new Map<string, RecordSetEdit>();
  for (const step of steps)
    for (const [key, edit] of step.edits) {
      wishes.set(key, edit);
      if (turn.isOver) await turn.pass();
    }
  return wishes;
}

/** Every version has an SOA of its own; only a change beyond its serial counts as touching it. */
function touchedBy(changes: readonly RecordSetChange[]): ReadonlySet<string> {
  return new Set(
    changes
      .filter(({ type, before, after }) => type !== TYPE.SOA || !sameButSerial(before, after))
      .map(({ owner, type }) => setKey(owner, type)),
  );
}
