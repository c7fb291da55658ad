/** Other servers' zone-file readers, run as programs: what they make of a file. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { octetsFrom } from '../../../shared/dns/octets.ts';
import { SEARCH_PATH } from '../peers/daemon.ts';

/** Every check of BIND's that is about style or other zones is off: the question is how a file reads. */
const LENIENT = ['-i', 'none', ...['-k', '-n', '-m', '-M', '-S', '-r'].flatMap((check) => [check, 'ignore'])];

/** One record per line as BIND prints a file. It follows `$INCLUDE` from the file's folder. */
export function compiledByBind(zone: string, file: string, output: string): string {
  run('named-compilezone', [...LENIENT, '-s', 'full', '-o', output, zone, file], path.dirname(file));
  return octetsFrom(readFileSync(output));
}

/** One record per line as NSD prints a file. */
export function printedByNsd(zone: string, file: string): string {
  return run('nsd-checkzone', ['-p', zone, file], path.dirname(file));
}

/** Knot reads a file and checks it; throws with what it found. */
export function checkedByKnot(zone: string, file: string): string {
  return run('kzonecheck', ['--origin', zone, file], path.dirname(file));
}

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'latin1',
    env: { ...process.env, PATH: SEARCH_PATH },
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}
