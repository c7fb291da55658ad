/**
 * Replaces a file whole: at any moment, also after `kill -9` or a power cut, its name shows either all of the old contents
 * or all of the new.
 */
import path from 'node:path';
import { type FileSystem, writeAll } from './file-system.ts';
import { StorageError, asStorageError } from './storage-error.ts';

/** Contents whole, or in pieces that are made while they are written. */
export type FileContents = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Where the same contents are kept a second time, against a main file that the disk spoils. */
export const lastGoodOf = (file: string): string => `${file}.last-good`;

/** A name for a damaged or old file that is put aside: sorts by time, legal on Windows. */
export const asideOf = (file: string, why: string, now: Date): string =>
  `${file}.${why}-${now.toISOString().replaceAll(':', '').replace('.', '')}`;

/**
 * Temp file, fsync, rename, fsync of the folder. Two calls for one file must not overlap. Throws {@link StorageError}.
 */
export async function replaceFile(files: FileSystem, file: string, contents: FileContents): Promise<void> {
  await replaceAll(files, [file], contents);
}

/**
 * As {@link replaceFile}, with the same contents in a last good copy. The copy comes first: if that fails nothing has
 * changed yet, and once this returns both hold the new contents.
 */
export async function replaceFileAndCopy(
  files: FileSystem,
  file: string,
  contents: Uint8Array,
): Promise<void> {
  await replaceAll(files, [lastGoodOf(file), file], contents);
}

async function replaceAll(
  files: FileSystem,
  targets: readonly string[],
  contents: FileContents,
): Promise<void> {
  const file = targets[targets.length - 1];
  try {
    for (const target of targets) await writeTemp(files, tempOf(target), contents);
    for (const target of targets) await files.rename(tempOf(target), target);
  } catch (error) {
    throw await withoutLeftovers(files, targets.map(tempOf), asStorageError(error, file, 'replace'));
  }
  try {
    await files.syncFolder(path.dirname(file));
  } catch (error) {
    throw asStorageError(error, file, 'sync-folder');
  }
}

const tempOf = (file: string): string => `${file}.new`;

async function writeTemp(files: FileSystem, temp: string, contents: FileContents): Promise<void> {
  const handle = await files.open(temp, 'new');
  try {
    let position = 0;
    for await (const piece of contents instanceof Uint8Array ? [contents] : contents) {
      await writeAll(handle, piece, position);
      position += piece.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** On a full disk the half-written temp file takes room that the owner needs back; failing that, both errors are told. */
async function withoutLeftovers(
  files: FileSystem,
  temps: readonly string[],
  failure: unknown,
): Promise<unknown> {
  for (const temp of temps) {
    try {
      await files.remove(temp);
    } catch (error) {
      if (!(failure instanceof StorageError)) return failure;
      return new StorageError(failure.failure, new AggregateError([failure.cause, error]));
    }
  }
  return failure;
}
