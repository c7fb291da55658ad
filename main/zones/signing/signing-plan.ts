/** `dnssec.json` in a zone's folder: whether and how the zone is signed, and its keys but for their private halves. */
import path from 'node:path';
import { z } from 'zod';
import { utf8Encode } from '../../../shared/dns/encodings.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { scanRdataText } from '../../../shared/dns/zone-file/rdata-text.ts';
import { denial, parentRequest } from '../../../shared/model/dnssec.ts';
import { observation } from '../../../shared/model/observation.ts';
import { keyAlgorithm, keyRole, keyState } from '../../../shared/model/zone-key.ts';
import { type ParentRequest } from '../../dnssec/ds.ts';
import { type ZoneKey } from '../../dnssec/keys/zone-key.ts';
import { type FileSystem } from '../../storage/file-system.ts';
import { openJsonFile, type JsonFile } from '../../storage/json-file.ts';
import { rollover } from './rollover/rollover.ts';

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
  /** Who signed it where it was imported from, until it is signed here: the DNSKEY set as text, and the largest TTL. */
  signedElsewhere: z
    .object({ keys: z.array(z.string()), ttlSeconds: z.number() })
    .nullable()
    .default(null),
  parentRequest,
  observation: observation.nullable(),
  /** The DNSKEY set (sorted, joined by line ends) that all name servers were seen to serve, and since when. */
  servedByAll: z.object({ keys: z.string(), since: z.number() }).nullable(),
  /** Whose signatures (as an observation's `signers`, joined likewise) all of them were seen to serve, and since when. */
  signedByAll: z.object({ signers: z.string(), since: z.number() }).nullable().default(null),
  /** The DS set (likewise) that all of the parent's servers were seen to have, and since when. */
  parentHas: z.object({ ds: z.string(), since: z.number(), ttlSeconds: z.number() }).nullable(),
  /** The largest TTL that a DS of the zone was seen with. */
  dsTtlSeconds: z.number().nullable().default(null),
  /** The largest TTL that was served, and when a version with it was made last: see largest-ttl.ts. */
  largestTtl: z.object({ seconds: z.number(), at: z.number() }).nullable().default(null),
  /** The key that is being replaced. */
  rollover: rollover.nullable().default(null),
});
export type SigningPlan = Readonly<z.infer<typeof signingPlan>>;

export const UNSIGNED: SigningPlan = {
  signs: false,
  denial: 'nsec',
  keys: [],
  signedElsewhere: null,
  parentRequest: 'none',
  observation: null,
  servedByAll: null,
  signedByAll: null,
  parentHas: null,
  dsTtlSeconds: null,
  largestTtl: null,
  rollover: null,
};

export function openSigningPlan(folder: string, files: FileSystem): Promise<JsonFile<SigningPlan>> {
  return openJsonFile<SigningPlan>({
    path: path.join(folder, 'dnssec.json'),
    schema: signingPlan,
    initial: () => UNSIGNED,
    files,
  });
}

/** Lays a plan into the folder of a zone that is being made: the zone must not be there without it for a moment. */
export async function laySigningPlan(folder: string, files: FileSystem, plan: SigningPlan): Promise<void> {
  const file = await openSigningPlan(folder, files);
  await file.update(() => plan);
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

/** The keys that sign the apex's DNSKEY, CDS and CDNSKEY sets, and that a DS may name. */
export function keySigners({ keys }: SigningPlan): readonly DescribedKey[] {
  return keys.filter(({ role, state }) => role !== 'zsk' && state === 'signing');
}

/** The keys that sign everything else. Where there is none for that, a KSK can: its flag is a hint (RFC 4034 §2.1.1). */
export function zoneSigners({ keys }: SigningPlan): readonly DescribedKey[] {
  const signing = keys.filter(({ state }) => state === 'signing');
  const own = signing.filter(({ role }) => role !== 'ksk');
  return own.length > 0 ? own : signing;
}

/** The keys whose private halves are needed: those that sign, and one that will. A key that only stays published has done its work. */
export function neededKeys(plan: SigningPlan): readonly DescribedKey[] {
  return publishedKeys(plan).filter(
    ({ keyTag, state }) => state === 'signing' || plan.rollover?.old.includes(keyTag) !== true,
  );
}

/** The keys whose DS the parent is to have: of an old and a new one the old, until the DS is to be exchanged (RFC 7344 §4.1). */
export function dsKeys(plan: SigningPlan): readonly DescribedKey[] {
  const { rollover: now } = plan;
  const signing = keySigners(plan);
  if (now === null || now.role === 'zsk') return signing;
  return signing.filter(({ keyTag }) => (keyTag === now.new) === (now.step !== 'publish'));
}

/** What the zone asks its parent for. */
export function parentRequestOf(plan: SigningPlan): ParentRequest {
  switch (plan.parentRequest) {
    case 'none':
    case 'deleted':
      return { kind: 'none' };
    case 'delete':
      return { kind: 'delete' };
    case 'publish':
      return { kind: 'publish', dnskeys: dsKeys(plan).map(dnskeyOf), digestTypes: [2, 4] };
  }
}
