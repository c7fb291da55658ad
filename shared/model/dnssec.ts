/** DNSSEC as it crosses between the sides (RFC 4033–4035): keys, the DS for the registrar, what was observed of others. */
import { z } from 'zod';

/** A CSK signs all; a KSK only the keys, and a DS names it; a ZSK signs the rest. */
export const keyRole = z.enum(['csk', 'ksk', 'zsk']);
export type KeyRole = z.infer<typeof keyRole>;

/** IANA's numbers of the algorithms that keys are made for. */
export const keyAlgorithm = z.union([z.literal(8), z.literal(13), z.literal(14), z.literal(15)]);
export type KeyAlgorithm = z.infer<typeof keyAlgorithm>;

/** How a zone proves what it does not have. */
export const denial = z.enum(['nsec', 'nsec3']);
export type Denial = z.infer<typeof denial>;

/** One key for all, or one for the keys and one for the rest. */
export const keyLayout = z.enum(['csk', 'ksk-zsk']);
export type KeyLayout = z.infer<typeof keyLayout>;

/** Where a key stands: it signs; it is only published, before or after its use; it is gone from the zone. */
export const keyState = z.enum(['signing', 'published', 'removed']);
export type KeyState = z.infer<typeof keyState>;

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
export type ParentRequestKind = z.infer<typeof parentRequest>;

/** Why a key cannot be taken in. */
export const keyFault = z.discriminatedUnion('code', [
  z.object({ code: z.literal('public-without-private') }),
  z.object({ code: z.literal('private-without-public') }),
  z.object({ code: z.literal('keys-do-not-match'), dnskeyTag: z.number(), privateTag: z.number() }),
  z.object({ code: z.literal('wrong-zone'), found: z.string(), expected: z.string() }),
  z.object({ code: z.literal('algorithm-not-offered'), algorithm: z.string() }),
  z.object({ code: z.literal('unreadable-private-key'), expected: z.string() }),
  z.object({ code: z.literal('unreadable-public-key'), expected: z.string() }),
  z.object({ code: z.literal('passphrase-protected') }),
  z.object({ code: z.literal('role-mismatch'), role: keyRole, flags: z.number() }),
  z.object({ code: z.literal('revoked-key'), keyTag: z.number() }),
]);
export type KeyFaultInfo = z.infer<typeof keyFault>;

/** A DS in the forms that registrars ask for. */
export const dsForms = z.object({
  keyTag: z.number(),
  algorithm: z.number(),
  algorithmMnemonic: z.string(),
  digests: z.array(
    z.object({
      digestType: z.number(),
      mnemonic: z.string(),
      /** Hexadecimal, upper case, without spaces. */
      digest: z.string(),
      /** One line, as in a zone file. */
      record: z.string(),
    }),
  ),
  dnskey: z.object({
    flags: z.number(),
    protocol: z.number(),
    keyType: z.enum(['ksk', 'zsk']),
    /** Base64, without spaces. */
    publicKey: z.string(),
    record: z.string(),
  }),
});
export type DsFormsInfo = z.infer<typeof dsForms>;

export const zoneKeyInfo = z.object({
  keyTag: z.number(),
  role: keyRole,
  algorithm: z.number(),
  algorithmMnemonic: z.string(),
  state: keyState,
  origin: z.enum(['made', 'imported']),
  createdAt: z.number(),
  /** Since when it is in this state. */
  since: z.number(),
});
export type ZoneKeyInfo = z.infer<typeof zoneKeyInfo>;

/** What one of the parent's servers holds of the zone. */
export const observedParent = z.object({
  name: z.string(),
  address: z.string().nullable(),
  /** DS rdata as text, sorted; null when it gave no answer. */
  ds: z.array(z.string()).nullable(),
  ttlSeconds: z.number().nullable(),
});
export type ObservedParent = z.infer<typeof observedParent>;

/** What one of the servers that the parent names for the zone serves. */
export const observedChild = z.object({
  name: z.string(),
  address: z.string().nullable(),
  /** DNSKEY rdata as text, sorted; null when it gave no answer. */
  keys: z.array(z.string()).nullable(),
  serial: z.number().nullable(),
  /** Its answers bear signatures. */
  signed: z.boolean(),
  /** Whose signatures stand over its SOA, hence over its zone: algorithm and key tag as in `13 4711`, sorted. */
  signers: z.array(z.string()).default([]),
});
export type ObservedChild = z.infer<typeof observedChild>;

/** What was seen from outside, all at once. `parent` null: nobody could be asked (offline). */
export const observation = z.object({
  at: z.number(),
  parent: z.string().nullable(),
  parentServers: z.array(observedParent),
  nameServers: z.array(observedChild),
});
export type Observation = z.infer<typeof observation>;

