import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Schedule } from '../../shared/model/schedule.ts';
import { openJsonFile } from '../storage/json-file.ts';
import { temporaryFolder } from '../storage/temp-folder.ts';
import { checkSchedule, nextRun, ScheduledSessions, scheduleFile } from './schedule.ts';

/** Local time, as schedules are. */
const at = (text: string): number => new Date(`${text}:00`).getTime();
const MONDAYS: Schedule = { kind: 'cron', pattern: '0 9 * * 1' };
const BY_RHYTHM: Schedule = { kind: 'rhythm', time: '21:30' };

describe('when a session is due by itself', () => {
  it('follows the pattern, or comes a tenth before the promise of the rhythm is over', () => {
    const tuesday = at('2026-11-24T12:00');
    expect([
      nextRun({ kind: 'off' }, tuesday, 'month', null),
      nextRun(MONDAYS, tuesday, 'month', null),
      // 6.3 days on: Monday 19:12, so the same evening.
      nextRun(BY_RHYTHM, tuesday, 'week', null),
      // One by hand on the day after counts.
      nextRun(BY_RHYTHM, tuesday, 'week', at('2026-11-25T12:00')),
    ]).toEqual([null, at('2026-11-30T09:00'), at('2026-11-30T21:30'), at('2026-12-01T21:30')]);
  });

  it('says what is wrong with a pattern', () => {
    const check = (pattern: string) => () => checkSchedule({ kind: 'cron', pattern });
    expect(check('0 9 * * 1')()).toEqual(MONDAYS);
    expect(check('0 25 * * *')).toThrow(
      expect.objectContaining({
        error: expect.objectContaining({ code: 'bad-schedule' }) as object,
      }) as Error,
    );
    expect(check('now and then')).toThrow('bad-schedule');
  });
});

describe('scheduled sessions', () => {
  async function scheduled(answers: (string | null)[]) {
    const folder = await temporaryFolder();
    const file = await openJsonFile({
      path: path.join(folder, 'schedule.json'),
      schema: scheduleFile,
      initial: () => ({ since: null, lastAt: null }),
    });
    const clock = { now: at('2026-11-24T12:00') };
    const began: string[] = [];
    const sessions = new ScheduledSessions({
      file,
      schedule: () => MONDAYS,
      rhythm: () => 'month',
      lastSessionAt: () => null,
      begin() {
        began.push(new Date(clock.now).toString().slice(0, 21));
        return Promise.resolve(answers.shift() ?? null);
      },
      onChanged: () => undefined,
      onBug(error) {
        throw error;
      },
      now: () => clock.now,
    });
    onTestFinished(() => sessions.dispose());
    const lookAt = async (text: string): Promise<void> => {
      clock.now = at(text);
      sessions.look();
      // It looks and writes in the background; a tenth of a second is many times what that takes.
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    return { sessions, began, lookAt };
  }

  it('begin when due, and once for all that were missed', async () => {
    const { sessions, began, lookAt } = await scheduled([]);
    await lookAt('2026-11-24T12:00');
    await lookAt('2026-11-30T08:59');
    expect(began).toEqual([]);
    await lookAt('2026-11-30T09:00');
    await lookAt('2026-11-30T09:01');
    // Three Mondays asleep.
    await lookAt('2026-12-23T15:00');
    await lookAt('2026-12-23T15:01');
    expect(began).toEqual(['Mon Nov 30 2026 09:00', 'Wed Dec 23 2026 15:00']);
    expect(sessions.state()).toEqual({
      nextAt: at('2026-12-28T09:00'),
      lastAt: at('2026-12-23T15:00'),
      heldBack: null,
    });
  });

  it('say why one could not begin, and try again after ten minutes', async () => {
    const { sessions, began, lookAt } = await scheduled(['not from here']);
    await lookAt('2026-11-24T12:00');
    await lookAt('2026-11-30T09:00');
    expect(sessions.state()).toMatchObject({ heldBack: 'not from here', lastAt: null });
    await lookAt('2026-11-30T09:09');
    await lookAt('2026-11-30T09:10');
    await vi.waitFor(() =>
      expect(sessions.state()).toMatchObject({ heldBack: null, lastAt: at('2026-11-30T09:10') }),
    );
    expect(began).toEqual(['Mon Nov 30 2026 09:00', 'Mon Nov 30 2026 09:10']);
  });
});
