import { describe, expect, it } from 'vitest';
import { providerById } from '../../shared/providers/catalog.ts';
import { heededNotify, inSyncAfter, nothingKnown, refreshed, type Lesson } from '../watch/copy-history.ts';
import { sessionLimit } from './limit-rule.ts';

const MINUTE = 60_000;
const NOW = 1_000_000 * MINUTE;
const copy = (name: string, provider: string | null, ...lessons: Lesson[]) => ({
  name,
  zone: 'example.com.',
  provider: providerById(provider),
  history: lessons.reduce((history, lesson) => lesson(history), nothingKnown('example.com.', name)),
  refreshSeconds: 3600,
  retrySeconds: 900,
});
const minutes = (...copies: ReturnType<typeof copy>[]): number => sessionLimit(copies, 30, NOW).minutes;
const refreshedAgo = (ago: number): Lesson =>
  refreshed({ at: NOW - ago * MINUTE, serial: 1, expireSeconds: 1, signaturesUntil: null });

describe("a session's limit", () => {
  it('follows history, else the provider, else the setting, and is never under a quarter of an hour', () => {
    expect([
      minutes(),
      minutes(copy('unknown', null)),
      minutes(copy('quick', null, inSyncAfter(2000))),
      minutes(copy('slow', null, inSyncAfter(20 * MINUTE))),
      minutes(copy('first time', 'he.net')),
      minutes(copy('known', 'he.net', inSyncAfter(4 * MINUTE))),
    ]).toEqual([30, 30, 15, 40, 75, 15]);
  });

  it('waits for one that ignores NOTIFY as long as its own rhythm takes', () => {
    const ignores = [heededNotify(false), heededNotify(false)];
    expect([
      minutes(copy('in RETRY', null, ...ignores, refreshedAgo(61))),
      minutes(copy('never refreshed', null, ...ignores)),
      minutes(copy('just refreshed', null, ...ignores, refreshedAgo(20))),
      minutes(copy('by its sheet', 'wedos', refreshedAgo(61))),
      minutes(copy('comes after all', 'wedos', heededNotify(true), inSyncAfter(MINUTE))),
    ]).toEqual([30, 30, 70, 30, 15]);
  });

  it('names the slowest', () => {
    const limit = sessionLimit([copy('quick', null, inSyncAfter(1000)), copy('he.net', 'he.net')], 30, NOW);
    expect(limit).toEqual({ minutes: 75, slowest: { name: 'he.net', zone: 'example.com.' } });
  });
});
