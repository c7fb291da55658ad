/** `hidden-primary backup | restore`: the recovery file, by the running instance if there is one, else by itself. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { appError } from '../../shared/model/app-error.ts';
import { errorSentence } from '../../shared/model/error-sentences.ts';
import { spoken } from '../../shared/model/spoken-name.ts';
import { createApp } from '../app.ts';
import { readPassphraseFile } from '../secrets/passphrase-file.ts';
import { defaultDataFolder } from '../storage/data-folder.ts';
import { askRunning } from './ask-running.ts';
import { parseVault } from './serve.ts';

export interface RecoveryOptions {
  readonly command: 'backup' | 'restore';
  readonly file: string;
  readonly recoveryPassphraseFile: string;
  readonly dataDir: string | undefined;
  readonly vault: string | undefined;
  readonly passphraseFile: string | undefined;
}

const outcomeSchema = z.object({ zones: z.array(z.string()).optional() });

/** Exit 0 and a line, or 1 and why not. */
export async function recoveryCommand(options: RecoveryOptions): Promise<number> {
  const { command, dataDir } = options;
  const file = path.resolve(options.file);
  const passphrase = (await readPassphraseFile(options.recoveryPassphraseFile)).reveal();
  const outcome = await askRunning(dataDir ?? defaultDataFolder(), command, { file, passphrase });
  if (outcome.ok) return conclude(options, outcomeSchema.parse(outcome.value).zones);
  if (outcome.failure.code === 'not-running') {
    // A folder that is not there must not be made by saving it: who mistyped its name would believe in the file.
    if (command === 'backup' && !existsSync(dataDir ?? defaultDataFolder()))
      return fail(`there is no data folder ${dataDir ?? defaultDataFolder()}, so nothing was saved`);
    return conclude(options, await alone(options, file, passphrase));
  }
  const known = appError.safeParse(outcome.failure);
  return fail(known.success ? errorSentence(known.data) : outcome.failure.code);
}

function fail(sentence: string): number {
  process.stderr.write(`hidden-primary: ${sentence}\n`);
  return 1;
}

async function alone(
  { command, dataDir, vault, passphraseFile }: RecoveryOptions,
  file: string,
  passphrase: string,
): Promise<readonly string[] | undefined> {
  const app = await createApp({ host: 'headless', dataDir, vault: parseVault(vault), passphraseFile });
  try {
    if (command === 'restore') return await app.recovery.restore(file, passphrase);
    await app.recovery.save(file, passphrase);
    return undefined;
  } finally {
    await app.dispose();
  }
}

function conclude({ command, file }: RecoveryOptions, zones: readonly string[] = []): number {
  const what = zones.length === 0 ? 'no zones were in it' : zones.map(spoken).join(', ');
  process.stdout.write(command === 'backup' ? `${file} was written.\n` : `Restored from ${file}: ${what}.\n`);
  return 0;
}
