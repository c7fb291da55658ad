import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openJournal } from './journal.ts';
import { temporaryFolder } from './temp-folder.ts';

const kills = process.env.HIDDEN_PRIMARY_LONG === '1' ? 200 : 20;

describe('kill -9', () => {
  it(
    `loses no acknowledged append and invents none, in ${kills} kills at random moments`,
    { timeout: kills * 2000 },
    async () => {
      const journalPath = path.join(await temporaryFolder(), 'edits.journal');
      for (let kill = 0; kill < kills; kill++) {
        const acknowledged = await killedAppender(journalPath, randomInt(0, 120));
        const { journal, records, notices } = await openJournal({ path: journalPath, schema: z.int() });
        await journal.close();
        expect(records).toEqual(Array.from({ length: records.length }, (_, index) => index));
        expect(records.length).toBeGreaterThan(acknowledged);
        expect(notices.filter(({ code }) => code !== 'torn-tail')).toEqual([]);
      }
    },
  );
});

/** Kills the child some time after its first acknowledgement; gives the last number it acknowledged. */
async function killedAppender(journalPath: string, afterMs: number): Promise<number> {
  const script = fileURLToPath(new URL('append-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, journalPath], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let output = '';
  const started = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      resolve();
    });
  });
  await Promise.race([started, ended]);
  await sleep(afterMs);
  child.kill('SIGKILL');
  await ended;
  return Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1));
}
