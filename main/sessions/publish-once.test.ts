import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { parseTtl } from '../../shared/dns/ttl.ts';
import type { SecondaryProgress, SessionState } from '../../shared/model/session.ts';
import { newProgress } from './progress.ts';
import { publishOnce } from './publish-once.ts';
import type { PublishSessions } from './publish-sessions.ts';

const WAITING = newProgress({ secondary: 'he', name: 'he.net', zone: 'example.com.', serial: 7 });
const IN_SYNC: SecondaryProgress = { ...WAITING, askedSoaAt: 1, inSyncAt: 1 };

/** How a session that is kept open ends for who waits at most `max`; its secondary comes after `syncedAfterMs`. */
async function endOf(max: string, syncedAfterMs: number): Promise<string | undefined> {
  const beganAt = performance.now();
  const sessions: Pick<PublishSessions, 'start' | 'state'> = {
    start: () => Promise.resolve(),
    state: (): SessionState => ({
      state: 'open',
      openedAt: 0,
      endsAt: null,
      listening: [],
      zones: [],
      secondaries: [performance.now() - beganAt < syncedAfterMs ? WAITING : IN_SYNC],
      leftBehind: [],
      transfersRunning: 0,
      refused: 0,
      waitingFor: null,
      limitNear: false,
      strangers: [],
      mapping: null,
    }),
  };
  const report = await publishOnce(
    sessions as PublishSessions,
    { limitMinutes: parseTtl(max)! / 60, untilSynced: true },
    () => undefined,
    (signal) => delay(syncedAfterMs, undefined, { signal }).catch(() => undefined),
  );
  return report?.end;
}

describe('publishing once', () => {
  it.each(['31s', '62s', '65s', '4w', '2147483647'])('takes %s for the longest to wait', async (max) => {
    expect(await endOf(max, 50)).toBe('all-in-sync');
  });

  it('waits no longer than that', async () => {
    expect(await endOf('1s', 5000)).toBe('limit');
  });
});
