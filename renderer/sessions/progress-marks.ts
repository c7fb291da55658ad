/** A secondary's line as five marks, a state and a sentence: pure. */
import { progressFaultSentence } from '../../shared/model/progress-sentences.ts';
import type { SecondaryProgress } from '../../shared/model/session.ts';
import { exactTime } from '../ui/format.ts';
import type { Tone } from '../ui/tone.ts';
import { words } from './words.ts';

type Mark = 'done' | 'failed' | 'now' | 'open';
export type FiveMarks = readonly [Mark, Mark, Mark, Mark, Mark];

/** Marks up to the last that was reached are done, whether seen or not: NSD skips the SOA question. The next has the fault. */
export function marksOf(progress: SecondaryProgress): FiveMarks {
  const { notifiedAt, askedSoaAt, transferAt, inSyncAt, verifiedAt, fault } = progress;
  const reached = [notifiedAt, askedSoaAt, transferAt, inSyncAt, verifiedAt].findLastIndex(
    (at) => at !== null,
  );
  const mark = (index: number): Mark => {
    if (index <= reached) return 'done';
    if (index > reached + 1) return 'open';
    return fault !== null && inSyncAt === null ? 'failed' : 'now';
  };
  return [mark(0), mark(1), mark(2), mark(3), mark(4)];
}

/** When each mark was reached, exactly. */
export function timesOf(progress: SecondaryProgress): readonly (string | null)[] {
  const { notifiedAt, askedSoaAt, transferAt, inSyncAt, verifiedAt } = progress;
  const reached = [notifiedAt, askedSoaAt, transferAt, inSyncAt, verifiedAt];
  return reached.map((at) => (at === null ? null : exactTime(at)));
}

export function toneOf(progress: SecondaryProgress): Tone {
  if (progress.inSyncAt !== null || progress.verifiedAt !== null) return 'ok';
  return progress.fault === null ? 'wait' : 'wrong';
}

/** What happened, or what is waited for. */
export function lineSentence(progress: SecondaryProgress): string {
  const { fault, transfer, inSyncAt, verifiedAt, holds, serial, notifiedAt, askedSoaAt, transferringSince } =
    progress;
  if (fault !== null && inSyncAt === null && verifiedAt === null) return progressFaultSentence(fault);
  const parts = [
    ...(transfer === null ? [] : [words.transfer(transfer)]),
    ...(verifiedAt !== null
      ? [words.verifiedAll(serial)]
      : holds !== null
        ? [holds === serial ? words.holdsSerial(serial) : words.holdsOld(holds)]
        : []),
  ];
  if (parts.length > 0) return parts.join(' · ');
  if (transferringSince !== null) return words.transferRuns;
  if (askedSoaAt !== null) return words.waitingForTransfer;
  return notifiedAt === null ? words.waitingForNotify : `${words.waitingForSoa} ${exactTime(notifiedAt)}`;
}
