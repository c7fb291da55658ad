/**
 * The vault's file: JSON in an age file encrypted for a passphrase, so that `age -d vault.age` opens it without us.
 *
 *     {"schemaVersion": 1, "secrets": {"tsig/home_he.net_example.com.": "…"}}
 */
import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { passphraseIdentity, passphraseRecipient } from './passphrase-recipient.ts';
import { Redacted } from './redacted.ts';
import { SecretStoreError } from './secret-store.ts';

const SCHEMA_VERSION = 1;

export type Secrets = ReadonlyMap<string, Redacted>;

const anyVersion = z.looseObject({ schemaVersion: z.int().min(1) });
const contents = z.object({ secrets: z.record(z.string(), z.string()) });

/** A new file key and a new salt each time. */
export async function encryptVault(
  secrets: Secrets,
  passphrase: Redacted,
  workFactor?: number,
): Promise<Uint8Array> {
  const plain = Object.fromEntries([...secrets].map(([name, secret]) => [name, secret.reveal()]));
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(passphrase, workFactor));
  return encrypter.encrypt(JSON.stringify({ schemaVersion: SCHEMA_VERSION, secrets: plain }));
}

/** Throws {@link SecretStoreError}: `wrong-passphrase`, `vault-corrupt`, `vault-newer-version`. `path` is for those only. */
export async function decryptVault(bytes: Uint8Array, passphrase: Redacted, path: string): Promise<Secrets> {
  const parsed = await decryptJson(bytes, passphrase, path);
  const version = anyVersion.safeParse(parsed).data?.schemaVersion ?? SCHEMA_VERSION;
  if (version > SCHEMA_VERSION) {
    throw new SecretStoreError({
      code: 'vault-newer-version',
      path,
      found: version,
      supported: SCHEMA_VERSION,
    });
  }
  const read = contents.safeParse(parsed);
  if (!read.success) throw new SecretStoreError({ code: 'vault-corrupt', path, detail: read.error.message });
  return new Map(Object.entries(read.data.secrets).map(([name, secret]) => [name, new Redacted(secret)]));
}

async function decryptJson(bytes: Uint8Array, passphrase: Redacted, path: string): Promise<unknown> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(passphraseIdentity(passphrase));
  try {
    return JSON.parse(await decrypter.decrypt(bytes, 'text'));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message.startsWith(NO_IDENTITY))
      throw new SecretStoreError({ code: 'wrong-passphrase', path }, error);
    throw new SecretStoreError({ code: 'vault-corrupt', path, detail: error.message }, error);
  }
}

/** How age-encryption says that no identity could unwrap the file key. */
const NO_IDENTITY = 'no identity matched';
