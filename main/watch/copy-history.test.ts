import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJsonFile } from '../storage/json-file.ts';
import { temporaryFolder } from '../storage/temp-folder.ts';
import {
  CopyHistories,
  copyHistoryFile,
  heededNotify,
  inSyncAfter,
  nothingKnown,
  notifyHabit,
  refreshed,
  toldExpiry,
  usualMs,
  wantsUnsignedNotify,
  type Lesson,
} from './copy-history.ts';

const learnt = (...lessons: Lesson[]) =>
  lessons.reduce((history, lesson) => lesson(history), nothingKnown('example.com.', 'a'));

describe('what is learnt of a copy', () => {
  it('takes the median of the last eight sessions as usual', () => {
    const durations = [900_000, 1, 2, 3, 4, 5, 6, 7, 8].map((ms) => inSyncAfter(ms));
    expect([usualMs(learnt()), usualMs(learnt(...durations))]).toEqual([null, 5]);
  });

  it('calls it a habit to ignore NOTIFY after two sessions in a row, and forgives as soon as it comes', () => {
    const habits = [[], [true], [false], [true, false], [false, false], [false, false, true]];
    expect(habits.map((heeded) => notifyHabit(learnt(...heeded.map(heededNotify))))).toEqual([
      'unknown',
      'comes',
      'unknown',
      'unknown',
      'polls',
      'comes',
    ]);
  });

  it('keeps what each of its servers told last, and forgets those it has no more', () => {
    const told = (server: string, expiresAt: number) =>
      toldExpiry({ server, at: 1, expiresAt }, ['a:53', 'b:53']);
    expect(learnt(told('gone:53', 1), told('a:53', 2), told('b:53', 3), told('a:53', 4)).told).toEqual([
      { server: 'b:53', at: 1, expiresAt: 3 },
      { server: 'a:53', at: 1, expiresAt: 4 },
    ]);
  });
});

describe('the file of copies', () => {
  it('holds after a restart what was learnt, without copies that are gone', async () => {
    const folder = await temporaryFolder();
    const open = async () =>
      new CopyHistories(
        await openJsonFile({
          path: path.join(folder, 'copies.json'),
          schema: copyHistoryFile,
          initial: () => ({ copies: [] }),
        }),
        (error) => {
          throw error;
        },
      );
    const first = await open();
    const refresh = { at: 5, serial: 7, expireSeconds: 60, signaturesUntil: null };
    first.learn('example.com.', 'a', refreshed(refresh));
    first.learn('example.com.', 'a', wantsUnsignedNotify);
    first.learn('gone.example.', 'a', refreshed(refresh));
    first.keepOnly((zone) => zone === 'example.com.');
    await first.dispose();
    const second = await open();
    expect([second.of('example.com.', 'a'), second.of('gone.example.', 'a')]).toEqual([
      { ...nothingKnown('example.com.', 'a'), refresh, heldSerial: 7, unsignedNotify: true },
      nothingKnown('gone.example.', 'a'),
    ]);
  });
});
