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

/** What the zone asks its parent for by CDS and CDNSKEY (RFC 7344, RFC 8078): nothing, its DS, or none any more. */
export const parentRequest = z.enum(['none', 'publish', 'delete']);
export type ParentRequestKind = z.infer<typeof parentRequest>;

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

/** Everything that the DNSSEC screen of a zone shows. Times are milliseconds since 1970. */
export const dnssecState = z.object({
  zone: z.string(),
  /** The switch. It takes effect with the next version. */
  signs: z.boolean(),
  /** Whether the version that is served now is signed. */
  servedSigned: z.boolean(),
  denial,
  keys: z.array(zoneKeyInfo),
  /** Of each KSK or CSK that the parent's DS should name. */
  ds: z.array(dsForms),
  parentRequest,
  /** When the first signature of the version that is served expires; null when it has none. */
  signaturesUntil: z.number().nullable(),
  /** From when on the next session renews signatures; null when none are there. */
  renewsFrom: z.number().nullable(),
  /** Signing under way: sets signed, of about so many. */
  progress: z.object({ signed: z.number(), total: z.number() }).nullable(),
});
export type DnssecState = z.infer<typeof dnssecState>;
