/** How a JSON file is read and written: the adapter that lowdb is given by `json-file.ts`. */
import type { Adapter } from 'lowdb';
import { z } from 'zod';
import type { FileSystem } from './file-system.ts';
import { asideOf, lastGoodOf, replaceFileAndCopy } from './replace-file.ts';
import { StorageError, type StorageNotice, asStorageError } from './storage-error.ts';

/** Brings data from one schema version to the next; pure. The first one leads from version 1 to 2. */
export type Migration = (data: unknown) => unknown;

/** What a file's data must look like, and how older forms become it. The version is the number of migrations + 1. */
export interface JsonForm<T> {
  readonly schema: z.ZodType<T>;
  readonly migrations: readonly Migration[];
}

/** lowdb's adapter for one file. Writes must not overlap: `JsonFile` queues them. */
export class JsonAdapter<T> implements Adapter<T> {
  /** What happened on reading that the owner should know. */
  readonly notices: StorageNotice[] = [];
  readonly #path: string;
  readonly #form: JsonForm<T>;
  readonly #files: FileSystem;
  readonly #now: () => Date;

  constructor(path: string, form: JsonForm<T>, files: FileSystem, now: () => Date) {
    this.#path = path;
    this.#form = form;
    this.#files = files;
    this.#now = now;
  }

  /**
   * Reads the file, or its last good copy when it is damaged or gone, and brings it to the present version. A damaged or
   * older file is kept aside, and what it was replaced by is written at once. Null when there is no file.
   */
  async read(): Promise<T | null> {
    const read = await this.#readEither();
    if (read === undefined) return null;
    const version = this.#form.migrations.length + 1;
    if (read.version < version) {
      const keptAs = asideOf(this.#path, `version-${read.version}`, this.#now());
      await this.#attempt(() => this.#files.rename(this.#path, keptAs));
      this.notices.push({ code: 'migrated', path: this.#path, from: read.version, to: version, keptAs });
    }
    if (this.notices.length > 0) await this.write(read.data);
    return read.data;
  }

  async write(data: T): Promise<void> {
    const contents = { schemaVersion: this.#form.migrations.length + 1, data };
    await replaceFileAndCopy(
      this.#files,
      this.#path,
      Buffer.from(`${JSON.stringify(contents, undefined, 1)}\n`),
    );
  }

  async #readEither(): Promise<DecodedJson<T> | undefined> {
    const path = this.#path;
    const main = await this.#tryRead(path);
    if (!(main instanceof StorageError)) return main;
    const copy = await this.#tryRead(lastGoodOf(path));
    if (copy instanceof StorageError) {
      if (main.code === 'missing' && copy.code === 'missing') return undefined;
      throw main.code === 'missing' ? copy : main;
    }
    const keptAs = main.code === 'missing' ? undefined : asideOf(path, 'corrupt', this.#now());
    if (keptAs !== undefined) await this.#attempt(() => this.#files.rename(path, keptAs));
    const reason = main.failure.code === 'corrupt' ? main.failure.reason : main.code;
    this.notices.push({ code: 'used-last-good', path, keptAs, reason });
    return copy;
  }

  /** A missing or damaged file is a value here, for the copy may help; a newer version or a failing disk is thrown. */
  async #tryRead(path: string): Promise<DecodedJson<T> | StorageError> {
    try {
      return decodeJson(this.#form, path, await this.#files.readFile(path));
    } catch (error) {
      const failure = asStorageError(error, path, 'read');
      if (failure instanceof StorageError && ['missing', 'corrupt'].includes(failure.code)) return failure;
      throw failure;
    }
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw asStorageError(error, this.#path, 'replace');
    }
  }
}

interface DecodedJson<T> {
  readonly data: T;
  /** The version it had on the disk. */
  readonly version: number;
}

const envelope = z.object({ schemaVersion: z.int().min(1), data: z.unknown() });

/** Bytes to a checked value of the present version. Throws {@link StorageError} `corrupt` or `newer-version`. */
function decodeJson<T>(form: JsonForm<T>, path: string, bytes: Uint8Array): DecodedJson<T> {
  const parsed = envelope.safeParse(parseJson(path, bytes));
  if (!parsed.success) throw new StorageError({ code: 'corrupt', path, reason: parsed.error.message });
  const { schemaVersion: version, data } = parsed.data;
  const supported = form.migrations.length + 1;
  if (version > supported) throw new StorageError({ code: 'newer-version', path, found: version, supported });
  const migrated = form.migrations.slice(version - 1).reduce((older, migrate) => migrate(older), data);
  const checked = form.schema.safeParse(migrated);
  if (!checked.success) throw new StorageError({ code: 'corrupt', path, reason: checked.error.message });
  return { data: checked.data, version };
}

function parseJson(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new StorageError({ code: 'corrupt', path, reason: error.message }, error);
  }
}
