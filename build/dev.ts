/**
 * `npm run dev [-- options of serve]`: for working on the app. The pages are rebuilt and the headless host is restarted when
 * their sources change; the address it prints serves both, so that cookies, origins and headers are those of a real run.
 */
import { build, type Rolldown } from 'vite';
import { RENDERER } from './parts.ts';
import { HEADLESS_CLI, inRoot } from './paths.ts';
import { runInPlace } from './run.ts';

const watcher = (await build({
  configFile: inRoot(RENDERER.config),
  logLevel: 'warn',
  mode: 'development',
  build: { watch: {}, minify: false, sourcemap: true },
})) as Rolldown.RolldownWatcher;

// The host reads the pages when it starts, so that each new build of them restarts it too.
await new Promise<void>((resolve) => {
  watcher.on('event', ({ code }) => {
    if (code === 'END') resolve();
  });
});

const watched = ['--watch', `--watch-path=${inRoot('main')}`, `--watch-path=${inRoot('shared')}`];
process.exitCode = await runInPlace(process.execPath, [
  ...watched,
  `--watch-path=${inRoot(RENDERER.output)}`,
  '--watch-preserve-output',
  HEADLESS_CLI,
  'serve',
  ...process.argv.slice(2),
]);
await watcher.close();
