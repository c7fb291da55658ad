/**
 * An append-only file of records. An append is acknowledged once it is on the disk (fdatasync), so `kill -9` or a power cut
 * loses nothing that was acknowledged; appends that wait together share one sync.
 *
 * The first line tells the schema version; all lines as in `journal-line.ts`. What opening does about damage stands at
 * {@link openJournal}.
 *
 * Limitations: the whole file is read on opening (100,000 records of 200 bytes: 20 MB), so the owner compacts now and then
 * with `rewrite`. One process at a time, which the data folder's lock sees to.
 */
import { type FileSystem, type OpenFile, nodeFileSystem, writeAll } from './file-system.ts';
import { encodeLine } from './journal-line.ts';
import { type JournalForm, readJournal } from './journal-reader.ts';
import { replaceFile } from './replace-file.ts';
import { SerialQueue } from './serial-queue.ts';
import { StorageError, type StorageFailure, type StorageNotice, asStorageError } from './storage-error.ts';

export interface JournalOptions<T> extends Partial<JournalForm<T>> {
  readonly path: string;
  readonly schema: JournalForm<T>['schema'];
  /** It was made before: that it is not there is told. False when absent. */
  readonly wasMade?: boolean;
  readonly files?: FileSystem;
  readonly now?: () => Date;
}

/** A journal as found on the disk. */
export interface OpenedJournal<T> {
  readonly journal: Journal<T>;
  readonly records: readonly T[];
  readonly notices: readonly StorageNotice[];
}

interface Waiting {
  readonly line: Buffer;
  readonly acknowledge: () => void;
  readonly refuse: (error: unknown) => void;
}

/** Get one with {@link openJournal}. */
export class Journal<T> {
  readonly path: string;
  readonly #files: FileSystem;
  readonly #version: number;
  readonly #queue = new SerialQueue();
  #file: OpenFile;
  /** Everything before it is acknowledged; what lies behind is not ours and will be written over. */
  #size: number;
  /** Appends not yet begun, by the sync they will share; in the order in which the queue will come to them. */
  readonly #batches: Waiting[][] = [];
  /** Set when something else was queued behind the last batch: what comes now must not slip in before it. */
  #lastBatchClosed = false;
  #state: 'open' | 'needs-reopen' | 'closed' = 'open';

  constructor(path: string, files: FileSystem, version: number, file: OpenFile, size: number) {
    this.path = path;
    this.#files = files;
    this.#version = version;
    this.#file = file;
    this.#size = size;
  }

  /** Bytes on the disk; tells the owner when to compact. */
  get size(): number {
    return this.#size;
  }

  /**
   * Resolves when the record is on the disk. Throws {@link StorageError}: then it is not, and neither is any record that
   * was appended after it and before this refusal, for those were meant to follow it.
   */
  async append(record: T): Promise<void> {
    const line = encodeLine(record);
    await new Promise<void>((acknowledge, refuse) => {
      this.#openBatch().push({ line, acknowledge, refuse });
    });
  }

  /** Replaces all records, atomically: compaction. Appends asked for before it come first, and are replaced. */
  rewrite(records: Iterable<T>): Promise<void> {
    this.#lastBatchClosed = true;
    return this.#queue.run(async () => {
      if (this.#state !== 'open') throw this.#refusal();
      // Closed first: Windows does not replace a file that is open. Until it is open again nothing may be appended.
      this.#state = 'needs-reopen';
      await this.#attempt(() => this.#file.close(), 'write');
      const written = { bytes: 0 };
      try {
        await replaceFile(this.#files, this.path, journalContents(this.#version, records, written));
        this.#size = written.bytes;
      } catch (error) {
        // The old file is still in its place, unless only the sync after the rename failed.
        if (!(error instanceof StorageError) || !isStillOld(error.failure)) throw error;
        await this.#reopen();
        throw error;
      }
      await this.#reopen();
    });
  }

