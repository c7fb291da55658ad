/** Settings of tools that speak PowerDNS's API, to be pasted as they are. */

/** Where the API is, and its key; neither holds blanks or quotes. */
export interface ApiSnippetFacts {
  /** `http://127.0.0.1:8081`, without a final slash. */
  readonly url: string;
  readonly key: string;
  /** A zone of the owner's, without the final dot. */
  readonly zone: string;
}

export interface ApiSnippet {
  readonly name: string;
  /** Where it belongs. */
  readonly place: string;
  readonly text: (facts: ApiSnippetFacts) => string;
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

export const API_SNIPPETS: readonly ApiSnippet[] = [
  {
    name: 'lego',
    place: 'a shell; Traefik and Caddy take the same two variables',
    text: ({ url, key, zone }) =>
      lines(
        `export PDNS_API_URL=${url}`,
        `export PDNS_API_KEY=${key}`,
        `lego --dns pdns --email hostmaster@${zone} -d ${zone} -d '*.${zone}' run`,
      ),
  },
  {
    name: 'acme.sh',
    place: 'a shell',
    text: ({ url, key, zone }) =>
      lines(
        `export PDNS_Url=${url}`,
        'export PDNS_ServerId=localhost',
        `export PDNS_Token=${key}`,
        'export PDNS_Ttl=60',
        `acme.sh --issue --dns dns_pdns -d ${zone} -d '*.${zone}'`,
      ),
  },
  {
    name: 'certbot',
    place: 'pdns.ini, for the plugin certbot-dns-pdns',
    text: ({ url, key }) =>
      lines(
        `dns_pdns_endpoint = ${url}`,
        `dns_pdns_api_key = ${key}`,
        'dns_pdns_server_id = localhost',
        'dns_pdns_disable_notify = false',
      ),
  },
  {
    name: 'external-dns',
    place: 'arguments of its container; the address must be one that the cluster reaches',
    text: ({ url, key, zone }) =>
      lines(
        '--provider=pdns',
        `--pdns-server=${url}`,
        `--pdns-api-key=${key}`,
        `--domain-filter=${zone}`,
        '--txt-owner-id=default',
      ),
  },
  {
    name: 'dnscontrol',
    place: 'creds.json',
    text: ({ url, key }) =>
      `${JSON.stringify({ powerdns: { TYPE: 'POWERDNS', apiKey: key, apiUrl: url, serverName: 'localhost' } }, null, 2)}\n`,
  },
];
