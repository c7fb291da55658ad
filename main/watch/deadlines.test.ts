import { describe, expect, it } from 'vitest';
import type { CopyHistory } from '../../shared/model/copy.ts';
import { nothingKnown } from './copy-history.ts';
import { byUrgency, copyDeadline } from './deadlines.ts';

const DAY = 86_400_000;
const REFRESHED = 1_000 * DAY;
const refresh = { at: REFRESHED, serial: 7, expireSeconds: 77 * 86_400, signaturesUntil: null };
const deadline = (history: Partial<CopyHistory>, more: { neverExpires?: boolean; nowMs?: number } = {}) => {
  const { at, reason, dueAt, freshness } = copyDeadline({
    name: 'he.net',
    history: { ...nothingKnown('example.com.', 'id'), ...history },
    rhythm: 'month',
    neverExpires: false,
    nowMs: REFRESHED + DAY,
    ...more,
  });
  const days = (ms: number | null): number | null => (ms === null ? null : (ms - REFRESHED) / DAY);
  return [days(at), reason, days(dueAt), freshness];
};

describe('the deadline of a copy', () => {
  it('is its last refresh and EXPIRE, the first signature, or what it told itself: whichever is earlier', () => {
    const signed = (days: number) => ({ refresh: { ...refresh, signaturesUntil: REFRESHED + days * DAY } });
    const told = (atDays: number, days: number) => ({
      server: '192.0.2.1:53',
      at: REFRESHED + atDays * DAY,
      expiresAt: REFRESHED + days * DAY,
    });
    expect([
      deadline({}),
      deadline({ refresh }),
      deadline(signed(120)),
      deadline(signed(70)),
      deadline({ refresh, told: [told(1, 60), told(1, 50)] }),
      // Told before the refresh: of no use any more.
      deadline({ refresh, told: [told(-1, 50)] }),
      deadline({ refresh }, { neverExpires: true }),
      deadline(signed(120), { neverExpires: true }),
    ]).toEqual([
      [null, 'never-transferred', null, 'fresh'],
      [77, 'expire', 31, 'fresh'],
      [77, 'expire', 31, 'fresh'],
      [70, 'signatures', 31, 'fresh'],
      [50, 'expire-told', 31, 'fresh'],
      [77, 'expire', 31, 'fresh'],
      [null, 'never', 31, 'fresh'],
      [120, 'signatures', 31, 'fresh'],
    ]);
  });

  it('is due once the promise of the rhythm is over, or a quarter of it before the end; then it has lapsed', () => {
    const state = (history: Partial<CopyHistory>, days: number): unknown =>
      deadline(history, { nowMs: REFRESHED + days * DAY })[3];
    const short = { refresh: { ...refresh, expireSeconds: 10 * 86_400 } };
    expect([
      state({ refresh }, 30.9),
      state({ refresh }, 31),
      state({ refresh }, 77),
      state(short, 2.2),
      state(short, 2.3),
      state(short, 10),
    ]).toEqual(['fresh', 'due', 'lapsed', 'fresh', 'due', 'lapsed']);
  });

  it('sorts the earliest first and what never ends last', () => {
    const one = (secondary: string, history: Partial<CopyHistory>) =>
      copyDeadline({
        name: secondary,
        history: { ...nothingKnown('example.com.', secondary), ...history },
        rhythm: 'month',
        neverExpires: false,
        nowMs: REFRESHED,
      });
    const later = { ...refresh, at: REFRESHED + DAY };
    const sorted = [one('never seen', {}), one('later', { refresh: later }), one('first', { refresh })];
    expect(sorted.sort(byUrgency).map(({ name }) => name)).toEqual(['first', 'later', 'never seen']);
  });
});
