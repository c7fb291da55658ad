/**
 * age's passphrase recipient and identity (age specification, "The scrypt recipient type"), with Node's own scrypt in the
 * thread pool: the library's runs for a second on the main thread. The cipher is the library's, for Electron's BoringSSL
 * has no `chacha20-poly1305` in `createCipheriv` (electron#24024).
 *
 * A fresh salt for each file, hence a fresh wrapping key: it is used with a zero nonce, which is safe only once.
 */
import { randomBytes, scrypt } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import type { Redacted } from './redacted.ts';

const LABEL = Buffer.from('age-encryption.org/v1/scrypt');
const SALT_BYTES = 16;
const NONCE = new Uint8Array(12);
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
      const key = await wrappingKey(passphrase, salt, workFactor);
      const body = chacha20poly1305(key, NONCE).encrypt(fileKey);
      return [new Stanza(['scrypt', encodeUnpadded(salt), String(workFactor)], body)];
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
  try {
    return chacha20poly1305(key, NONCE).decrypt(body);
  } catch (error) {
    // "invalid tag": made with another key, so with another passphrase.
    if (error instanceof Error) return null;
    throw error;
  }
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
