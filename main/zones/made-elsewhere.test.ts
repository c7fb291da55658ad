import { describe, expect, it } from 'vitest';
import { isFromElsewhere, type KnownSerials } from './made-elsewhere.ts';

/** Serials that were made here, the newest last. */
const made = (...serials: readonly number[]): KnownSerials => ({
  has: (serial) => serials.includes(serial),
  newest: serials.at(-1),
});

describe('a serial at a secondary', () => {
  it.each<[what: string, serial: number, held: number | null, known: KnownSerials, expected: boolean]>([
    ['made here', 7, null, made(6, 7), false],
    ['made here, and not the newest', 6, 7, made(6, 7), false],
    ['ahead of all made here', 8, null, made(6, 7), true],
    ['ahead around the circle', 2, 0xfffffffe, made(0xfffffffe), true],
    ['as far away as can be, so neither ahead nor behind', 0x80000007, 7, made(7), true],
    // A former primary's, or from before the history that is kept.
    ['behind, never seen before', 3, null, made(6, 7), false],
    ['behind, at another of its servers, which lags', 3, 6, made(6, 7), false],
    // Unix time, or a tool's version that nobody was handed yet: behind the newest, but ahead of what it took.
    ['ahead of what it took from us, behind the newest', 8, 7, made(7, 9), true],
    ['the first ever, of a zone that was made anew', 3, null, made(), true],
    ['held before, and not ours then either', 8, 8, made(7, 9), false],
  ])('%s', (_what, serial, held, known, expected) => {
    expect(isFromElsewhere(serial, held, known)).toBe(expected);
  });
});
