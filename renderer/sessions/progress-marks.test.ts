import { describe, expect, it } from 'vitest';
import type { SecondaryProgress } from '../../shared/model/session.ts';
import { lineSentence, marksOf, toneOf } from './progress-marks.ts';

const NOTHING = {
  secondary: '1',
  name: 'he.net',
  zone: 'example.com.',
  serial: 7,
  holds: null,
  notifiedAt: null,
  askedSoaAt: null,
  transferAt: null,
  transfer: null,
  inSyncAt: null,
  verifiedAt: null,
  fault: null,
} as SecondaryProgress;

describe('the five marks', () => {
  it('are done up to the last that was reached, a skipped one included', () => {
    expect([
      marksOf(NOTHING),
      marksOf({ ...NOTHING, notifiedAt: 1, transferAt: 2 }),
      marksOf({ ...NOTHING, notifiedAt: 1, verifiedAt: 2 }),
    ]).toEqual([
      ['now', 'open', 'open', 'open', 'open'],
      ['done', 'done', 'done', 'now', 'open'],
      ['done', 'done', 'done', 'done', 'done'],
    ]);
  });

  it('show a fault at the step that does not come, with its reason', () => {
    const refused: SecondaryProgress = {
      ...NOTHING,
      notifiedAt: 1,
      askedSoaAt: 2,
      fault: { code: 'address-not-listed', address: '198.51.100.9' },
    };
    expect([marksOf(refused), toneOf(refused), lineSentence(refused)]).toEqual([
      ['done', 'done', 'failed', 'open', 'open'],
      'wrong',
      'Its transfer came from 198.51.100.9, which is not on the list.',
    ]);
  });

  it('forget a fault that was overcome', () => {
    const overcome: SecondaryProgress = {
      ...NOTHING,
      inSyncAt: 3,
      holds: 7,
      fault: { code: 'notify-refused', rcode: 'REFUSED' },
    };
    expect([marksOf(overcome)[4], toneOf(overcome), lineSentence(overcome)]).toEqual([
      'now',
      'ok',
      'it answers 7',
    ]);
  });
});
