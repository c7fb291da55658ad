/**
 * The data folder: private (0700), of one instance at a time, with an identity of its own.
 *
 *     folder.json        the folder's id, which keeps apart the keychain entries of several folders
 *     run/               sockets: the lock and the control socket (or `socket-folder`: where they are instead)
 *     vault.age          secrets, where there is no keychain
 *     secret-store.json  which of the two holds them
 *     …                  the rest is its owners': settings, zones, activity
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import { openJsonFile } from './json-file.ts';
import { StorageError, type StorageNotice, asStorageError } from './storage-error.ts';
import { findSocketFolder } from './socket-folder.ts';

export interface DataFolderOptions {
  readonly path: string;
  /** Told to whoever finds the folder in use: `desktop`, `headless` or the name of a command. */
  readonly host: string;
  readonly files?: FileSystem;
  readonly now?: () => Date;
}

/** An open data folder, ours alone until disposed. Get one with {@link openDataFolder}. */
export class DataFolder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Stays the same when the folder is moved or restored. */
  readonly id: string;
  readonly notices: readonly StorageNotice[];
  /** Where the control socket is to listen. */
  readonly controlPath: string;
  readonly #files: FileSystem;
  readonly #lock: InstanceLock;

  constructor(
    own: Pick<DataFolder, 'path' | 'id' | 'notices' | 'controlPath'>,
    files: FileSystem,
    lock: InstanceLock,
  ) {
    this.path = own.path;
    this.id = own.id;
    this.notices = own.notices;
    this.controlPath = own.controlPath;
    this.#files = files;
    this.#lock = lock;
  }

  /** The path of something in the folder. A name that would lead outside of it is a bug and throws. */
  at(...names: readonly string[]): string {
    const file = path.join(this.path, ...names);
    if (!file.startsWith(this.path + path.sep))
      throw new RangeError(`outside the data folder: ${names.join('/')}`);
    return file;
  }

  /** Makes a folder in the folder, if it is not there, and tells its path. */
  async makeFolder(...names: readonly string[]): Promise<string> {
    const folder = this.at(...names);
    try {
      await this.#files.makeFolder(folder);
      await this.#files.syncFolder(path.dirname(folder));
    } catch (error) {
      throw asStorageError(error, folder, 'write');
    }
    return folder;
  }

  /** Lets the next instance have it. Close the files in it first. */
  async dispose(): Promise<void> {
    await this.#lock.release();
  }
}

/**
 * Opens or makes a data folder and locks it.
 *
 * Throws {@link StorageError}: `folder-in-use` with the holder, `folder-not-private` for an existing folder of other things
 * that others may enter (it is not ours to close), or what the disk had against it.
 */
export async function openDataFolder(options: DataFolderOptions): Promise<DataFolder> {
  const { host, files = nodeFileSystem, now = () => new Date() } = options;
  const folder = await privateFolder(path.resolve(options.path), files);
  const lock = await takeInstanceLock(folder, { pid: process.pid, since: now().toISOString(), host });
  try {
    const identity = await openJsonFile({
      path: path.join(folder, IDENTITY),
      schema: z.object({ id: z.uuid() }),
      initial: () => ({ id: '' }),
      files,
      now,
    });
    if (identity.value.id === '') await identity.update(() => ({ id: randomUUID() }));
    const controlPath = await controlPathOf(folder);
    return new DataFolder(
      { path: folder, id: identity.value.id, notices: identity.notices, controlPath },
      files,
      lock,
    );
  } catch (error) {
    await lock.release();
    throw error;
  }
}

const IDENTITY = 'folder.json';

/** Where the control socket of the instance that holds `folder` listens, if there is one. */
export async function controlPathOf(folder: string): Promise<string> {
  return (await findSocketFolder(folder))('control');
}

/** Where the data folder is unless the owner says otherwise. */
export function defaultDataFolder(
  platform = process.platform,
  env = process.env,
  home = os.homedir(),
): string {
  switch (platform) {
    case 'win32':
      return path.win32.join(env.LOCALAPPDATA ?? path.win32.join(home, 'AppData', 'Local'), 'Hidden Primary');
    case 'darwin':
      return path.posix.join(home, 'Library', 'Application Support', 'Hidden Primary');
    default:
      return path.posix.join(env.XDG_DATA_HOME || path.posix.join(home, '.local', 'share'), 'hidden-primary');
  }
}

async function privateFolder(folder: string, files: FileSystem): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const real = await realpath(folder);
    if (process.platform !== 'win32') await closeToOthers(real, files);
    return real;
  } catch (error) {
    throw asStorageError(error, folder, 'open');
  }
}

/** `--data-dir /tmp` must not close /tmp to everybody: only an empty folder or one of ours gets its mode changed. */
async function closeToOthers(folder: string, files: FileSystem): Promise<void> {
  const { mode, uid } = await stat(folder);
  if ((mode & 0o077) === 0 && uid === process.getuid?.()) return;
  const names = (await files.readdir(folder)).filter((name) => name !== 'lost+found');
  if (uid !== process.getuid?.() || (names.length > 0 && !names.includes(IDENTITY))) {
    throw new StorageError({ code: 'folder-not-private', path: folder });
  }
  await chmod(folder, 0o700);
}
