import { describe, expect, it } from 'vitest';
import { SNIPPETS } from './snippets.ts';

const FACTS = {
  zone: 'example.com.',
  primary: { address: '2001:db8::1', port: 5300 },
  key: { name: 'home_shop_example.com.', algorithm: 'hmac-sha256', secret: 'c2VjcmV0' },
} as const;

describe('snippets', () => {
  it('give PowerDNS three commands, the IPv6 address in brackets', () => {
    expect(SNIPPETS.powerdns.text(FACTS)).toBe(
      "pdnsutil import-tsig-key home_shop_example.com hmac-sha256 'c2VjcmV0'\n" +
        'pdnsutil create-secondary-zone example.com [2001:db8::1]:5300\n' +
        'pdnsutil activate-tsig-key example.com home_shop_example.com secondary\n',
    );
  });

  it('let BIND take NOTIFY by key, since our address may change', () => {
    const text = SNIPPETS.bind.text(FACTS);
    expect(text).toContain('primaries { 2001:db8::1 port 5300 key "home_shop_example.com"; };');
    expect(text).toContain('allow-notify { key "home_shop_example.com"; };');
  });

  it('write no key where there is none', () => {
    const without = Object.values(SNIPPETS).map(({ text }) => text({ ...FACTS, key: null }));
    expect(without.filter((text) => /secret|algorithm|home_shop/.test(text))).toEqual([]);
    expect(without[2]).toContain('request-xfr: 2001:db8::1@5300 NOKEY');
  });
});
