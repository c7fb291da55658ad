import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from './activity.ts';
import { activitySentence } from './activity-sentences.ts';

const said = (code: string, data: ActivityEntry['data']): string =>
  activitySentence({ id: 1, at: 0, severity: 'info', code, zone: null, from: null, data });

describe('activity in sentences', () => {
  it('says what went out, to whom where that is known, and with which key', () => {
    const data = {
      serial: 7,
      kind: 'AXFR',
      records: 12,
      bytes: 479,
      durationMs: 5.1,
      key: 'home_shop_example.com.',
    };
    expect([
      said('transfer-sent', data),
      said('transfer-sent', { ...data, secondary: 'he.net', key: null }),
    ]).toEqual([
      'Serial 7 went out by AXFR: 12 records, 479 B in 5 ms, signed with home_shop_example.com.',
      'Serial 7 went out to he.net by AXFR: 12 records, 479 B in 5 ms.',
    ]);
  });

  it('says why a request was refused, and how often', () => {
    expect(said('request-refused', { reason: 'not-on-list', type: 'AXFR', key: null, times: 3 })).toBe(
      'A request for AXFR was refused 3 times: its address is not on the list.',
    );
  });

  it('shows an entry whose code it does not know, with its data', () => {
    expect(said('from-an-older-app', { a: 1 })).toBe('from-an-older-app {"a":1}');
  });
});
