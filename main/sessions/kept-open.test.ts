import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BindFailure } from '../../shared/model/session.ts';
import { KeptOpen } from './kept-open.ts';
import type { StartOptions } from './publish-sessions.ts';

const GONE: BindFailure = {
  address: '192.0.2.1',
  port: 53,
  code: 'no-such-address',
  detail: 'EADDRNOTAVAIL',
};

function world() {
  const started: StartOptions[] = [];
  const failed: unknown[] = [];
  const state = {
    isWanted: true,
    isOpen: false,
    failures: [] as BindFailure[],
    refusal: undefined as unknown,
  };
  const kept = new KeptOpen({
    isWanted: () => state.isWanted,
    sessions: {
      get isOpen() {
        return state.isOpen;
      },
      start(options) {
        if (state.refusal !== undefined) return Promise.reject(state.refusal as Error);
        started.push(options);
        state.isOpen = true;
        return Promise.resolve();
      },
    },
    tryListen: () => Promise.resolve(state.failures),
    onFailed: (error) => failed.push(error),
  });
  const end = (end: 'address-gone' | 'suspended' | 'by-hand' | 'published-elsewhere'): void => {
    state.isOpen = false;
    kept.ended({ end });
  };
  return { kept, state, started, failed, end };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a session that is kept open', () => {
  it('is opened again when its address is back, without the drafts', async () => {
    const { kept, state, started, end } = world();
    await kept.begin();
    expect(started.splice(0)).toEqual([{ limitMinutes: null }]);
    state.failures = [GONE];
    end('address-gone');
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(started).toEqual([]);
    state.failures = [];
    await vi.advanceTimersByTimeAsync(600_000);
    expect(started).toEqual([{ limitMinutes: null, zones: [] }]);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(started).toHaveLength(1);
    kept.dispose();
  });

  it('is opened again as soon as the computer is awake', async () => {
    const { kept, started, end } = world();
    await kept.begin();
    end('suspended');
    kept.look();
    await vi.advanceTimersByTimeAsync(1);
    expect(started).toHaveLength(2);
    kept.dispose();
  });

  it('that could not be opened at first is told and tried again', async () => {
    const { kept, state, started, failed } = world();
    state.refusal = new Error('the vault is locked');
    await kept.begin();
    expect([started, failed]).toEqual([[], [state.refusal]]);
    state.refusal = undefined;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(started).toEqual([{ limitMinutes: null, zones: [] }]);
    kept.dispose();
  });

  it.each(['by-hand', 'published-elsewhere'] as const)('stays closed when it ended %s', async (reason) => {
    const { kept, started, end } = world();
    await kept.begin();
    end(reason);
    kept.look();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(started).toHaveLength(1);
  });

  it('stays closed where nobody wants it so, and after the app has ended', async () => {
    const { kept, state, started, end } = world();
    await kept.begin();
    end('address-gone');
    state.isWanted = false;
    await vi.advanceTimersByTimeAsync(3_600_000);
    state.isWanted = true;
    end('address-gone');
    kept.dispose();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(started).toHaveLength(1);
  });
});
