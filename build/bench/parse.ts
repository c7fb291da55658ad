/** Reading the 100,000-line zone file, as whole processes: ours beside the checkers of BIND, Knot and ldns. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { octetsFrom } from '../../shared/dns/octets.ts';
import { scanZone } from '../../shared/dns/zone-file/scan-zone.ts';
import { SEARCH_PATH } from '../../main/interop/peers/daemon.ts';
import { BIG_ZONE, writeBigZone } from './big-zone.ts';
import { BUILT_CLI } from './our-app.ts';
import type { Part, Row, Table } from './report.ts';

const ROUNDS = 7;

export const parse: Part = { name: 'parse', run: runParsers };

async function* runParsers(): AsyncGenerator<Table> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-parse-'));
  const file = writeBigZone(folder);
  const programs: readonly (readonly [who: string, program: string, args: readonly string[]])[] = [
    [
      'Hidden Primary (check-zone, prints it)',
      process.execPath,
      [BUILT_CLI, 'check-zone', '--origin', BIG_ZONE, file],
    ],
    ['Knot (kzonecheck)', 'kzonecheck', ['-o', BIG_ZONE, file]],
    ['ldns (ldns-read-zone, prints it)', 'ldns-read-zone', [file]],
    ['BIND (named-checkzone)', 'named-checkzone', [BIG_ZONE, file]],
  ];
  const rows = programs.map(([who]): Row & { samples: number[] } => ({ who, samples: [] }));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, [, program, args]] of programs.entries()) {
      const ms = runProgram(program, args);
      if (round > 0) rows[index].samples.push(ms);
    }
  }
  yield { title: 'Reading a zone file of 100,000 lines, whole processes', unit: 'ms', rows };

  const text = octetsFrom(readFileSync(file));
  const inside: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const beganAt = performance.now();
    scanZone({ file, text });
    inside.push(performance.now() - beganAt);
  }
  rmSync(folder, { recursive: true });
  yield {
    title: 'The scanner alone, inside a process that runs',
    unit: 'ms',
    rows: [{ who: 'Hidden Primary', samples: inside }],
  };
}

function runProgram(program: string, args: readonly string[]): number {
  const beganAt = performance.now();
  const { status, error } = spawnSync(program, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, PATH: `${process.env.PATH}:${SEARCH_PATH}` },
    maxBuffer: 1 << 28,
  });
  const ms = performance.now() - beganAt;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
  return ms;
}
