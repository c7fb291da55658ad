/** Reading side of `journal.ts`: what is in the file, what is wrong with it, and what must be done to it before use. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { FileSystem } from './file-system.ts';
import { decodeLine } from './journal-line.ts';
import type { Migration } from './json-adapter.ts';
import { asideOf } from './replace-file.ts';
import { StorageError, type StorageNotice, asStorageError } from './storage-error.ts';

/** What a record must look like, and how older records become it. The version is the number of migrations + 1. */
export interface JournalForm<T> {
  readonly schema: z.ZodType<T>;
  readonly migrations: readonly Migration[];
}

/** What {@link readJournal} found. */
export interface JournalFindings<T> {
  readonly records: T[];
  readonly notices: StorageNotice[];
  /** Bytes up to the end of the last good line. */
  readonly size: number;
  /** There is something behind `size` to be cut off. */
  readonly cut: boolean;
  /** The file must be written anew: it is not there yet, has no readable first line, or is of an older version. */
  readonly rewrite: boolean;
}

/** Longest that decoding may hold the main thread before others get their turn. */
const TURN_MS = 8;

const header = z.object({ schemaVersion: z.int().min(1) });

/** Reads what is there. Changes nothing but for the copy kept aside when something is wrong. */
export async function readJournal<T>(
  path: string,
  form: JournalForm<T>,
  files: FileSystem,
  now: Date,
  wasMade: boolean,
): Promise<JournalFindings<T>> {
  const bytes = await readOrNothing(files, path);
  if (bytes === undefined) {
    const notices: StorageNotice[] = wasMade ? [{ code: 'journal-missing', path }] : [];
    return { records: [], notices, size: 0, cut: false, rewrite: true };
  }

  const supported = form.migrations.length + 1;
  const version = versionOf(bytes);
  if (version !== undefined && version > supported) {
    throw new StorageError({ code: 'newer-version', path, found: version, supported });
  }
  const decoded = await decodeRecords(bytes, form, version);
  const notices: StorageNotice[] = [];
  const cutBytes = bytes.length - decoded.end;
  if (decoded.damage === 'torn') {
    notices.push({ code: 'torn-tail', path, position: decoded.end, bytes: cutBytes });
  } else if (decoded.damage !== undefined) {
    const keptAs = await keepAside(files, path, asideOf(path, 'corrupt', now));
    const { end: position, damage: reason } = decoded;
    notices.push({ code: 'corrupt-middle', path, position, bytes: cutBytes, keptAs, reason });
  }
  const older = version !== undefined && version < supported;
  if (older) {
    const keptAs = await keepAside(files, path, asideOf(path, `version-${version}`, now));
    notices.push({ code: 'migrated', path, from: version, to: supported, keptAs });
  }
  return {
    records: decoded.records,
    notices,
    size: decoded.end,
    cut: cutBytes > 0,
    rewrite: older || decoded.end === 0,
  };
}

interface DecodedRecords<T> {
  readonly records: T[];
  readonly end: number;
  readonly damage: string | undefined;
}

async function decodeRecords<T>(
  bytes: Buffer,
  form: JournalForm<T>,
  version: number | undefined,
): Promise<DecodedRecords<T>> {
  const records: T[] = [];
  // The first line is there before the file has its name: that it is not, no kill explains.
  if (bytes.length === 0) return { records, end: 0, damage: 'nothing in it' };
  const migrations = form.migrations.slice((version ?? 1) - 1);
  let turnEnds = performance.now() + TURN_MS;
  let end = 0;
  while (end < bytes.length) {
    const line = decodeLine(bytes, end);
    if (line.kind === 'torn') return { records, end, damage: end === 0 ? 'no whole first line' : 'torn' };
    if (line.kind === 'corrupt') return { records, end, damage: line.reason };
    if (end === 0) {
      if (version === undefined) return { records, end, damage: 'no schema version in the first line' };
    } else {
      const record = form.schema.safeParse(
        migrations.reduce((older, migrate) => migrate(older), line.record),
      );
      if (!record.success) return { records, end, damage: record.error.message };
      records.push(record.data);
    }
    end = line.end;
    if (performance.now() > turnEnds) {
      await nextTurn();
      turnEnds = performance.now() + TURN_MS;
    }
  }
  return { records, end, damage: undefined };
}

function versionOf(bytes: Buffer): number | undefined {
  if (bytes.length === 0) return undefined;
  const line = decodeLine(bytes, 0);
  return line.kind === 'record' ? header.safeParse(line.record).data?.schemaVersion : undefined;
}

async function readOrNothing(files: FileSystem, path: string): Promise<Buffer | undefined> {
  try {
    return await files.readFile(path);
  } catch (error) {
    const failure = asStorageError(error, path, 'read');
    if (failure instanceof StorageError && failure.code === 'missing') return undefined;
    throw failure;
  }
}

async function keepAside(files: FileSystem, path: string, aside: string): Promise<string> {
  try {
    await files.copyFile(path, aside);
    return aside;
  } catch (error) {
    throw asStorageError(error, aside, 'write');
  }
}
