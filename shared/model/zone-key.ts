/** Keys of signed zones as they cross between the sides: what they are for, how they stand, and the DS that names them. */
import { z } from 'zod';

/** A CSK signs all; a KSK only the keys, and a DS names it; a ZSK signs the rest. */
export const keyRole = z.enum(['csk', 'ksk', 'zsk']);
export type KeyRole = z.infer<typeof keyRole>;

/** IANA's numbers of the algorithms that keys are made for. */
export const keyAlgorithm = z.union([z.literal(8), z.literal(13), z.literal(14), z.literal(15)]);
export type KeyAlgorithm = z.infer<typeof keyAlgorithm>;

/** Where a key stands: it signs; it is only published, before or after its use; it is gone from the zone. */
export const keyState = z.enum(['signing', 'published', 'removed']);
export type KeyState = z.infer<typeof keyState>;

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
