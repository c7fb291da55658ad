/** For tests: a real file system in which chosen operations fail, as a full disk or a dying one makes them fail. */
import { type FileSystem, type OpenFile, nodeFileSystem } from './file-system.ts';

/** What a fault can hit. `write` may land some of its bytes first, as a real one does when the disk fills up. */
export type FaultyOperation =
  'open' | 'write' | 'sync' | 'datasync' | 'truncate' | 'rename' | 'syncFolder' | 'remove';

export interface Fault {
  readonly operation: FaultyOperation;
  readonly errno: 'ENOSPC' | 'EIO' | 'EROFS' | 'EACCES';
  /** Only paths that end so; every path when absent. */
  readonly pathEnd?: string;
  /** How many such operations succeed before; 0 when absent. */
  readonly after?: number;
  /** How often it strikes; for ever when absent. */
  readonly times?: number;
  /** For `write`: how many bytes still land. */
  readonly landing?: number;
}

/** A file system whose `faults` can be set and cleared while it is in use; `log` lists what was done, in order. */
export class FaultyFileSystem implements FileSystem {
  readonly log: string[] = [];
  #faults: { fault: Fault; seen: number; struck: number }[] = [];

  fail(...faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, seen: 0, struck: 0 }));
  }

  async open(path: string, how: 'new' | 'existing'): Promise<OpenFile> {
    this.#strike('open', path);
    const real = await nodeFileSystem.open(path, how);
    return {
      write: async (bytes, position) => {
        const fault = this.#due('write', path);
        if (fault === undefined) return real.write(bytes, position);
        if (fault.landing) await real.write(bytes.subarray(0, fault.landing), position);
        throw systemError(fault.errno, 'write', path);
      },
      truncate: async (length) => {
        this.#strike('truncate', path);
        await real.truncate(length);
      },
      datasync: async () => {
        this.#strike('datasync', path);
        await real.datasync();
      },
      sync: async () => {
        this.#strike('sync', path);
        await real.sync();
      },
      close: () => real.close(),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    this.#strike('rename', to);
    await nodeFileSystem.rename(from, to);
  }

  async syncFolder(path: string): Promise<void> {
    this.#strike('syncFolder', path);
    await nodeFileSystem.syncFolder(path);
  }

  async remove(path: string): Promise<void> {
    this.#strike('remove', path);
    await nodeFileSystem.remove(path);
  }

  readFile = nodeFileSystem.readFile;
  readdir = nodeFileSystem.readdir;
  copyFile = nodeFileSystem.copyFile;
  removeFolder = nodeFileSystem.removeFolder;
  makeFolder = nodeFileSystem.makeFolder;

  #strike(operation: FaultyOperation, path: string): void {
    const fault = this.#due(operation, path);
    if (fault !== undefined) throw systemError(fault.errno, operation, path);
  }

  #due(operation: FaultyOperation, path: string): Fault | undefined {
    this.log.push(operation);
    for (const state of this.#faults) {
      const { fault } = state;
      if (fault.operation !== operation || !path.endsWith(fault.pathEnd ?? '')) continue;
      if (state.seen++ < (fault.after ?? 0) || state.struck >= (fault.times ?? Infinity)) continue;
      state.struck++;
      return fault;
    }
    return undefined;
  }
}

function systemError(errno: string, syscall: string, path: string): Error {
  return Object.assign(new Error(`${errno}: ${syscall} '${path}'`), { code: errno, syscall, path });
}
