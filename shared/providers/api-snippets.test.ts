import { describe, expect, it } from 'vitest';
import { API_SNIPPETS } from './api-snippets.ts';

const FACTS = { url: 'http://127.0.0.1:8081', key: 'a-key', zone: 'example.com' };

describe('settings of tools', () => {
  it('hold address and key, each in its tool’s own words', () => {
    const texts = Object.fromEntries(API_SNIPPETS.map(({ name, text }) => [name, text(FACTS)]));
    expect(Object.keys(texts)).toEqual(['lego', 'acme.sh', 'certbot', 'external-dns', 'dnscontrol']);
    for (const text of Object.values(texts))
      expect(text).toMatch(/http:\/\/127\.0\.0\.1:8081[^]*a-key|a-key[^]*http:\/\/127\.0\.0\.1:8081/);
    expect(JSON.parse(texts.dnscontrol)).toEqual({
      powerdns: {
        TYPE: 'POWERDNS',
        apiKey: 'a-key',
        apiUrl: 'http://127.0.0.1:8081',
        serverName: 'localhost',
      },
    });
    expect(texts.lego).toContain("-d example.com -d '*.example.com'");
  });
});
