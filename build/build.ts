/**
 * Builds the app: `npm run build [-- renderer main preload]`, and whatever is stale before a start.
 *
 * Each part is built beside its place and moved there whole: a host that is serving, or a second build, never sees half of it.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ALL_PARTS, type Part } from './parts.ts';
import { inRoot } from './paths.ts';
import { isStale, STAMP } from './stale.ts';

/** Builds those of `parts` that are older than their sources; returns their names. */
export async function buildStale(parts: readonly Part[]): Promise<string[]> {
  const due = parts.filter((part) =>
    isStale(
      inRoot(part.output),
      part.sources.map((source) => inRoot(source)),
    ),
  );
  for (const part of due) await buildPart(part);
  return due.map((part) => part.name);
}

/** Builds one part. `quiet`: only warnings, as on the way to a start. */
export async function buildPart(part: Part, quiet = true): Promise<void> {
  const beganAtMs = Date.now();
  const { build } = await import('vite');
  const fresh = inRoot('dist', `.${part.name}-${process.pid}`);
  try {
    await build({
      configFile: inRoot(part.config),
      logLevel: quiet ? 'warn' : 'info',
      build: { outDir: fresh },
    });
    writeFileSync(path.join(fresh, STAMP), String(beganAtMs));
    replaceFolder(fresh, inRoot(part.output));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Puts `fresh` where `place` is. When another build gets there first its result stands: it began within the same second. */
function replaceFolder(fresh: string, place: string): void {
  const old = `${fresh}-old`;
  mkdirSync(place, { recursive: true });
  renameSync(place, old);
  try {
    renameSync(fresh, place);
  } catch (error) {
    if (!existsSync(path.join(place, STAMP))) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

if (import.meta.main) {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !ALL_PARTS.some((part) => part.name === name));
  if (unknown.length > 0) {
    console.error(
      `No such part: ${unknown.join(', ')}. There are: ${ALL_PARTS.map((part) => part.name).join(', ')}.`,
    );
    process.exit(2);
  }
  for (const part of ALL_PARTS) {
    if (names.length === 0 || names.includes(part.name)) await buildPart(part, false);
  }
}
