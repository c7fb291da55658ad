/**
 * Configuration for an own secondary, to be pasted as it is: BIND, Knot, NSD, PowerDNS. What goes in is quoted or checked by
 * the caller; names are printed without their final dot, as these servers' manuals do.
 */
import type { TsigAlgorithm } from '../model/keys.ts';
import type { Endpoint } from '../model/secondary.ts';
import { withoutDot } from '../model/spoken-name.ts';

export interface SnippetFacts {
  /** With or without the final dot. */
  readonly zone: string;
  /** Where the secondary reaches us. */
  readonly primary: Endpoint;
  readonly key: { readonly name: string; readonly algorithm: TsigAlgorithm; readonly secret: string } | null;
}

export type ServerKind = 'bind' | 'knot' | 'nsd' | 'powerdns';

export interface Snippet {
  readonly name: string;
  /** Where it belongs. */
  readonly place: string;
  readonly text: (facts: SnippetFacts) => string;
}

export const SNIPPETS: Readonly<Record<ServerKind, Snippet>> = {
  bind: { name: 'BIND', place: 'named.conf', text: bind },
  knot: { name: 'Knot DNS', place: 'knot.conf', text: knot },
  nsd: { name: 'NSD', place: 'nsd.conf', text: nsd },
  powerdns: {
    name: 'PowerDNS',
    place: 'a shell on the server; pdns.conf needs secondary=yes',
    text: powerdns,
  },
};

function bind({ zone, primary, key }: SnippetFacts): string {
  const signed = key === null ? '' : ` key "${withoutDot(key.name)}"`;
  return lines(
    key !== null && [
      `key "${withoutDot(key.name)}" {`,
      `    algorithm ${key.algorithm};`,
      `    secret "${key.secret}";`,
      '};',
      '',
    ],
    [
      `zone "${withoutDot(zone)}" {`,
      '    type secondary;',
      `    file "${fileName(zone)}";`,
      `    primaries { ${primary.address} port ${primary.port}${signed}; };`,
      `    allow-notify { ${key === null ? primary.address : `key "${withoutDot(key.name)}"`}; };`,
      '};',
    ],
  );
}

function knot({ zone, primary, key }: SnippetFacts): string {
  const id = withoutDot(zone).replace(/[^A-Za-z0-9]+/g, '-');
  const name = key === null ? '' : withoutDot(key.name);
  return lines(
    key !== null && [
      'key:',
      `  - id: ${name}`,
      `    algorithm: ${key.algorithm}`,
      `    secret: ${key.secret}`,
      '',
    ],
    ['remote:', `  - id: primary-${id}`, `    address: ${primary.address}@${primary.port}`],
    key !== null && [`    key: ${name}`],
    ['', 'acl:', `  - id: notify-${id}`, '    action: notify'],
    key === null ? [`    address: ${primary.address}`] : [`    key: ${name}`],
    ['', 'zone:', `  - domain: ${withoutDot(zone)}`, `    master: primary-${id}`, `    acl: notify-${id}`],
  );
}

function nsd({ zone, primary, key }: SnippetFacts): string {
  const name = key === null ? 'NOKEY' : withoutDot(key.name);
  return lines(
    key !== null && [
      'key:',
      `    name: "${name}"`,
      `    algorithm: ${key.algorithm}`,
      `    secret: "${key.secret}"`,
      '',
    ],
    [
      'zone:',
      `    name: "${withoutDot(zone)}"`,
      `    zonefile: "${fileName(zone)}"`,
      `    request-xfr: ${primary.address}@${primary.port} ${name}`,
      `    allow-notify: ${primary.address} ${name}`,
    ],
  );
}

function powerdns({ zone, primary, key }: SnippetFacts): string {
  const address = primary.address.includes(':') ? `[${primary.address}]` : primary.address;
  return lines(
    key !== null && [`pdnsutil import-tsig-key ${withoutDot(key.name)} ${key.algorithm} '${key.secret}'`],
    [`pdnsutil create-secondary-zone ${withoutDot(zone)} ${address}:${primary.port}`],
    key !== null && [`pdnsutil activate-tsig-key ${withoutDot(zone)} ${withoutDot(key.name)} secondary`],
  );
}

const fileName = (zone: string): string =>
  `${withoutDot(zone).replaceAll('/', '-').replace(/^\.$/, 'root')}.zone`;
const lines = (...parts: readonly (readonly string[] | false)[]): string =>
  parts.flatMap((part) => part || []).join('\n') + '\n';