/** The DS at the parent, held against our keys. Servers that did not answer do not count, but are told. */
export const parentVerdict = z.discriminatedUnion('state', [
  /** Never asked, or nobody answered. */
  z.object({ state: z.literal('not-known') }),
  /** No DS at any of its servers: the zone counts as unsigned. */
  z.object({ state: z.literal('none') }),
  /** Every server has a DS for a key that signs here, and for no other key. */
  z.object({ state: z.literal('seen') }),
  /** Some servers have it already. */
  z.object({ state: z.literal('partly'), missingAt: z.array(z.string()) }),
  /** Ours is there, and another beside it: harmless, if nobody adds an algorithm by it. */
  z.object({ state: z.literal('others-too'), foreign: z.array(z.string()) }),
  /** A DS, but none for a key of ours: validators refuse the zone. */
  z.object({ state: z.literal('wrong'), foreign: z.array(z.string()) }),
]);
export type ParentVerdict = z.infer<typeof parentVerdict>;

/** Whether the DS may be handed in now. */
export const readiness = z.discriminatedUnion('state', [
  /** What is published now is not signed by these keys: publish first. */
  z.object({ state: z.literal('not-published') }),
  /** The name servers that the parent names could not be asked. */
  z.object({ state: z.literal('not-known') }),
  /** One unsigned server is enough to make the zone bogus. */
  z.object({
    state: z.literal('servers-behind'),
    servers: z.array(z.object({ name: z.string(), why: z.enum(['silent', 'no-keys', 'no-signatures']) })),
  }),
  /** All serve it; answers without signatures may still be in caches. */
  z.object({ state: z.literal('caches'), readyAt: z.number() }),
  z.object({ state: z.literal('ready'), since: z.number() }),
]);
export type Readiness = z.infer<typeof readiness>;

/**
 * A step of a key's replacement: the new key is in the zone (a KSK or CSK signs already); the new ZSK signs; the DS is exchanged
 * at the parent; the old key leaves the zone.
 */
export const rolloverStep = z.enum(['publish', 'sign', 'exchange-ds', 'remove']);
export type RolloverStep = z.infer<typeof rolloverStep>;

/** What the present step waits for. */
export const rolloverWait = z.discriminatedUnion('state', [
  /** The step's version is not made yet. */
  z.object({ state: z.literal('not-published') }),
  /** The name servers that the parent names could not be asked. */
  z.object({ state: z.literal('not-known') }),
  z.object({
    state: z.literal('servers-behind'),
    servers: z.array(z.object({ name: z.string(), why: z.enum(['silent', 'no-keys', 'other-signatures']) })),
  }),
  /** Seen everywhere; what was there before may be in caches until then. */
  z.object({ state: z.literal('caches'), until: z.number() }),
  /** Not every server of the parent answered. */
  z.object({ state: z.literal('parent-not-known'), silent: z.array(z.string()) }),
  /** The new DS is missing, or the old one is still there. */
  z.object({
    state: z.literal('parent-behind'),
    missingAt: z.array(z.string()),
    oldAt: z.array(z.string()),
  }),
  /** What it waited for was seen. */
  z.object({ state: z.literal('over') }),
]);
export type RolloverWait = z.infer<typeof rolloverWait>;

/** Why a key's replacement cannot begin, go on or be taken back. */
export const rolloverHindrance = z.enum([
  'none',
  'is-on',
  'turning-off',
  'no-such-key',
  'key-lost',
  'not-seen',
  'new-key-in-use',
  'old-key-lost',
]);
export type RolloverHindrance = z.infer<typeof rolloverHindrance>;

/** Ways out when private keys are gone, beside bringing them back. */
export const lostKeysWay = z.enum(['replace-zsk', 'cancel-rollover', 'finish-rollover', 'sign-anew']);
export type LostKeysWay = z.infer<typeof lostKeysWay>;

/** A key's replacement as the screen shows it. */
export const rolloverInfo = z.object({
  role: keyRole,
  old: z.array(z.number()),
  new: z.number(),
  step: rolloverStep,
  /** All of its steps, in order. */
  steps: z.array(rolloverStep),
  startedAt: z.number(),
  since: z.number(),
  /** The old key's private half is gone. */
  lost: z.boolean(),
  wait: rolloverWait,
  /** Goes on by itself once what it waits for was seen; else the owner says so. */
  byItself: z.boolean(),
  cancellable: z.boolean(),
});
export type RolloverInfo = z.infer<typeof rolloverInfo>;

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
