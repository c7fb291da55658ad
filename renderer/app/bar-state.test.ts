import { describe, expect, it } from 'vitest';
import type { Overview } from '../../shared/model/overview.ts';
import type { SecondaryProgress } from '../../shared/model/session.ts';
import type { ZoneSummary } from '../../shared/model/zone.ts';
import { barState } from './bar-state.ts';

const zone = (name: string, edits: number): ZoneSummary => ({
  name,
  unicodeName: null,
  kind: 'primary',
  serial: 1,
  committedAt: 0,
  edits,
  due: null,
  records: 5,
  errors: 0,
  warnings: 0,
  state: 'ok',
});
const line = (name: string, inSyncAt: number | null): SecondaryProgress =>
  ({ secondary: name, name, zone: 'example.com.', inSyncAt, verifiedAt: null }) as SecondaryProgress;
const overview = (zones: ZoneSummary[], session: Overview['session']): Overview =>
  ({ zones, session }) as Overview;
const closed: Overview['session'] = { state: 'closed', last: null, failure: null };

describe('the bar', () => {
  it('says what waits while nothing is published', () => {
    const said = [[], [zone('a.', 0)], [zone('a.', 2), zone('b.', 1)]].map(
      (zones) => barState(overview(zones, closed), 0).parts[0],
    );
    expect(said).toEqual(['no zones yet', 'everything is published', '3 edits in a and b']);
  });

  it('says what is due without an edit', () => {
    const due = (name: string): ZoneSummary => ({ ...zone(name, 0), due: 'keys', dnssec: 'signs-next' });
    const said = [
      [due('a.')],
      [due('a.'), due('b.'), zone('c.', 1)],
      [{ ...zone('a.', 0), due: 'renewed' as const }],
    ].map((zones) => barState(overview(zones, closed), 0).parts);
    expect(said).toEqual([
      ['a is to be signed'],
      ['1 edit in c', '2 zones with a version due'],
      ['a needs new signatures'],
    ]);
  });

  it('says by when a session is due, and why on hover', () => {
    const now = new Date(2026, 10, 23).getTime();
    const deadline = {
      zone: 'a.',
      secondary: '1',
      name: 'he.net',
      at: new Date(2026, 11, 20).getTime(),
      dueAt: new Date(2026, 11, 7).getTime(),
      reason: 'expire',
      expiresAt: null,
      signaturesUntil: null,
      holds: null,
      refreshedAt: now,
      freshness: 'fresh',
    } as const;
    const { parts, hint, urgent } = barState({ ...overview([zone('a.', 0)], closed), deadline }, now);
    expect([
      parts[0],
      parts[1].includes('7'),
      hint?.includes('The copy of a at he.net expires'),
      urgent,
    ]).toEqual(['everything is published', true, true, false]);
  });

  it('counts down and names whom it waits for while publishing', () => {
    const session = {
      state: 'open',
      openedAt: 0,
      endsAt: 30 * 60_000,
      secondaries: [line('he.net', 1), line('the shop', null)],
      waitingFor: {
        secondary: '2',
        name: 'the shop',
        zone: 'a.',
        sinceMs: 60_000,
        usualMs: 240_000,
        others: 0,
      },
    } as Overview['session'];
    expect(barState(overview([zone('a.', 0)], session), 15 * 60_000)).toEqual({
      publishing: true,
      title: 'Publishing',
      parts: ['15 min left', '1 of 2 in sync', 'waiting for the shop (usually 4 min)'],
      left: 0.5,
      hint: null,
      urgent: false,
    });
  });
});
