/** For tests: opens a data folder and holds it until it is killed; prints `held`, or the failure. */
import { openDataFolder } from './data-folder.ts';
import { StorageError } from './storage-error.ts';

try {
  await openDataFolder({
    path: process.argv[2],
    host: 'headless',
    now: () => new Date('2026-11-05T10:20:30Z'),
  });
  process.stdout.write('held\n');
  // The lock alone keeps no process alive; standard input does until the parent is gone.
  process.stdin.resume().on('end', () => process.exit());
} catch (error) {
  if (!(error instanceof StorageError)) throw error;
  process.stdout.write(`${error.code}\n`, () => process.exit());
}
