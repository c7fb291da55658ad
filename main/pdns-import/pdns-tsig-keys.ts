/** The TSIG keys that open a zone of PowerDNS, held against those that are here: the same name must mean the same secret. */
import { base64Decode } from '../../shared/dns/encodings.ts';
import type { TsigAlgorithm } from '../../shared/model/keys.ts';
import type { PdnsNote } from '../../shared/model/pdns-import.ts';
import { textMember, type Json } from '../pdns-api/json.ts';
import { tsigAlgorithmOf } from '../pdns-api/tsig-algorithm.ts';
import type { TsigKeyDescription, TsigKeyRing } from '../secrets/tsig-key-ring.ts';

export interface PdnsTsigKey {
  /** Absolute, lower case. */
  readonly name: string;
  readonly algorithm: TsigAlgorithm;
  /** Base64. */
  readonly secret: string;
  /** The same key is here already. */
  readonly isHere: boolean;
}

export interface PdnsTsigKeys {
  readonly keys: readonly PdnsTsigKey[];
  readonly notes: readonly PdnsNote[];
}

/** Throws what the secret store has against comparing. */
export async function readTsigKeys(
  ring: TsigKeyRing,
  fetched: ReadonlyMap<string, Json | undefined>,
): Promise<PdnsTsigKeys> {
  const keys: PdnsTsigKey[] = [];
  const notes: PdnsNote[] = [];
  for (const [name, json] of fetched) {
    const read = json === undefined ? 'absent' : readKey(json);
    if (typeof read === 'string') {
      notes.push({ code: 'tsig-not-taken', key: name, reason: read });
      continue;
    }
    const here = find(ring, name);
    const isHere = here !== undefined && (await isSame(ring, here, read));
    if (here !== undefined && !isHere) notes.push({ code: 'tsig-differs', key: name });
    else keys.push({ name, ...read, isHere });
  }
  return { keys, notes };
}

function readKey(
  json: Json,
): { readonly algorithm: TsigAlgorithm; readonly secret: string } | 'algorithm' | 'secret' {
  const algorithm = tsigAlgorithmOf(textMember(json, 'algorithm') ?? '');
  if (algorithm === undefined) return 'algorithm';
  const secret = textMember(json, 'key') ?? '';
  return octetsOf(secret) === undefined ? 'secret' : { algorithm, secret };
}

async function isSame(
  ring: TsigKeyRing,
  here: TsigKeyDescription,
  { algorithm, secret }: { readonly algorithm: TsigAlgorithm; readonly secret: string },
): Promise<boolean> {
  return here.algorithm === algorithm && octetsOf(await ring.secret(here.name)) === octetsOf(secret);
}

function find(ring: TsigKeyRing, name: string): TsigKeyDescription | undefined {
  return ring.list().find((key) => key.name === name);
}

function octetsOf(secret: string): string | undefined {
  const octets = base64Decode(secret.replace(/\s+/g, ''));
  return octets === undefined || octets.length === 0 ? undefined : octets;
}
