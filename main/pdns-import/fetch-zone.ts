/** What a PowerDNS has: its zones, and all that belongs to one of them. */
import { printName, scanName } from '../../shared/dns/name-text.ts';
import { utf8Encode } from '../../shared/dns/encodings.ts';
import type { Name } from '../../shared/dns/name.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { pdnsKind, type PdnsKind } from '../../shared/model/pdns-import.ts';
import { arrayMember, booleanMember, member, textMember, type Json } from '../pdns-api/json.ts';
import { idOf } from '../pdns-api/names.ts';
import type { PdnsClient } from './pdns-client.ts';

/** A zone as its list has it. */
export interface ListedZone {
  readonly id: string;
  /** As PowerDNS writes it; since 5.0 a variant of a zone has a name that is none in DNS. */
  readonly nameText: string;
  readonly name: Name | undefined;
  readonly kind: PdnsKind;
  readonly serial: number;
  readonly signed: boolean;
}

/** Everything of one zone. Secrets are in `cryptoKeys` and `tsigKeys`. */
export interface FetchedZone extends ListedZone {
  readonly document: Json;
  /** By kind. */
  readonly metadata: ReadonlyMap<string, readonly string[]>;
  readonly cryptoKeys: readonly Json[];
  /** Of the keys that open it, by name; undefined where PowerDNS does not have what it names. */
  readonly tsigKeys: ReadonlyMap<string, Json | undefined>;
}

/** Its version, once it is known to be an Authoritative Server. Throws `pdns-failed`. */
export async function askVersion(client: PdnsClient): Promise<string> {
  const server = await client.find('');
  const type = server === undefined ? undefined : textMember(server, 'daemon_type');
  if (server === undefined || type !== 'authoritative') {
    const found = server === undefined ? '404' : `daemon_type ${type ?? 'missing'}`;
    throw new AppFailure({
      code: 'pdns-failed',
      server: client.server,
      fault: { code: 'not-powerdns', found },
    });
  }
  return textMember(server, 'version') ?? '';
}

export async function fetchZoneList(client: PdnsClient): Promise<readonly ListedZone[]> {
  const list = await client.get('/zones');
  return Array.isArray(list) ? (list as readonly Json[]).map(listed) : [];
}

/** All of a zone, one question after the other. Throws `pdns-failed`. */
export async function fetchZone(client: PdnsClient, id: string): Promise<FetchedZone> {
  const path = `/zones/${encodeURIComponent(id)}`;
  const document = await client.get(path);
  const metadata = new Map(
    itemsOf(await client.get(`${path}/metadata`)).map((item) => [
      textMember(item, 'kind') ?? '',
      textsOf(arrayMember(item, 'metadata')),
    ]),
  );
  const cryptoKeys: Json[] = [];
  for (const item of itemsOf(await client.get(`${path}/cryptokeys`)))
    // The list keeps private halves back; a key by itself has its own.
    cryptoKeys.push((await client.find(`${path}/cryptokeys/${String(member(item, 'id'))}`)) ?? item);
  const tsigKeys = new Map<string, Json | undefined>();
  for (const name of transferKeys(document, metadata))
    tsigKeys.set(name, await client.find(`/tsigkeys/${encodeURIComponent(idOf(name))}`));
  return { ...listed(document), document, metadata, cryptoKeys, tsigKeys };
}

function listed(item: Json): ListedZone {
  const nameText = textMember(item, 'name') ?? '';
  const name = scanName(utf8Encode(nameText));
  return {
    id: textMember(item, 'id') ?? nameText,
    nameText,
    name: typeof name === 'string' ? undefined : name.toLowerCase(),
    kind: pdnsKind.safeParse(textMember(item, 'kind')).data ?? 'Native',
    serial: numberMember(item, 'edited_serial') ?? numberMember(item, 'serial') ?? 0,
    signed: booleanMember(item, 'dnssec') ?? false,
  };
}

/** Names of the keys that a transfer may be signed with, each once, absolute. */
function transferKeys(document: Json, metadata: FetchedZone['metadata']): readonly string[] {
  const named = [
    ...textsOf(arrayMember(document, 'master_tsig_key_ids')).map((id) =>
      id.replace(/=([0-9A-F]{2})/g, unescaped),
    ),
    ...(metadata.get('TSIG-ALLOW-AXFR') ?? []),
  ];
  const names = named.map((text) => scanName(utf8Encode(text.endsWith('.') ? text : `${text}.`)));
  return [
    ...new Set(names.flatMap((name) => (typeof name === 'string' ? [] : [printName(name.toLowerCase())]))),
  ];
}

const unescaped = (_: string, code: string): string => String.fromCharCode(Number.parseInt(code, 16));
const itemsOf = (answer: Json): readonly Json[] => (Array.isArray(answer) ? (answer as readonly Json[]) : []);
export const textsOf = (items: readonly Json[] | undefined): string[] =>
  (items ?? []).filter((item) => typeof item === 'string');

/** A member that is a number that a serial or TTL can be. */
export function numberMember(container: Json, key: string): number | undefined {
  const value = member(container, key);
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff
    ? value
    : undefined;
}
