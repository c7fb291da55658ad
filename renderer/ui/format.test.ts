import { describe, expect, it } from 'vitest';
import { count, dayText, list, relative } from './format.ts';

describe('what stands in sentences', () => {
  it('is English, whatever the language of the browser', () => {
    const now = Date.UTC(2026, 10, 23, 12);
    expect([
      list(['a', 'b', 'c']),
      count(100_002, 'edit', 'edits'),
      relative(now - 7 * 60_000, now),
      dayText(Date.UTC(2026, 11, 7, 12), now),
    ]).toEqual(['a, b and c', '100,002 edits', '7 minutes ago', '7 Dec']);
  });
});
