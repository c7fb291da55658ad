/** Whether something built is older than what it was built from. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SUITE_FOLDERS } from './paths.ts';

/** The file in an output folder that says when its build *began*: what is saved during a build makes the next one due. */
export const STAMP = '.built-at';

/** True when `output` was never built, or something in `sources` changed since its build began. */
export function isStale(output: string, sources: readonly string[]): boolean {
  const builtAtMs = readStamp(path.join(output, STAMP));
  return builtAtMs === undefined || sources.some((source) => newestChangeMs(source) >= builtAtMs);
}

/** The last change in a file or a folder's tree, in epoch milliseconds; 0 where nothing stands. */
export function newestChangeMs(entry: string): number {
  const stats = statSync(entry, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A folder's own time counts too: it is all that a deleted file leaves behind.
  return readdirSync(entry)
    .filter(isSource)
    .reduce((newest, name) => Math.max(newest, newestChangeMs(path.join(entry, name))), stats.mtimeMs);
}

function isSource(name: string): boolean {
  return !SUITE_FOLDERS.has(name) && !/\.(test|interop|long|e2e|electron|bench)\.ts$/.test(name);
}

function readStamp(file: string): number | undefined {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  const builtAtMs = Number(readFileSync(file, 'utf8'));
  return Number.isFinite(builtAtMs) ? builtAtMs : undefined;
}
