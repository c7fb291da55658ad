/** The outcome of `hidden-primary publish` as a table: a line for each zone and secondary, and under it what is wrong. */
import { progressFaultSentence, progressWord } from '../../shared/model/progress-sentences.ts';
import type { SecondaryProgress, SessionReport } from '../../shared/model/session.ts';
import { spoken, withoutDot } from '../../shared/model/spoken-name.ts';
import { isDone } from '../sessions/progress.ts';

export function publishTable({ secondaries, leftBehind }: SessionReport): string {
  const rows = secondaries.map(cellsOf);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column].length))) ?? [];
  const lines = secondaries.flatMap((progress, i) => {
    const line = rows[i]
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
    return isDone(progress) || progress.fault === null
      ? [line]
      : [line, `    ${progressFaultSentence(progress.fault)}`];
  });
  const stayed = leftBehind.map(
    ({ zone, errors, failure }) => `${spoken(zone)}  its edits stay behind: ${failure ?? `${errors} errors`}`,
  );
  return [...lines, ...stayed].map((line) => `${line}\n`).join('');
}

/** Zone, secondary, the serial it should hold, its state in a word, and what it holds where that is another. */
function cellsOf(progress: SecondaryProgress): readonly string[] {
  const { zone, name, serial, holds } = progress;
  const held = holds === null ? 'holds nothing known' : holds === serial ? '' : `holds ${holds}`;
  return [withoutDot(zone), name, String(serial), wordOf(progress), held];
}

function wordOf(progress: SecondaryProgress): string {
  if (isDone(progress)) return progressWord(progress);
  if (progress.fault !== null) return progressWord({ ...progress, inSyncAt: null, verifiedAt: null });
  // Not refreshed: its copy ends when it did before.
  return progress.inSyncAt === null ? progressWord(progress) : 'holds it, has not asked';
}
