/** `npm run package [-- options of electron-builder]`: builds everything anew and packs it for this system. */
import { buildPart } from './build.ts';
import { ALL_PARTS } from './parts.ts';
import { inRoot, ROOT } from './paths.ts';
import { runInPlace } from './run.ts';

for (const part of ALL_PARTS) await buildPart(part);

const builder = inRoot('node_modules/electron-builder/cli.js');
process.exitCode = await runInPlace(
  process.execPath,
  [builder, '--publish', 'never', ...process.argv.slice(2)],
  { cwd: ROOT },
);
