import { describe, expect, it } from 'vitest';
import type { SecondaryProgress, SessionState } from '../../shared/model/session.ts';
import { ServedTimes } from './served-times.ts';

const session = (...copies: readonly (readonly [serial: number, inSyncAt: number | null])[]): SessionState =>
  ({
    state: 'open',
    secondaries: copies.map(
      ([serial, inSyncAt]) => ({ zone: 'a.test.', serial, inSyncAt }) as SecondaryProgress,
    ),
  }) as unknown as SessionState;

describe('the time until a write is served', () => {
  it('lasts until every secondary has that version', () => {
    let now = 1000;
    const times = new ServedTimes(() => now);
    times.written('a.test.', 7);
    now = 130_000;
    times.look(session([7, 3000], [7, null]));
    expect(times.list()).toEqual([
      { zone: 'a.test.', serial: 7, writtenAt: 1000, servedAfterMs: null, tooSlowForAcme: true },
    ]);
    times.look(session([7, 3000], [6, 3500]));
    expect(times.list()[0].servedAfterMs).toBeNull();
    times.look(session([7, 3000], [7, 4000]));
    expect(times.list()).toEqual([
      { zone: 'a.test.', serial: 7, writtenAt: 1000, servedAfterMs: 3000, tooSlowForAcme: false },
    ]);
  });
});
