/** `dnssec.json` in a zone's folder: whether and how the zone is signed, and its keys but for their private halves. */
import path from 'node:path';
import { z } from 'zod';
import { utf8Encode } from '../../../shared/dns/encodings.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { scanRdataText } from '../../../shared/dns/zone-file/rdata-text.ts';
import {
  denial,
  keyAlgorithm,
  keyRole,
  keyState,
  observation,
  parentRequest,
} from '../../../shared/model/dnssec.ts';
import { type ParentRequest } from '../../dnssec/ds.ts';
import { type ZoneKey } from '../../dnssec/keys/zone-key.ts';
import { type FileSystem } from '../../storage/file-system.ts';
import { openJsonFile, type JsonFile } from '../../storage/json-file.ts';

export const describedKey = z.object({
  keyTag: z.int().min(0).max(0xffff),
  role: keyRole,
  algorithm: keyAlgorithm,
  /** DNSKEY rdata as text, `257 3 13 …`. */
  dnskey: z.string(),
  state: keyState,
  origin: z.enum(['made', 'imported']),
  createdAt: z.number(),
  /** Since when it is in its state. */
  since: z.number(),
});
export type DescribedKey = Readonly<z.infer<typeof describedKey>>;

export const signingPlan = z.object({
  /** The switch: from the next version on. */
  signs: z.boolean(),
  denial,
  /** Removed ones included: their tags are not given again, and nothing brings them back unasked. */
  keys: z.array(describedKey),
  parentRequest,
  observation: observation.nullable(),
  /** The DNSKEY set (sorted, joined by line ends) that all name servers were seen to serve, and since when. */
  servedByAll: z.object({ keys: z.string(), since: z.number() }).nullable(),
  /** The DS set (likewise) that all of the parent's servers were seen to have, and since when. */
  parentHas: z.object({ ds: z.string(), since: z.number(), ttlSeconds: z.number() }).nullable(),
});
export type SigningPlan = Readonly<z.infer<typeof signingPlan>>;

export const UNSIGNED: SigningPlan = {
  signs: false,
  denial: 'nsec',
  keys: [],
  parentRequest: 'none',
  observation: null,
  servedByAll: null,
  parentHas: null,
};

export function openSigningPlan(folder: string, files: FileSystem): Promise<JsonFile<SigningPlan>> {
  return openJsonFile<SigningPlan>({
    path: path.join(folder, 'dnssec.json'),
    schema: signingPlan,
    initial: () => UNSIGNED,
    files,
  });
}

/** What the file keeps of a key. */
export function describeKey(
  key: ZoneKey,
  state: DescribedKey['state'],
  origin: DescribedKey['origin'],
  nowMs: number,
): DescribedKey {
  const { keyTag, role, algorithm } = key;
  const text = dnskey.print(key.dnskey);
  return {
    keyTag,
    role,
    algorithm: algorithm.number,
    dnskey: text,
    state,
    origin,
    createdAt: nowMs,
    since: nowMs,
  };
}

export function dnskeyOf({ dnskey: text }: DescribedKey): Octets {
  return scanRdataText(TYPE.DNSKEY, utf8Encode(text));
}

/** The keys that are in the zone, signing or not. */
export function publishedKeys({ keys }: SigningPlan): readonly DescribedKey[] {
  return keys.filter(({ state }) => state !== 'removed');
}

/** The keys whose DS the parent is to have. */
export function dsKeys(plan: SigningPlan): readonly DescribedKey[] {
  return plan.keys.filter(({ role, state }) => role !== 'zsk' && state === 'signing');
}

/** What the zone asks its parent for. */
export function parentRequestOf(plan: SigningPlan): ParentRequest {
  if (plan.parentRequest !== 'publish') return { kind: plan.parentRequest };
  return { kind: 'publish', dnskeys: dsKeys(plan).map(dnskeyOf), digestTypes: [2, 4] };
}
