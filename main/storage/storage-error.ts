/**
 * What can go wrong with files, as a union on `code`: the only thing the floors above look at. No sentence is made here;
 * `message` is for the log.
 */

/** Which running instance holds a data folder; told by that instance itself, so it is never stale. */
export interface InstanceHolder {
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Which host it runs in: `desktop`, `headless`, or a command that works by itself. */
  readonly host: string;
}

/** An expected failure of the storage floor. Every path is absolute. */
export type StorageFailure =
  | { readonly code: 'disk-full'; readonly path: string; readonly doing: StorageDeed }
  | { readonly code: 'read-only'; readonly path: string; readonly doing: StorageDeed }
  | { readonly code: 'access-denied'; readonly path: string; readonly doing: StorageDeed }
  | { readonly code: 'io-error'; readonly path: string; readonly doing: StorageDeed; readonly errno: string }
  /** A value that does not fit its own schema was about to be stored: nothing was written. */
  | { readonly code: 'invalid-value'; readonly path: string; readonly reason: string }
  | { readonly code: 'missing'; readonly path: string }
  | { readonly code: 'exists'; readonly path: string }
  | { readonly code: 'corrupt'; readonly path: string; readonly reason: string; readonly position?: number }
  | {
      readonly code: 'newer-version';
      readonly path: string;
      readonly found: number;
      readonly supported: number;
    }
  /** After a failed write the file could not be brought back to its last acknowledged length: reopen it. */
  | { readonly code: 'needs-reopen'; readonly path: string }
  | { readonly code: 'closed'; readonly path: string }
  | { readonly code: 'folder-in-use'; readonly path: string; readonly holder: InstanceHolder | undefined }
  /** Others on this computer can get at a folder that must be its owner's alone. */
  | { readonly code: 'folder-not-private'; readonly path: string };

/** What was being done to the file when it failed. At `sync-folder` the new file stands already, but may not outlast a power cut. */
export type StorageDeed = 'open' | 'read' | 'write' | 'replace' | 'sync-folder' | 'remove';

/** Something a person should be told although the work goes on. `keptAs` is where the damaged file was put aside. */
export type StorageNotice =
  | {
      readonly code: 'used-last-good';
      readonly path: string;
      readonly keptAs: string | undefined;
      readonly reason: string;
    }
  | { readonly code: 'torn-tail'; readonly path: string; readonly position: number; readonly bytes: number }
  | {
      readonly code: 'corrupt-middle';
      readonly path: string;
      readonly position: number;
      readonly bytes: number;
      readonly keptAs: string;
      readonly reason: string;
    }
  /** A journal that was made before; nothing is left of what it held. */
  | { readonly code: 'journal-missing'; readonly path: string }
  | {
      readonly code: 'migrated';
      readonly path: string;
      readonly from: number;
      readonly to: number;
      readonly keptAs: string;
    };

/** A {@link StorageFailure} on its way up; the system's own error is its `cause`. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly failure: StorageFailure;

  constructor(failure: StorageFailure, cause?: unknown) {
    super(`${failure.code}: ${failure.path}`, { cause });
    this.failure = failure;
  }

  get code(): StorageFailure['code'] {
    return this.failure.code;
  }
}

/** The `code` of a system error such as `ENOENT`; undefined for anything else. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a system error into a {@link StorageError}; what is not one (a bug) is given back as it is. */
export function asStorageError(error: unknown, path: string, doing: StorageDeed): unknown {
  const errno = errnoOf(error);
  if (error instanceof StorageError || errno === undefined || errno.startsWith('ERR_')) return error;
  return new StorageError(failureOf(errno, path, doing), error);
}

/** Does something with files; what the system has against it comes out as a {@link StorageError} about `path`. */
export async function onDisk<T>(path: string, doing: StorageDeed, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asStorageError(error, path, doing);
  }
}

function failureOf(errno: string, path: string, doing: StorageDeed): StorageFailure {
  switch (errno) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { code: 'disk-full', path, doing };
    case 'EROFS':
      return { code: 'read-only', path, doing };
    case 'EACCES':
    case 'EPERM':
      return { code: 'access-denied', path, doing };
    case 'ENOENT':
      return { code: 'missing', path };
    default:
      return { code: 'io-error', path, doing, errno };
  }
}
