/** `npm run bench [-- PART …]`: every figure beside the peers' in the same run, as ratios. Parts take at most 5 minutes each. */
import { cpus } from 'node:os';
import { buildStale } from '../build.ts';
import { MAIN, RENDERER } from '../parts.ts';
import { api } from './api.ts';
import { edit } from './edit.ts';
import { parse } from './parse.ts';
import { printTable, type Part } from './report.ts';
import { session } from './session.ts';
import { signing } from './signing.ts';
import { startup } from './startup.ts';
import { transfer } from './transfer.ts';

const PARTS: readonly Part[] = [transfer, edit, startup, parse, api, session, signing];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}; there are ${PARTS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0].model.trim()}. Less is better.\n`);
await buildStale([RENDERER, MAIN]);
for (const part of PARTS) {
  if (wanted.length > 0 && !wanted.includes(part.name)) continue;
  for await (const table of part.run()) console.log(printTable(table));
}
