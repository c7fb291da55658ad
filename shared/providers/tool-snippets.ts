/**
 * Settings of tools that speak PowerDNS's API, to be pasted as they are. Option names as their own manuals have them in
 * 2026-11: go-acme.github.io/lego/dns/pdns, github.com/kaechele/certbot-dns-pdns, external-dns docs/tutorials/pdns.md,
 * docs.dnscontrol.org/provider/powerdns.
 */
import { printEndpoint } from '../model/addresses.ts';
import type { Endpoint } from '../model/secondary.ts';
import { withoutDot } from '../model/spoken-name.ts';

export interface ToolFacts {
  /** Where the API is asked, as `http://127.0.0.1:8081`. */
  readonly url: string;
  readonly key: string;
  /** A zone of the owner's, absolute. */
  readonly zone: string;
}

export type ToolName = 'lego' | 'certbot' | 'externalDns' | 'dnscontrol';

export interface ToolSnippet {
  readonly name: string;
  /** Where it belongs. */
  readonly place: string;
  readonly text: (facts: ToolFacts) => string;
}

/** The URL for an address that the API listens at; an unspecified one is asked at loopback. */
export function apiUrl({ address, port }: Endpoint): string {
  const asked = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  return `http://${printEndpoint({ address: asked, port })}`;
}

export const TOOL_SNIPPETS: Readonly<Record<ToolName, ToolSnippet>> = {
  lego: {
    name: 'lego',
    place: 'a shell',
    text: ({ url, key, zone }) =>
      `PDNS_API_URL=${url} \\\nPDNS_API_KEY='${key}' \\\nlego --dns pdns -d '${withoutDot(zone)}' -d '*.${withoutDot(zone)}' --email hostmaster@${withoutDot(zone)} run\n`,
  },
  certbot: {
    name: 'certbot',
    place: 'pdns-credentials.ini, mode 600, for the plugin certbot-dns-pdns',
    text: ({ url, key, zone }) =>
      `dns_pdns_endpoint = ${url}\ndns_pdns_api_key = ${key}\ndns_pdns_server_id = localhost\n` +
      `# certbot certonly --authenticator dns-pdns --dns-pdns-credentials pdns-credentials.ini -d ${withoutDot(zone)}\n`,
  },
  externalDns: {
    name: 'external-dns',
    place: 'the arguments of its container, which cannot reach loopback: let the API listen elsewhere',
    text: ({ url, key, zone }) =>
      ['--provider=pdns', `--pdns-server=${url}`, '--pdns-server-id=localhost', `--pdns-api-key=${key}`]
        .concat(`--domain-filter=${withoutDot(zone)}`)
        .map((argument) => `- ${argument}\n`)
        .join(''),
  },
  dnscontrol: {
    name: 'dnscontrol',
    place: 'creds.json',
    text: ({ url, key }) =>
      `${JSON.stringify({ home: { TYPE: 'POWERDNS', apiKey: key, apiUrl: url, serverName: 'localhost' } }, null, 2)}\n`,
  },
};
