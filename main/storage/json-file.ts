/**
 * One JSON file with a schema, a version and a last good copy, on lowdb.
 *
 * On disk: `{"schemaVersion": n, "data": …}`, mode 0600. What `value` shows is always on the disk already: an update that
 * the disk refuses leaves both as they were.
 */
import { Low } from 'lowdb';
import type { z } from 'zod';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { JsonAdapter, type Migration } from './json-adapter.ts';
import { SerialQueue } from './serial-queue.ts';
import { StorageError, type StorageNotice } from './storage-error.ts';

export interface JsonFileOptions<T> {
  readonly path: string;
  /** Checks what is read and what is to be written. It must give back what it was given: no transforms. */
  readonly schema: z.ZodType<T>;
  /** All migrations there ever were, in order; the file's version is their number + 1. */
  readonly migrations?: readonly Migration[];
  /** The value when there is no file yet. Nothing is written before the first update. */
  readonly initial: () => T;
  readonly files?: FileSystem;
  readonly now?: () => Date;
}

/** A value that lives in a JSON file. Get one with {@link openJsonFile}. */
export class JsonFile<T> {
  readonly path: string;
  /** What happened on opening that the owner should know. */
  readonly notices: readonly StorageNotice[];
  readonly #low: Low<T>;
  readonly #schema: z.ZodType<T>;
  readonly #queue = new SerialQueue();
  #stored: T;

  constructor(path: string, schema: z.ZodType<T>, low: Low<T>, notices: readonly StorageNotice[]) {
    this.path = path;
    this.notices = notices;
    this.#low = low;
    this.#schema = schema;
    this.#stored = low.data;
  }

  /** The value as it stands on the disk. Never change it in place. */
  get value(): T {
    return this.#stored;
  }

  /**
   * Replaces the value by `change(value)` and returns it when it is on the disk. Updates run one after the other, each on
   * the result of the one before. An update that gives back the very same value writes nothing.
   *
   * Throws {@link StorageError}: `invalid-value`, or what the disk had against it; the value is then as before.
   */
  update(change: (value: T) => T): Promise<T> {
    return this.#queue.run(async () => {
      const next = change(this.#stored);
      if (next === this.#stored) return next;
      const checked = this.#schema.safeParse(next);
      if (!checked.success) {
        throw new StorageError({ code: 'invalid-value', path: this.path, reason: checked.error.message });
      }
      this.#low.data = next;
      await this.#low.write();
      this.#stored = next;
      return next;
    });
  }

  /** Settles when every update asked for so far is on the disk or refused. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }
}

/**
 * Opens the file, or its last good copy when it is damaged (the damaged one is kept aside and a notice given), and brings
 * it to the present version (the old one is kept aside).
 *
 * Throws {@link StorageError}: `newer-version`, `corrupt` when the copy is no better, or what the disk had against it.
 */
export async function openJsonFile<T>(options: JsonFileOptions<T>): Promise<JsonFile<T>> {
  const { path, schema, migrations = [], files = nodeFileSystem, now = () => new Date() } = options;
  const adapter = new JsonAdapter(path, { schema, migrations }, files, now);
  const low = new Low(adapter, options.initial());
  await low.read();
  return new JsonFile(path, schema, low, adapter.notices);
}
