import { describe, expect, it } from 'vitest';
import { apiUrl, TOOL_SNIPPETS } from './tool-snippets.ts';

const FACTS = { url: 'http://127.0.0.1:8081', key: 'k3y', zone: 'example.com.' };

describe('settings for tools', () => {
  it('hold address and key, each as the tool has them', () => {
    const { lego, certbot, externalDns, dnscontrol } = TOOL_SNIPPETS;
    expect(lego.text(FACTS)).toBe(
      "PDNS_API_URL=http://127.0.0.1:8081 \\\nPDNS_API_KEY='k3y' \\\nlego --dns pdns -d 'example.com' -d '*.example.com' --email hostmaster@example.com run\n",
    );
    expect(certbot.text(FACTS).split('\n').slice(0, 2)).toEqual([
      'dns_pdns_endpoint = http://127.0.0.1:8081',
      'dns_pdns_api_key = k3y',
    ]);
    expect(externalDns.text(FACTS)).toContain('- --pdns-server=http://127.0.0.1:8081\n');
    expect(JSON.parse(dnscontrol.text(FACTS))).toEqual({
      home: { TYPE: 'POWERDNS', apiKey: 'k3y', apiUrl: 'http://127.0.0.1:8081', serverName: 'localhost' },
    });
  });

  it('ask loopback where the API listens on every address, and bracket IPv6', () => {
    expect(['0.0.0.0', '::', '2001:db8::1'].map((address) => apiUrl({ address, port: 80 }))).toEqual([
      'http://127.0.0.1:80',
      'http://[::1]:80',
      'http://[2001:db8::1]:80',
    ]);
  });
});
