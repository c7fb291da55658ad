/**
 * `npm run dev [-- options of serve]`: for working on the app. The pages are rebuilt and the headless host is restarted when
 * their sources change; the address it prints serves both, so that cookies, origins and headers are those of a real run.
 */
import { build } from 'vite';
import { RENDERER } from './parts.ts';
import { HEADLESS_CLI, inRoot } from './paths.ts';
import { runInPlace } from './run.ts';

await build({
  configFile: inRoot(RENDERER.config),
  logLevel: 'warn',
  mode: 'development',
  build: { watch: {}, minify: false, sourcemap: true },
});

process.exitCode = await runInPlace(process.execPath, [
  '--watch',
  '--watch-preserve-output',
  HEADLESS_CLI,
  'serve',
  ...process.argv.slice(2),
]);
process.exit();