  /** Waits for what was asked for, then lets go of the file. */
  async close(): Promise<void> {
    this.#lastBatchClosed = true;
    await this.#queue.run(async () => {
      if (this.#state === 'closed') return;
      this.#state = 'closed';
      await this.#attempt(() => this.#file.close(), 'write');
    });
  }

  /** Whoever comes while a sync is under way is taken along by the next one. */
  #openBatch(): Waiting[] {
    const last = this.#batches.at(-1);
    if (last !== undefined && !this.#lastBatchClosed) return last;
    const batch: Waiting[] = [];
    this.#batches.push(batch);
    this.#lastBatchClosed = false;
    void this.#queue.run(() => this.#flush());
    return batch;
  }

  /** Writes the first batch. Never rejects: each append that waited gets its own answer. */
  async #flush(): Promise<void> {
    const batch = this.#batches.shift() ?? [];
    if (batch.length === 0) return;
    try {
      if (this.#state !== 'open') throw this.#refusal();
      const bytes = Buffer.concat(batch.map((waiting) => waiting.line));
      await writeAll(this.#file, bytes, this.#size);
      await this.#file.datasync();
      this.#size += bytes.length;
      for (const { acknowledge } of batch) acknowledge();
    } catch (error) {
      const failure = await this.#takeBack(asStorageError(error, this.path, 'write'));
      const followers = this.#batches.flatMap((later) => later.splice(0));
      for (const { refuse } of [...batch, ...followers]) refuse(failure);
    }
  }

  /**
   * Cuts off what a failed write may have left. If even that fails, nobody knows what is on the disk (after a failed sync
   * Linux forgets the dirty pages), so nothing more is taken until the file has been read anew.
   */
  async #takeBack(failure: unknown): Promise<unknown> {
    if (this.#state !== 'open') return failure;
    try {
      await this.#file.truncate(this.#size);
      await this.#file.datasync();
      return failure;
    } catch (error) {
      this.#state = 'needs-reopen';
      return new StorageError(
        { code: 'needs-reopen', path: this.path },
        new AggregateError([failure, error]),
      );
    }
  }

  async #reopen(): Promise<void> {
    this.#file = await this.#attempt(() => this.#files.open(this.path, 'existing'), 'open');
    this.#state = 'open';
  }

  #refusal(): StorageError {
    return new StorageError({ code: this.#state === 'closed' ? 'closed' : 'needs-reopen', path: this.path });
  }

  async #attempt<R>(work: () => Promise<R>, doing: 'open' | 'write'): Promise<R> {
    try {
      return await work();
    } catch (error) {
      throw asStorageError(error, this.path, doing);
    }
  }
}

/**
 * Opens or makes a journal and gives what is in it.
 *
 * A torn last line (a kill in the middle of an append: never acknowledged) is cut off. Damage elsewhere, also of the first
 * line, which is there from the moment at which the file is: everything before it is given, the file as it was is kept
 * aside, and the journal goes on from there. Records of an older version are migrated and written back, the old file kept
 * aside. Each of these is a notice.
 *
 * Throws {@link StorageError}: `newer-version`, or what the disk had against it.
 */
export async function openJournal<T>(options: JournalOptions<T>): Promise<OpenedJournal<T>> {
  const { path, schema, migrations = [], files = nodeFileSystem, now = () => new Date() } = options;
  const found = await readJournal(path, { schema, migrations }, files, now(), options.wasMade ?? false);
  const version = migrations.length + 1;
  try {
    const written = { bytes: found.size };
    if (found.rewrite) {
      written.bytes = 0;
      await replaceFile(files, path, journalContents(version, found.records, written));
    }
    const file = await files.open(path, 'existing');
    if (found.cut) {
      await file.truncate(found.size);
      await file.datasync();
    }
    const journal = new Journal<T>(path, files, version, file, written.bytes);
    return { journal, records: found.records, notices: found.notices };
  } catch (error) {
    throw asStorageError(error, path, 'open');
  }
}

const isStillOld = (failure: StorageFailure): boolean =>
  !('doing' in failure) || failure.doing !== 'sync-folder';

const PIECE_BYTES = 1 << 20;

/** The lines of a whole journal in pieces of about 1 MiB, so that the main thread is free between two of them. */
function* journalContents(
  version: number,
  records: Iterable<unknown>,
  written: { bytes: number },
): Iterable<Buffer> {
  let lines = [encodeLine({ schemaVersion: version })];
  let bytes = lines[0].length;
  for (const record of records) {
    const line = encodeLine(record);
    lines.push(line);
    bytes += line.length;
    if (bytes < PIECE_BYTES) continue;
    written.bytes += bytes;
    yield Buffer.concat(lines);
    lines = [];
    bytes = 0;
  }
  written.bytes += bytes;
  yield Buffer.concat(lines);
}
