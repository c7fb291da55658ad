/**
 * The draft on the disk: every step, undo and redo as one line, acknowledged when it is there.
 *
 * Each line says on which version it was made (`on`). A version that took the draft along makes all lines on versions
 * before it void, from the moment at which the version itself is on the disk: there is no instant between the two at which
 * a kill could lose an edit or publish it twice. Emptying the file afterwards only saves room.
 */
import path from 'node:path';
import { z } from 'zod';
import { isOctets, type Octets } from '../../shared/dns/octets.ts';
import { WireReader } from '../../shared/dns/wire-reader.ts';
import { readBlob, writeBlob } from '../storage/blob-file.ts';
import { type FileSystem } from '../storage/file-system.ts';
import { openJournal, type Journal, type OpenedJournal } from '../storage/journal.ts';
import { type StorageNotice } from '../storage/storage-error.ts';
import { isUnreadable, reasonOf } from './unreadable.ts';
import { makeStep, type Step } from './draft.ts';
import { removeOthers } from './remove-others.ts';
import { packSets, unpackSets } from './packed-sets.ts';
import { editsForth, type RecordSetEdit } from './record-set.ts';

/** A step of more edits than this keeps them in a file beside the journal. */
const EDITS_IN_LINE = 200;
const STEPS_FOLDER = 'steps';

const octets = z.custom<Octets>((value) => typeof value === 'string' && isOctets(value));
const count = z.int().min(0);

/** One edit in a line: owner's wire form, type, and the wished set unless it is removed. */
const editLine = z.object({
  owner: octets,
  type: z.int().min(0).max(65535),
  ttl: count.optional(),
  rdatas: z.array(octets).optional(),
  disabled: z.array(octets).optional(),
  comment: z.string().optional(),
});

const stepLine = z.object({
  do: z.literal('step'),
  on: count,
  at: z.number(),
  label: z.string(),
  /** The edits, or the file that holds them. */
  edits: z.union([z.array(editLine), z.string()]),
  reverts: count.optional(),
});

const draftLine = z.discriminatedUnion('do', [
  stepLine,
  z.object({ do: z.literal('undo'), on: count }),
  z.object({ do: z.literal('redo'), on: count }),
]);
type DraftLine = z.infer<typeof draftLine>;

/** A step of the draft whose edits could not be read back; the other steps stand. */
export interface StepNotice {
  readonly code: 'step-lost';
  readonly path: string;
  readonly label: string;
  readonly reason: string;
}

/** What the journal holds of the draft: active steps, and those that redo brings back (the next one last). */
export interface RecordedSteps {
  readonly steps: readonly Step[];
  readonly undone: readonly Step[];
}

export interface OpenedDraftJournal {
  readonly journal: DraftJournal;
  readonly recorded: RecordedSteps;
  readonly notices: readonly (StorageNotice | StepNotice)[];
}

export class DraftJournal {
  readonly #folder: string;
  readonly #files: FileSystem;
  readonly #journal: Journal<DraftLine>;
  #nextFile: number;

  constructor(folder: string, files: FileSystem, journal: Journal<DraftLine>, nextFile: number) {
    this.#folder = folder;
    this.#files = files;
    this.#journal = journal;
    this.#nextFile = nextFile;
  }

  /** Resolves when the step is on the disk. Throws StorageError: then it is not. */
  async addStep(step: Step): Promise<void> {
    const edits = [...step.edits.values()];
    const { on, at, label, reverts } = step;
    const stored = edits.length > EDITS_IN_LINE ? await this.#writeEdits(edits) : edits.map(lineOf);
    await this.#journal.append({ do: 'step', on, at, label, edits: stored, reverts });
  }

  async addUndo(on: number): Promise<void> {
    await this.#journal.append({ do: 'undo', on });
  }

  async addRedo(on: number): Promise<void> {
    await this.#journal.append({ do: 'redo', on });
  }

