/** `hidden-primary link`: a new one-time link to the running instance's screens. */
import { z } from 'zod';
import { defaultDataFolder } from '../storage/data-folder.ts';
import { askRunning } from './ask-running.ts';

const answer = z.object({ link: z.string() });

export async function linkCommand(dataDir: string | undefined): Promise<number> {
  const folder = dataDir ?? defaultDataFolder();
  const outcome = await askRunning(folder, 'link', {});
  if (outcome.ok) {
    process.stdout.write(`${answer.parse(outcome.value).link}\n`);
    return 0;
  }
  const why =
    outcome.failure.code === 'not-running'
      ? `Nothing runs on ${folder}. Start it with \`hidden-primary serve\`.`
      : outcome.failure.code === 'unknown-call'
        ? 'The running instance is the desktop app: its screens are its window.'
        : `The running instance did not answer (${outcome.failure.code}).`;
  process.stderr.write(`hidden-primary: ${why}\n`);
  return 1;
}
