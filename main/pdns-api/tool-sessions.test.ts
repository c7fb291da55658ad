import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppFailure } from '../../shared/model/app-error.ts';
import type { SessionReport, SessionState } from '../../shared/model/session.ts';
import { SETTINGS } from '../zones/temporary-zones.ts';
import type { Zone } from '../zones/zone.ts';
import { QUIET_MS, ToolSessions } from './tool-sessions.ts';

/** As much of a zone as is looked at. */
const zone = (serial: number, settings: Partial<Zone['settings']> = {}): Zone =>
  ({
    nameText: 'a.test.',
    version: { serial },
    settings: { ...SETTINGS, secondaries: [{ secondary: 'x', key: null }], ...settings },
  }) as unknown as Zone;

const report = (serial: number): SessionReport =>
  ({ secondaries: [{ zone: 'a.test.', serial }] }) as unknown as SessionReport;

describe('sessions for what tools write', () => {
  let started = 0;
  let notified: string[] = [];
  let state: 'open' | 'closed' = 'closed';
  let mayPublish = true;
  let failure: unknown;
  let failures: unknown[] = [];
  let sessions: ToolSessions;

  beforeEach(() => {
    vi.useFakeTimers();
    [started, notified, state, mayPublish, failure, failures] = [0, [], 'closed', true, undefined, []];
    sessions = new ToolSessions({
      toolsMayPublish: () => mayPublish,
      start: async () => {
        started++;
        if (failure !== undefined) throw failure;
      },
      state: () => ({ state }) as SessionState,
      notify: (name) => notified.push(name),
      onChanged: () => undefined,
      onFailure: (error) => failures.push(error),
    });
  });

  afterEach(() => {
    sessions.dispose();
    vi.useRealTimers();
  });

  it('open once, two seconds after the last write', async () => {
    sessions.written(zone(1));
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
    sessions.written(zone(2));
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
    expect(started).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect([started, sessions.waiting]).toEqual([1, [{ zone: 'a.test.', serial: 2 }]]);
    sessions.ended(report(2));
    expect(sessions.waiting).toEqual([]);
  });

  it('are left to one that is open: it takes the version, and NOTIFY goes there', async () => {
    state = 'open';
    sessions.written(zone(1));
    sessions.notify(zone(1));
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect([started, notified]).toEqual([0, ['a.test.']]);
  });

  it('are asked for again when the one before ended without the version', async () => {
    state = 'open';
    sessions.written(zone(2));
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    state = 'closed';
    sessions.ended(report(1));
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect(started).toBe(1);
  });

  it('wait for the owner where tools may not publish', async () => {
    mayPublish = false;
    sessions.written(zone(3));
    sessions.notify(zone(3));
    await vi.advanceTimersByTimeAsync(10 * QUIET_MS);
    expect([started, sessions.waiting]).toEqual([0, [{ zone: 'a.test.', serial: 3 }]]);
  });

  it('are not asked for by a zone that nobody fetches', async () => {
    sessions.written(zone(1, { secondaries: [] }));
    sessions.notify(zone(1, { kind: 'native' }));
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect([started, sessions.waiting]).toEqual([0, []]);
  });

  it('tell what keeps them from opening, but not that one is opening already', async () => {
    failure = new AppFailure({ code: 'session-open' });
    sessions.notify(zone(1));
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect(failures).toEqual([]);
    failure = new AppFailure({ code: 'vault-locked' });
    sessions.notify(zone(1));
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect(failures).toEqual([failure]);
  });
});
