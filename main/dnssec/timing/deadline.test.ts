import { describe, expect, it } from 'vitest';
import { type CopyFacts, copyDeadline, freshness } from './deadline.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;

describe('a deadline', () => {
  const copy: CopyFacts = {
    refreshedAt: NOW,
    expireSeconds: 77 * DAY,
    firstExpiration: NOW + 114 * DAY,
    honoursExpire: true,
  };

  it.each<[string, Partial<CopyFacts>, ReturnType<typeof copyDeadline>]>([
    [
      'is the end of the copy, when its signatures live longer',
      {},
      { at: NOW + 77 * DAY, reason: 'copy-expires' },
    ],
    [
      'is the first signature to expire, when that comes first',
      { firstExpiration: NOW + 5 },
      { at: NOW + 5, reason: 'signatures-expire' },
    ],
    [
      'is the first signature to expire for a server that never lets a copy go',
      { honoursExpire: false },
      { at: NOW + 114 * DAY, reason: 'signatures-expire' },
    ],
    [
      'is the end of the copy for an unsigned zone',
      { firstExpiration: Infinity },
      { at: NOW + 77 * DAY, reason: 'copy-expires' },
    ],
    [
      'does not exist for an unsigned zone at a server that never lets go',
      { firstExpiration: Infinity, honoursExpire: false },
      undefined,
    ],
  ])('%s', (_what, facts, deadline) => {
    expect(copyDeadline({ ...copy, ...facts })).toEqual(deadline);
  });

  it('is warned of when the promised time is over', () => {
    const deadline = copyDeadline(copy);
    const at = [30, 32, 76, 77].map((days) => freshness(NOW + days * DAY, NOW, 31 * DAY, deadline));
    expect(at).toEqual(['fresh', 'due', 'due', 'lapsed']);
  });
});
