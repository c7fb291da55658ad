/**
 * The recovery file: everything that cannot be made again, as JSON in an armoured age file that a passphrase opens, with this
 * app or with `age -d`.
 */
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { AppFailure } from '../../shared/model/app-error.ts';
import { secondary } from '../../shared/model/secondary.ts';
import { settings } from '../../shared/model/settings.ts';
import { passphraseIdentity, passphraseRecipient } from '../secrets/passphrase-recipient.ts';
import type { Redacted } from '../secrets/redacted.ts';
import { tsigKeyDescription } from '../secrets/tsig-key-ring.ts';
import { signingPlan } from '../zones/signing/signing-plan.ts';
import { zoneDescription } from '../zones/zone-description.ts';

const SCHEMA_VERSION = 1;

const recoveredZone = z.object({
  description: zoneDescription,
  /** Version + draft with comments and disabled values, packed as a snapshot, in base64. */
  records: z.string(),
  /** Every serial that the history knows, the last one's last. */
  serials: z.array(z.number()),
  signing: signingPlan,
  /** Texts of `.private` files by key tag; of removed keys none. */
  privateKeys: z.record(z.string(), z.string()),
});

export const recovery = z.object({
  savedAt: z.number(),
  settings,
  tsigKeys: z.array(z.object({ description: tsigKeyDescription, secret: z.string() })),
  secondaries: z.array(secondary),
  zones: z.array(recoveredZone),
});
export type Recovery = z.infer<typeof recovery>;
export type RecoveredZone = z.infer<typeof recoveredZone>;

const anyVersion = z.looseObject({ schemaVersion: z.int().min(1) });

/** `workFactor`: log₂ of scrypt's N, for tests in a hurry. */
export async function sealRecovery(
  content: Recovery,
  passphrase: Redacted,
  workFactor?: number,
): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(passphrase, workFactor));
  return armor.encode(await encrypter.encrypt(JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...content })));
}

/** Throws `recovery-unreadable` with the reason. */
export async function openRecovery(text: string, passphrase: Redacted): Promise<Recovery> {
  const parsed: unknown = JSON.parse(await decrypt(text, passphrase));
  const version = anyVersion.safeParse(parsed).data?.schemaVersion ?? SCHEMA_VERSION;
  if (version > SCHEMA_VERSION) throw unreadable('newer');
  const read = recovery.safeParse(parsed);
  if (!read.success) throw unreadable('damaged', read.error);
  return read.data;
}

async function decrypt(text: string, passphrase: Redacted): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(passphraseIdentity(passphrase));
  try {
    return await decrypter.decrypt(armor.decode(text), 'text');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw unreadable(error.message.startsWith(NO_IDENTITY) ? 'wrong-passphrase' : 'damaged', error);
  }
}

/** How age-encryption says that no identity could unwrap the file key. */
const NO_IDENTITY = 'no identity matched';

const unreadable = (reason: 'wrong-passphrase' | 'damaged' | 'newer', cause?: unknown): AppFailure =>
  new AppFailure({ code: 'recovery-unreadable', reason }, cause);
