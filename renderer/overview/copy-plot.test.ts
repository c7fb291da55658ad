import { describe, expect, it } from 'vitest';
import type { CopyDeadline } from '../../shared/model/copy.ts';
import { axisOf, groupCopies, inOrderOf, placeOn, ticksOf } from './copy-plot.ts';

const NOW = new Date(2026, 10, 27, 12).getTime();
const days = (number: number): number => NOW + number * 86_400_000;
const copy = (zone: string, secondary: string, more: Partial<CopyDeadline> = {}): CopyDeadline => ({
  zone,
  secondary,
  name: secondary,
  at: days(77),
  expiresAt: days(77),
  signaturesUntil: null,
  reason: 'expire',
  refreshedAt: NOW,
  dueAt: days(31),
  freshness: 'fresh',
  holds: 1,
  ...more,
});
const LAPSED = { freshness: 'lapsed', at: days(-2), refreshedAt: days(-40) } as const;
const NEVER = {
  reason: 'never-transferred',
  at: null,
  expiresAt: null,
  refreshedAt: null,
  dueAt: null,
} as const;
const told = (groups: ReturnType<typeof groupCopies>): string[] =>
  groups.map(({ zone, copies }) => `${zone}: ${copies.map(({ secondary }) => secondary).join(' ')}`);

describe('copies in a plot', () => {
  const copies = [
    copy('b.', 'dead', LAPSED),
    copy('a.', 'late', { freshness: 'due' }),
    copy('a.', 'fine'),
    copy('b.', 'fine'),
    copy('c.', 'fine'),
    copy('c.', 'new', NEVER),
  ];

  it('are grouped by zone, the worst first', () => {
    expect(told(groupCopies(copies))).toEqual(['b.: dead fine', 'a.: late fine', 'c.: new fine']);
  });

  it('stay where they are while somebody watches, and what is new comes last', () => {
    const refreshed = [...copies.map((one) => copy(one.zone, one.secondary)), copy('0.', 'added')];
    expect(told(inOrderOf(groupCopies(copies), groupCopies(refreshed.reverse())))).toEqual([
      'b.: dead fine',
      'a.: late fine',
      'c.: new fine',
      '0.: added',
    ]);
  });
});

describe('the axis', () => {
  it('reaches from the earliest refresh to the last mark, and what is over takes a third at most', () => {
    const near = axisOf([copy('a.', '1', { refreshedAt: days(-10), signaturesUntil: days(90) })], NOW);
    const far = axisOf([copy('a.', '1', { refreshedAt: days(-900) })], NOW);
    const shares = [near, far].map((axis) => Math.round(placeOn(axis, NOW)));
    expect(shares).toEqual([13, 35]);
    expect([
      placeOn(near, days(-900)),
      Math.round(placeOn(near, days(90))),
      placeOn(near, days(900)),
    ]).toEqual([0, 96, 100]);
  });

  it('shows a week where nothing is known', () => {
    const { from, to } = axisOf([copy('a.', '1', NEVER)], NOW);
    expect(Math.round((to - from) / 86_400_000)).toBe(8);
  });

  it('has ticks at local midnights, never more than can be read', () => {
    const said = (spanDays: number): string[] =>
      ticksOf({ from: NOW, to: days(spanDays) }).map(({ at, unit }) => {
        const date = new Date(at);
        return `${date.getDate()}.${date.getMonth() + 1}. ${date.getHours()} h ${unit}`;
      });
    expect([said(3), said(40), said(120), said(300), said(3000).length]).toEqual([
      ['28.11. 0 h day', '29.11. 0 h day', '30.11. 0 h day'],
      [
        '28.11. 0 h day',
        '5.12. 0 h day',
        '12.12. 0 h day',
        '19.12. 0 h day',
        '26.12. 0 h day',
        '2.1. 0 h day',
      ],
      ['1.12. 0 h month', '1.1. 0 h year', '1.2. 0 h month', '1.3. 0 h month'],
      ['1.1. 0 h year', '1.3. 0 h month', '1.5. 0 h month', '1.7. 0 h month', '1.9. 0 h month'],
      4,
    ]);
  });
});
