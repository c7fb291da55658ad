/** `hidden-primary publish`: one publish session, in the running instance if there is one, else by itself. */
import { z } from 'zod';
import { sessionReport, type SessionReport } from '../../shared/model/session.ts';
import { createApp } from '../app.ts';
import { defaultDataFolder } from '../storage/data-folder.ts';
import { askRunning } from './ask-running.ts';
import { parseListen, parseVault } from './serve.ts';
import { UsageError } from './usage.ts';
import { parseTtl } from '../../shared/dns/ttl.ts';
import { errorSentence } from '../../shared/model/error-sentences.ts';
import { appError } from '../../shared/model/app-error.ts';
import { isDone } from '../sessions/progress.ts';
import { publishTable } from './publish-table.ts';

export interface PublishOptions {
  readonly dataDir: string | undefined;
  readonly zones: readonly string[];
  readonly untilSynced: boolean;
  readonly max: string;
  readonly dns: readonly string[] | undefined;
  readonly vault: string | undefined;
  readonly passphraseFile: string | undefined;
}

const outcomeSchema = z.object({ report: sessionReport.nullable() });

/** Exit 0 when all are in sync, or, without --until-synced, when the running instance has begun; else 1 with a table. */
export async function publishCommand(options: PublishOptions): Promise<number> {
  const seconds = parseTtl(options.max);
  if (seconds === undefined || seconds < 1)
    throw new UsageError(`--max ${options.max} is no time, such as 20m or 1h`);
  const request = {
    zones: options.zones.length === 0 ? undefined : options.zones,
    limitMinutes: seconds / 60,
    untilSynced: options.untilSynced,
  };
  const folder = options.dataDir ?? defaultDataFolder();
  const outcome = await askRunning(folder, 'publish', request, {
    onProgress: printProgress,
  });
  if (outcome.ok) return conclude(outcomeSchema.parse(outcome.value).report);
  if (outcome.failure.code !== 'not-running') {
    process.stderr.write(`hidden-primary: publishing did not work (${sentenceOf(outcome.failure)})\n`);
    return 1;
  }
  return publishAlone(options, request);
}

/** Nothing runs: the session is ours, and we stay until it ends, since nobody else would. */
async function publishAlone(
  options: PublishOptions,
  request: { zones?: readonly string[]; limitMinutes: number },
): Promise<number> {
  const app = await createApp({
    host: 'headless',
    dataDir: options.dataDir,
    listen: options.dns === undefined ? undefined : parseListen(options.dns),
    vault: parseVault(options.vault),
    passphraseFile: options.passphraseFile,
  });
  try {
    return conclude(await app.publish({ ...request, untilSynced: true }, printProgress));
  } finally {
    await app.dispose();
  }
}

function conclude(report: SessionReport | null): number {
  if (report === null) return 0;
  process.stdout.write(publishTable(report));
  return report.secondaries.every(isDone) && report.leftBehind.length === 0 ? 0 : 1;
}

function printProgress(line: unknown): void {
  process.stderr.write(`${String(line)}\n`);
}

/** A failure of the running instance in words; what it does not know, by its code. */
function sentenceOf(failure: { readonly code: string }): string {
  const known = appError.safeParse(failure);
  return known.success ? errorSentence(known.data) : failure.code;
}
