/**
 * age's passphrase recipient and identity (age specification, "The scrypt recipient type"), with Node's own scrypt in the
 * thread pool: the library's runs for a second on the main thread.
 *
 * A fresh salt for each file, hence a fresh wrapping key: it is used with a zero nonce, which is safe only once.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import type { Redacted } from './redacted.ts';

const LABEL = Buffer.from('age-encryption.org/v1/scrypt');
const SALT_BYTES = 16;
const NONCE = Buffer.alloc(12);
const TAG_BYTES = 16;
const FILE_KEY_BYTES = 16;
/** A file from elsewhere must not make us work for minutes: 2^20 is what the library accepts, too. */
const LARGEST_WORK_FACTOR = 20;

/** As the `age` command: about a second of one core, 256 MiB. */
export const WORK_FACTOR = 18;

/** Encrypts for a passphrase. It has to be a file's only recipient. */
export function passphraseRecipient(passphrase: Redacted, workFactor = WORK_FACTOR): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(SALT_BYTES);
      const cipher = createCipheriv(
        'chacha20-poly1305',
        await wrappingKey(passphrase, salt, workFactor),
        NONCE,
        {
          authTagLength: TAG_BYTES,
        },
      );
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
      return [new Stanza(['scrypt', encodeUnpadded(salt), String(workFactor)], new Uint8Array(body))];
    },
  };
}

/** Decrypts with a passphrase; null, as the library wants it, when it is the wrong one. */
export function passphraseIdentity(passphrase: Redacted): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const stanza = stanzas.find(({ args }) => args[0] === 'scrypt');
      if (stanza === undefined) return null;
      const [, saltText, workText] = stanza.args;
      const salt = Buffer.from(saltText ?? '', 'base64');
      const workFactor = /^[1-9][0-9]?$/.test(workText ?? '') ? Number(workText) : Infinity;
      const { length } = stanza.body;
      if (stanzas.length !== 1 || salt.length !== SALT_BYTES || length !== FILE_KEY_BYTES + TAG_BYTES) {
        throw new Error('invalid scrypt stanza');
      }
      if (workFactor > LARGEST_WORK_FACTOR) throw new Error('scrypt work factor is too high');
      return unwrap(stanza.body, await wrappingKey(passphrase, salt, workFactor));
    },
  };
}

function unwrap(body: Uint8Array, key: Buffer): Uint8Array | null {
  const decipher = createDecipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(FILE_KEY_BYTES));
  const fileKey = decipher.update(body.subarray(0, FILE_KEY_BYTES));
  try {
    decipher.final();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
  return new Uint8Array(fileKey);
}

function wrappingKey(passphrase: Redacted, salt: Buffer, workFactor: number): Promise<Buffer> {
  const options = { N: 2 ** workFactor, r: 8, p: 1, maxmem: 2 ** (workFactor + 10) + 2 ** 20 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.reveal(), Buffer.concat([LABEL, salt]), 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

const encodeUnpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
