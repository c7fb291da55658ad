import { describe, expect, it } from 'vitest';
import { href, parseRoute, Router } from './router.svelte.ts';

describe('addresses of places', () => {
  it('lead back to the place they were made of, odd zone names included', () => {
    expect(
      [
        href.screen('overview'),
        href.screen('keys'),
        href.zone('example.com.', 'edits'),
        href.zone('0/25.2.0.192.in-addr.arpa.', 'records', '100% www'),
        href.version('example.com.', 4294967295),
        href.sheet('example.com.', 'a b'),
      ].map(parseRoute),
    ).toEqual([
      { screen: 'overview' },
      { screen: 'keys' },
      { screen: 'zone', zone: 'example.com.', tab: 'edits', search: '', version: null },
      {
        screen: 'zone',
        zone: '0/25.2.0.192.in-addr.arpa.',
        tab: 'records',
        search: '100% www',
        version: null,
      },
      { screen: 'zone', zone: 'example.com.', tab: 'history', search: '', version: 4294967295 },
      { screen: 'sheet', zone: 'example.com.', secondary: 'a b' },
    ]);
  });

  it('are told when they lead nowhere', () => {
    expect(
      [
        '#/nowhere',
        '#/zones/x./nothing',
        '#/zones/x./edits/1',
        '#/zones/x./history/latest',
        '#/keys/more',
        '#/%E0%A4%A',
      ].map((hash) => parseRoute(hash).screen),
    ).toEqual(Array.from({ length: 6 }, () => 'not-found'));
  });
});

describe('a place with what is not saved', () => {
  it('is left only when asked, or when it was saved', async () => {
    location.hash = '#/settings';
    const router = new Router();
    let isUnsaved = true;
    const stop = router.guard(() => isUnsaved);
    const goes = async (work: () => void): Promise<readonly (string | null)[]> => {
      const arrived = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      work();
      await arrived;
      return [router.route.screen, location.hash, router.asked];
    };
    expect(await goes(() => router.go('#/keys'))).toEqual(['settings', '#/settings', '#/keys']);
    expect(await goes(() => router.leave())).toEqual(['keys', '#/keys', null]);
    router.guard(() => isUnsaved);
    isUnsaved = false;
    expect(await goes(() => router.go('#/api'))).toEqual(['api', '#/api', null]);
    stop();
    router.dispose();
  });
});
