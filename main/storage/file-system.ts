/**
 * The few file operations that storage uses. Real by default; tests put a wrapper in between that fills the disk, tears a
 * write or fails a sync at a chosen moment (`faulty-file-system.ts`).
 */
import { constants, copyFile, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, onDisk } from './storage-error.ts';

/** An open file. Writes may be short, as the system's are: use {@link writeAll}. */
export interface OpenFile {
  write(bytes: Uint8Array, position: number): Promise<number>;
  truncate(length: number): Promise<void>;
  /** fdatasync: contents and length are on the disk. */
  datasync(): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileSystem {
  /** `new` empties or creates, `existing` opens for writing in place. Files are made with mode 0600. */
  open(path: string, how: 'new' | 'existing'): Promise<OpenFile>;
  readFile(path: string): Promise<Buffer>;
  readdir(path: string): Promise<string[]>;
  rename(from: string, to: string): Promise<void>;
  copyFile(from: string, to: string): Promise<void>;
  /** Removes a file; one that is not there is no error. */
  remove(path: string): Promise<void>;
  /** Removes a folder with all that is in it. */
  removeFolder(path: string): Promise<void>;
  /** Makes a folder and those above it with mode 0700. Throws StorageError. */
  makeFolder(path: string): Promise<void>;
  /** Makes renames and new names in a folder outlast a power cut. */
  syncFolder(path: string): Promise<void>;
}

export const nodeFileSystem: FileSystem = {
  async open(path, how) {
    const flags = how === 'new' ? constants.O_CREAT | constants.O_TRUNC : 0;
    const handle = await open(path, constants.O_RDWR | flags, 0o600);
    return {
      write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
      truncate: (length) => handle.truncate(length),
      datasync: () => handle.datasync(),
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  readFile: (path) => readFile(path),
  readdir: (path) => readdir(path),
  rename: (from, to) => (process.platform === 'win32' ? renamePatiently(from, to) : rename(from, to)),
  copyFile: (from, to) => copyFile(from, to),
  remove: (path) => rm(path, { force: true }),
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
  async makeFolder(path) {
    await onDisk(path, 'write', () => mkdir(path, { recursive: true, mode: 0o700 }));
  },
  async syncFolder(path) {
    // Windows cannot open a folder for this; NTFS journals its names by itself.
    if (process.platform === 'win32') return;
    const handle = await open(path, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/** Writes all of `bytes`, however short the single writes are. */
export async function writeAll(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += await file.write(bytes.subarray(done), position + done);
  }
}

/** On Windows a virus scanner or indexer may hold the file for a moment after it was written. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let waitMs = 5; ; waitMs *= 2) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (waitMs > 1000 || !['EPERM', 'EACCES', 'EBUSY'].includes(errnoOf(error) ?? '')) throw error;
      await sleep(waitMs);
    }
  }
}
