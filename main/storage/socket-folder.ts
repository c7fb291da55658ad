/**
 * Where a data folder's sockets stand.
 *
 * In the folder itself (`run/`), so that containers which share it see each other, unless its path is too long for a socket
 * address (104 bytes on macOS, 108 on Linux) or its file system holds no sockets (exFAT, some network shares). Then in a
 * private folder under the system's temporary one, whose path is recorded in the data folder. Its name tells which data
 * folder it is for: a copy of that, made with the record in it, gets one of its own. On Windows sockets are named pipes and
 * need no folder.
 */
import { createHash, randomBytes } from 'node:crypto';
import { chmod, link, lstat, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { StorageError, asStorageError, errnoOf } from './storage-error.ts';

/** The shortest limit, macOS's 104, less the closing zero and the longest name we put into the folder. */
const LONGEST_FOLDER = 103 - '/lock-0123456789abcdef.sock'.length;
const RECORD = 'socket-folder';

/** The path of the named pipe or socket called `name`. */
export type SocketPath = (name: string) => string;

/** Finds or makes the place for sockets. Throws {@link StorageError}. */
export async function prepareSocketFolder(folder: string, temporary = os.tmpdir()): Promise<SocketPath> {
  const real = await realpath(folder);
  if (process.platform === 'win32') return pipeOf(real);
  try {
    const recorded = await recordedFolder(real);
    if (recorded !== undefined) return await privateFolder(recorded);
    const inside = path.join(real, 'run');
    if (isShort(inside)) {
      const socketPath = await privateFolder(inside);
      if (await holdsSockets(socketPath)) return socketPath;
    }
    const outside = path.join(temporary, outsideNameOf(real));
    await record(real, outside);
    return await privateFolder((await recordedFolder(real)) ?? outside);
  } catch (error) {
    throw asStorageError(error, folder, 'open');
  }
}

/** Where the sockets of a data folder are, for a client: makes nothing. */
export async function findSocketFolder(folder: string): Promise<SocketPath> {
  try {
    const real = await realpath(folder);
    if (process.platform === 'win32') return pipeOf(real);
    const inside = path.join(real, 'run');
    // What is too long was never served: a path at which nobody listens is as good.
    const unrecorded = isShort(inside) ? inside : path.join(os.tmpdir(), outsideNameOf(real));
    const sockets = (await recordedFolder(real)) ?? unrecorded;
    return (name) => path.join(sockets, `${name}.sock`);
  } catch (error) {
    throw asStorageError(error, folder, 'read');
  }
}

const hashOf = (real: string): string => createHash('sha256').update(real).digest('hex').slice(0, 16);

const outsideNameOf = (real: string): string => `hidden-primary-${hashOf(real)}`;

const isShort = (sockets: string): boolean => Buffer.byteLength(sockets) <= LONGEST_FOLDER;

/** Windows ignores case in paths, so the hash must, too. */
const pipeOf = (real: string): SocketPath => {
  const hash = hashOf(real.toLowerCase());
  return (name) => `\\\\.\\pipe\\hidden-primary-${hash}-${name}`;
};

/** What the record says, unless it is of another folder (this one is its copy) or half a record. */
async function recordedFolder(folder: string): Promise<string | undefined> {
  try {
    const recorded = await readFile(path.join(folder, RECORD), 'utf8');
    return path.isAbsolute(recorded) && path.basename(recorded) === outsideNameOf(folder)
      ? recorded
      : undefined;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Records where the sockets are: whole or not at all, and beside no record that counts. */
async function record(folder: string, sockets: string): Promise<void> {
  const file = path.join(folder, RECORD);
  const temp = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(temp, sockets, { flag: 'wx', mode: 0o600 });
    // A link is exclusive: of two that start at once both use what the first one recorded.
    await link(temp, file).catch(async (error: unknown) => {
      if (errnoOf(error) === 'EEXIST' && (await recordedFolder(folder)) !== undefined) return;
      await rename(temp, file);
    });
  } finally {
    await rm(temp, { force: true });
  }
}

/** The temporary folder is everybody's: what stands there under our name must be ours and closed to others. */
async function privateFolder(sockets: string): Promise<SocketPath> {
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  const stats = await lstat(sockets);
  if (!stats.isDirectory() || stats.uid !== process.getuid?.()) {
    throw new StorageError({ code: 'folder-not-private', path: sockets });
  }
  await chmod(sockets, 0o700);
  return (name) => path.join(sockets, `${name}.sock`);
}

async function holdsSockets(socketPath: SocketPath): Promise<boolean> {
  const probe = socketPath(`probe-${process.pid}`);
  const server = net.createServer();
  const bound = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(probe, () => resolve(true));
  });
  if (!bound) return false;
  await new Promise((resolve) => server.close(resolve));
  await rm(probe, { force: true });
  return true;
}