  /** Makes room: what the file says is void, since a version took it along. */
  async empty(): Promise<void> {
    await this.#journal.rewrite([]);
    await removeOthers(this.#files, path.join(this.#folder, STEPS_FOLDER), new Set());
  }

  /** Bytes on the disk. */
  get size(): number {
    return this.#journal.size;
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }

  async #writeEdits(edits: readonly RecordSetEdit[]): Promise<string> {
    const folder = path.join(this.#folder, STEPS_FOLDER);
    await this.#files.makeFolder(folder);
    const name = `${this.#nextFile++}.edits`;
    const changes = edits.map(({ owner, type, wished }) => ({
      owner,
      type,
      before: undefined,
      after: wished,
    }));
    await writeBlob(path.join(folder, name), await packSets(changes), { files: this.#files, compress: true });
    return name;
  }
}

/** Opens the journal in a zone's folder. Lines on versions before `consumed` are void: a version took them along. */
export async function openDraftJournal(
  folder: string,
  files: FileSystem,
  consumed: number,
): Promise<OpenedDraftJournal> {
  const { journal, records, notices } = await openFile(folder, files, true);
  const lines = records.filter((line) => line.on >= consumed);
  const recorded = replay(lines);
  const stepsFolder = path.join(folder, STEPS_FOLDER);
  const named = new Set(
    [...recorded.steps, ...recorded.undone]
      .map((line) => line.edits)
      .filter((edits) => typeof edits === 'string'),
  );
  const present = await removeOthers(files, stepsFolder, named);
  const next = 1 + Math.max(0, ...present.map((name) => Number.parseInt(name, 10) || 0));
  const lost: StepNotice[] = [];
  const load = async (line: StepLine): Promise<Step | undefined> => {
    const edits = await editsOf(line, stepsFolder, files, lost);
    return edits && makeStep(line.label, line.at, line.on, edits, line.reverts);
  };
  const steps = await inTurn(recorded.steps, load);
  const undone = await inTurn(recorded.undone, load);
  return {
    journal: new DraftJournal(folder, files, journal, next),
    recorded: { steps, undone },
    notices: [...notices, ...lost],
  };
}

/** Lays the journal of a new zone in its folder: an empty draft. */
export async function createDraftJournal(folder: string, files: FileSystem): Promise<void> {
  const { journal } = await openFile(folder, files, false);
  await journal.close();
}

const openFile = (folder: string, files: FileSystem, wasMade: boolean): Promise<OpenedJournal<DraftLine>> =>
  openJournal({ path: path.join(folder, 'draft.journal'), schema: draftLine, wasMade, files });

type StepLine = z.infer<typeof stepLine>;

/** The lines' meaning; the rules are those of `draft.ts`. */
function replay(lines: readonly DraftLine[]): {
  readonly steps: readonly StepLine[];
  readonly undone: readonly StepLine[];
} {
  const steps: StepLine[] = [];
  let undone: StepLine[] = [];
  for (const line of lines) {
    if (line.do === 'step') {
      steps.push(line);
      undone = [];
    } else if (line.do === 'undo') {
      const last = steps.pop();
      if (last !== undefined) undone.push(last);
    } else {
      const next = undone.pop();
      if (next !== undefined) steps.push(next);
      // Redo with nothing undone drops a step that took back a version.
      else steps.pop();
    }
  }
  return { steps, undone };
}

/** A step's edits; undefined, with a notice, when the file that holds them cannot be read. */
async function editsOf(
  line: StepLine,
  folder: string,
  files: FileSystem,
  lost: StepNotice[],
): Promise<readonly RecordSetEdit[] | undefined> {
  if (typeof line.edits !== 'string') return line.edits.map(editOf);
  const file = path.join(folder, line.edits);
  try {
    const changes = await unpackSets(await readBlob(file, { files }));
    return await editsForth(changes);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    lost.push({ code: 'step-lost', path: file, label: line.label, reason: reasonOf(error) });
    return undefined;
  }
}

function lineOf({ owner, type, wished }: RecordSetEdit): z.infer<typeof editLine> {
  if (wished === undefined) return { owner: owner.wire, type };
  const { ttlSeconds: ttl, rdatas, disabledRdatas, comment } = wished;
  return {
    owner: owner.wire,
    type,
    ttl,
    rdatas: [...rdatas],
    ...(disabledRdatas.length === 0 ? {} : { disabled: [...disabledRdatas] }),
    ...(comment === '' ? {} : { comment }),
  };
}

function editOf(line: z.infer<typeof editLine>): RecordSetEdit {
  const owner = WireReader.plain(line.owner).name(false);
  if (line.ttl === undefined) return { owner, type: line.type, wished: undefined };
  const { ttl: ttlSeconds, rdatas = [], disabled = [], comment = '' } = line;
  return { owner, type: line.type, wished: { ttlSeconds, rdatas, disabledRdatas: disabled, comment } };
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R | undefined>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    const result = await work(item);
    if (result !== undefined) results.push(result);
  }
  return results;
}
