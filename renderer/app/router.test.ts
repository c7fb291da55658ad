import { describe, expect, it } from 'vitest';
import { href, parseRoute } from './router.svelte.ts';

describe('addresses of places', () => {
  it('lead back to the place they were made of, odd zone names included', () => {
    expect(
      [
        href.screen('overview'),
        href.screen('keys'),
        href.zone('example.com.', 'edits'),
        href.zone('0/25.2.0.192.in-addr.arpa.', 'records', '100% www'),
        href.sheet('example.com.', 'a b'),
      ].map(parseRoute),
    ).toEqual([
      { screen: 'overview' },
      { screen: 'keys' },
      { screen: 'zone', zone: 'example.com.', tab: 'edits', search: '' },
      { screen: 'zone', zone: '0/25.2.0.192.in-addr.arpa.', tab: 'records', search: '100% www' },
      { screen: 'sheet', zone: 'example.com.', secondary: 'a b' },
    ]);
  });

  it('are told when they lead nowhere', () => {
    expect(
      ['#/nowhere', '#/zones/x./nothing', '#/keys/more', '#/%E0%A4%A'].map((hash) => parseRoute(hash).screen),
    ).toEqual(['not-found', 'not-found', 'not-found', 'not-found']);
  });
});
