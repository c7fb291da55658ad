/** A zone's DNSSEC as it crosses between the sides (RFC 4033–4035): how it is signed, and all that its screen shows. */
import { z } from 'zod';
import { observation, parentVerdict, readiness } from './observation.ts';
import { rolloverInfo } from './rollover.ts';
import { dsForms, keyAlgorithm, keyRole, zoneKeyInfo } from './zone-key.ts';

/** How a zone proves what it does not have. */
export const denial = z.enum(['nsec', 'nsec3']);
export type Denial = z.infer<typeof denial>;

/** One key for all, or one for the keys and one for the rest. */
export const keyLayout = z.enum(['csk', 'ksk-zsk']);
export type KeyLayout = z.infer<typeof keyLayout>;

/** How a zone is to be signed from now on. */
export const signingChoice = z.object({
  algorithm: keyAlgorithm.default(13),
  keys: keyLayout.default('csk'),
  denial: denial.default('nsec'),
});
export type SigningChoice = z.infer<typeof signingChoice>;

/**
 * What the zone asks its parent for by CDS and CDNSKEY (RFC 7344, RFC 8078): nothing, its DS, or none any more. `deleted`: the
 * parent has followed, and the delete form is taken back (RFC 8078 §4).
 */
export const parentRequest = z.enum(['none', 'publish', 'delete', 'deleted']);

/** Ways out when private keys are gone, beside bringing them back. */
export const lostKeysWay = z.enum(['replace-zsk', 'cancel-rollover', 'finish-rollover', 'sign-anew']);
export type LostKeysWay = z.infer<typeof lostKeysWay>;

/** How far the withdrawal of the DS has come, before DNSSEC is turned off. */
export const withdrawal = z.discriminatedUnion('state', [
  z.object({ state: z.literal('not-begun') }),
  /** The parent could not be asked, or its servers differ. */
  z.object({ state: z.literal('not-known') }),
  z.object({ state: z.literal('at-parent') }),
  z.object({ state: z.literal('in-caches'), until: z.number() }),
  /** Nobody can have it any more: the signatures may go. */
  z.object({ state: z.literal('gone') }),
]);
export type Withdrawal = z.infer<typeof withdrawal>;

/** Keys whose private halves are gone: nothing new can be signed. */
export const lostKeys = z.object({
  keys: z.array(z.number()),
  way: lostKeysWay,
  /** Whether the parent's DS is gone, where the way leads over that. */
  ds: withdrawal,
  /** What is served now holds until then: the first signature expires, or the first secondary lets its copy go. */
  safeUntil: z.number().nullable(),
  /** For how long a DS that was removed stays in caches; null where none was seen. */
  dsTtlSeconds: z.number().nullable(),
});
export type LostKeys = z.infer<typeof lostKeys>;

/**
 * Keys that sign the zone where it was until now and were not brought along: with the DS at the parent, what is signed here and
 * what is in caches from there would not fit together.
 */
export const keysLeftBehind = z.object({
  keys: z.array(z.object({ keyTag: z.number(), role: keyRole, algorithm: z.number() })),
  /** For how long caches may have something of that; null where no TTL was seen. */
  cachedSeconds: z.number().nullable(),
});
export type KeysLeftBehind = z.infer<typeof keysLeftBehind>;

/** Everything that the DNSSEC screen of a zone shows. Times are milliseconds since 1970. */
export const dnssecState = z.object({
  zone: z.string(),
  /** The switch. It takes effect with the next version. */
  signs: z.boolean(),
  /** Whether the version that is served now is signed. */
  servedSigned: z.boolean(),
  denial,
  keys: z.array(zoneKeyInfo),
  /** What stands against turning signing on; null once it is on. */
  leftBehind: keysLeftBehind.nullable(),
  /** Of each KSK or CSK that the parent's DS should name. */
  ds: z.array(dsForms),
  parentRequest,
  observation: observation.nullable(),
  parent: parentVerdict,
  readiness,
  withdrawal,
  /** The key that is being replaced. */
  rollover: rolloverInfo.nullable(),
  lost: lostKeys.nullable(),
  /** When the first signature of the version that is served expires; null when it has none. */
  signaturesUntil: z.number().nullable(),
  /** From when on the next session renews signatures; null when none are there. */
  renewsFrom: z.number().nullable(),
  /** Signing under way: sets signed, of about so many. */
  progress: z.object({ signed: z.number(), total: z.number() }).nullable(),
});
export type DnssecState = z.infer<typeof dnssecState>;
