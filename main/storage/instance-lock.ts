/**
 * One instance per data folder. The lock is a listening socket: the kernel takes it back when the process ends, however it
 * ends, so there is no stale lock to be guessed about, no reused pid, and containers that share the folder see each other.
 * Whoever connects is told who holds it.
 *
 * Windows: a named pipe can be made once. Elsewhere a socket leaves its file behind, and "remove the dead one, bind again"
 * is a race. So everyone announces first and looks afterwards: bind and listen under a name of one's own, then connect to
 * all others. Of two contenders the later one to listen looks when the other already listens, so never do both succeed.
 *  - No answer: dead. Its file is removed; a socket once dead stays dead.
 *  - It may also be one between bind and listen. Then *it* will see us when it looks; and should we be gone by then,
 *    it finds its own file missing and starts over.
 *  - It is contending, too: both withdraw and try again after a random while.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { chmod, readdir, rm, stat } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type SocketPath, prepareSocketFolder } from './socket-folder.ts';
import { type InstanceHolder, StorageError, asStorageError, errnoOf } from './storage-error.ts';

/** A lock that is held; `release` gives it back. */
export interface InstanceLock {
  release(): Promise<void>;
}

/** `silent`: alive but says nothing in time, as one that is stopped does. */
type Answer = 'dead' | 'contending' | 'silent' | InstanceHolder;

const ATTEMPTS = 8;
const ANSWER_MS = 2000;

/** Takes the lock. Throws {@link StorageError} `folder-in-use` with the holder, as far as it answers. */
export async function takeInstanceLock(folder: string, self: InstanceHolder): Promise<InstanceLock> {
  const socketPath = await prepareSocketFolder(folder);
  const attempt = process.platform === 'win32' ? takePipe : takeSocket;
  for (let attempts = 0; attempts < ATTEMPTS; attempts++) {
    const taken = await attempt(socketPath, self);
    if ('release' in taken) return taken;
    if (taken.by !== 'contending') {
      const holder = taken.by === 'silent' ? undefined : taken.by;
      throw new StorageError({ code: 'folder-in-use', path: folder, holder });
    }
    await sleep(randomInt(10, 150));
  }
  throw new StorageError({ code: 'folder-in-use', path: folder, holder: undefined });
}

type Taken = InstanceLock | { readonly by: Exclude<Answer, 'dead'> };

async function takeSocket(socketPath: SocketPath, self: InstanceHolder): Promise<Taken> {
  const own = socketPath(`lock-${randomBytes(8).toString('hex')}`);
  const announced = await announce(own, self);
  const others = await answersOfOthers(own);
  const holder = others.find((answer) => answer !== 'contending');
  if (others.length === 0 && (await isThere(own))) return announced.hold();
  await announced.withdraw();
  return { by: holder ?? 'contending' };
}

async function takePipe(socketPath: SocketPath, self: InstanceHolder): Promise<Taken> {
  const pipe = socketPath('lock');
  try {
    return (await announce(pipe, self)).hold();
  } catch (error) {
    const errno = errnoOf(error instanceof StorageError ? error.cause : error);
    if (errno !== 'EADDRINUSE' && errno !== 'EACCES') throw error;
    const answer = await ask(pipe);
    return { by: answer === 'dead' ? 'contending' : answer };
  }
}

interface Announced {
  hold(): InstanceLock;
  withdraw(): Promise<void>;
}

/** Listens at `own` and tells everyone who connects what we are. */
async function announce(own: string, self: InstanceHolder): Promise<Announced> {
  let state: InstanceHolder | 'contending' = 'contending';
  const server = net.createServer((socket) => {
    // Somebody who hangs up early is no concern of ours.
    socket.on('error', () => socket.destroy());
    socket.end(`${JSON.stringify(state)}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(asStorageError(error, own, 'open')));
    server.listen(own, resolve);
  });
  if (process.platform !== 'win32') await chmod(own, 0o600).catch(unlessGone);
  // The lock alone must not keep a process alive that has nothing else to do.
  server.unref();
  const withdraw = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve));
    if (process.platform !== 'win32') await rm(own, { force: true });
  };
  return {
    hold() {
      state = self;
      return { release: withdraw };
    },
    withdraw,
  };
}

/** Asks every other lock socket in the folder; removes the dead ones. */
async function answersOfOthers(own: string): Promise<Exclude<Answer, 'dead'>[]> {
  const folder = path.dirname(own);
  const names = (await readdir(folder)).filter(
    (name) => name.startsWith('lock-') && name !== path.basename(own),
  );
  const answers = await Promise.all(
    names.map(async (name) => {
      const answer = await ask(path.join(folder, name));
      if (answer === 'dead') await rm(path.join(folder, name), { force: true });
      return answer;
    }),
  );
  return answers.filter((answer) => answer !== 'dead');
}

function ask(socketFile: string): Promise<Answer> {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(socketFile);
    socket.setTimeout(ANSWER_MS, () => {
      resolve('silent');
      socket.destroy();
    });
    socket.setEncoding('utf8').on('data', (data: string) => {
      text = (text + data).slice(0, 1000);
    });
    socket.on('error', (error) => resolve(isDead(error) ? 'dead' : 'silent'));
    socket.on('close', () => resolve(readAnswer(text)));
  });
}

/** A full backlog (EAGAIN) or somebody else's socket (EACCES) is not a dead one. */
const isDead = (error: Error): boolean => ['ECONNREFUSED', 'ENOENT'].includes(errnoOf(error) ?? '');

const holderSchema = z.object({ pid: z.number(), since: z.string(), host: z.string() });

/** One that hung up without a word was just withdrawing. */
function readAnswer(text: string): Answer {
  if (text === '' || text === '"contending"\n') return 'contending';
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return 'silent';
    throw error;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function unlessGone(error: unknown): void {
  if (errnoOf(error) !== 'ENOENT') throw error;
}
