/** The owner's TSIG keys (RFC 8945): descriptions in a JSON file, secrets in the keychain or vault. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Name } from '../../shared/dns/name.ts';
import { base64Decode, base64Encode, utf8Encode } from '../../shared/dns/encodings.ts';
import { printName, scanName } from '../../shared/dns/name-text.ts';
import { bytesFrom, octetsFrom, type Octets } from '../../shared/dns/octets.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { tsigAlgorithm, type TsigAlgorithm } from '../../shared/model/keys.ts';
import type { JsonFile } from '../storage/json-file.ts';
import type { SecretStore } from './secret-store.ts';

/** What the file keeps of a key: everything but its secret. */
export const tsigKeyDescription = z.object({
  name: z.string(),
  algorithm: tsigAlgorithm,
  createdAt: z.number(),
  rotatedAt: z.number().nullable(),
});
export type TsigKeyDescription = z.infer<typeof tsigKeyDescription>;

export const tsigKeysFile = z.object({ keys: z.array(tsigKeyDescription) });
export type TsigKeysFile = z.infer<typeof tsigKeysFile>;

/** A key with its secret, for signing and verifying. */
export interface UsableTsigKey {
  readonly name: Name;
  readonly algorithm: TsigAlgorithm;
  readonly secret: Uint8Array;
}

export interface TsigKeyRingOptions {
  readonly file: JsonFile<TsigKeysFile>;
  /** Throws AppFailure while no secret store can be reached. */
  readonly secrets: () => SecretStore;
  /** The zones that use a key. */
  readonly usedBy: (name: string) => readonly string[];
  readonly now?: () => number;
}

export class TsigKeyRing {
  readonly #file: JsonFile<TsigKeysFile>;
  readonly #secrets: () => SecretStore;
  readonly #usedBy: (name: string) => readonly string[];
  readonly #now: () => number;

  constructor({ file, secrets, usedBy, now = Date.now }: TsigKeyRingOptions) {
    this.#file = file;
    this.#secrets = secrets;
    this.#usedBy = usedBy;
    this.#now = now;
  }

  list(): readonly TsigKeyDescription[] {
    return this.#file.value.keys;
  }

  /** A new key with a random secret as long as its hash (RFC 8945 §6). */
  create(name: string, algorithm: TsigAlgorithm): Promise<TsigKeyDescription> {
    return this.#add(name, algorithm, randomBytes(SECRET_OCTETS[algorithm]));
  }

  /** A key that another server made; `secret` in base64. */
  async import(name: string, algorithm: TsigAlgorithm, secret: string): Promise<TsigKeyDescription> {
    const octets = base64Decode(secret.replace(/\s+/g, ''));
    if (octets === undefined || octets.length === 0) throw badSecret();
    return this.#add(name, algorithm, bytesFrom(octets));
  }

  /** A key as a recovery file holds it; `secret` in base64. */
  async restore(description: TsigKeyDescription, secret: string): Promise<void> {
    await this.#secrets().set(entry(description.name), secret);
    await this.#file.update(({ keys }) => ({
      keys: [...keys.filter(({ name }) => name !== description.name), description],
    }));
  }

  /** The secret in base64, to be shown or copied. */
  async secret(name: string): Promise<string> {
    const key = this.find(name);
    const secret = await this.#secrets().get(entry(key.name));
    if (secret === undefined) {
      throw new AppFailure({ code: 'no-secret-store', reason: `the secret of ${key.name} is not in it` });
    }
    return secret;
  }

  /** Another name, algorithm or secret (base64); what is absent stays. Whoever renames a key changes the zones that use it. */
  async change(
    name: string,
    wanted: { readonly name?: string; readonly algorithm?: TsigAlgorithm; readonly secret?: string },
  ): Promise<TsigKeyDescription> {
    const key = this.find(name);
    const renamed = wanted.name === undefined ? key.name : parseKeyName(wanted.name);
    if (renamed !== key.name && this.list().some((other) => other.name === renamed))
      throw new AppFailure({ code: 'key-exists', key: renamed });
    const secret = wanted.secret ?? (await this.secret(key.name));
    const octets = base64Decode(secret.replace(/\s+/g, ''));
    if (octets === undefined || octets.length === 0) throw badSecret();
    await this.#secrets().set(entry(renamed), base64Encode(octets));
    const changed = {
      ...key,
      name: renamed,
      algorithm: wanted.algorithm ?? key.algorithm,
      rotatedAt: wanted.secret === undefined ? key.rotatedAt : this.#now(),
    };
    await this.#file.update(({ keys }) => ({
      keys: keys.map((other) => (other.name === key.name ? changed : other)),
    }));
    if (renamed !== key.name) await this.#secrets().delete(entry(key.name));
    return changed;
  }

  /** A new secret under the same name and algorithm. */
  async rotate(name: string): Promise<TsigKeyDescription> {
    const key = this.find(name);
    await this.#secrets().set(entry(key.name), encode(randomBytes(SECRET_OCTETS[key.algorithm])));
    const rotated = { ...key, rotatedAt: this.#now() };
    await this.#file.update(({ keys }) => ({
      keys: keys.map((other) => (other.name === key.name ? rotated : other)),
    }));
    return rotated;
  }

  /** Deletes a key that no zone uses. */
  async delete(name: string): Promise<void> {
    const key = this.find(name);
    const zones = this.#usedBy(key.name);
    if (zones.length > 0) throw new AppFailure({ code: 'key-in-use', key: key.name, zones: [...zones] });
    await this.#file.update(({ keys }) => ({ keys: keys.filter((other) => other.name !== key.name) }));
    await this.#secrets().delete(entry(key.name));
  }

  /** The description of a key by its name in any case. Throws `key-not-found`. */
  find(name: string): TsigKeyDescription {
    const wanted = parseKeyName(name);
    const key = this.list().find((other) => other.name === wanted);
    if (key === undefined) throw new AppFailure({ code: 'key-not-found', key: name });
    return key;
  }

  /** Keys with their secrets, by name; what a session holds while it is open. */
  async load(names: Iterable<string>): Promise<Map<string, UsableTsigKey>> {
    const loaded = new Map<string, UsableTsigKey>();
    for (const name of new Set(names)) {
      const key = this.find(name);
      const secret = bytesFrom(base64Decode(await this.secret(name)) ?? ('' as Octets));
      loaded.set(key.name, { name: scanName(key.name as Octets) as Name, algorithm: key.algorithm, secret });
    }
    return loaded;
  }

  async #add(text: string, algorithm: TsigAlgorithm, secret: Uint8Array): Promise<TsigKeyDescription> {
    const name = parseKeyName(text);
    if (this.list().some((key) => key.name === name)) throw new AppFailure({ code: 'key-exists', key: name });
    const key = { name, algorithm, createdAt: this.#now(), rotatedAt: null };
    // The secret first: a secret without a description harms nobody, a description without its secret would.
    await this.#secrets().set(entry(name), encode(secret));
    await this.#file.update(({ keys }) => ({ keys: [...keys, key] }));
    return key;
  }
}

/** A key's name as typed → absolute and lower case, as it is kept. A TSIG name is a domain name (RFC 8945 §4.2). */
function parseKeyName(text: string): string {
  const octets = utf8Encode(text.trim());
  const name = scanName((octets.endsWith('.') ? octets : `${octets}.`) as Octets);
  if (typeof name === 'string' || name.isRoot) throw new AppFailure({ code: 'bad-key-name', text });
  return printName(name.toLowerCase());
}

const badSecret = (): AppFailure =>
  new AppFailure({
    code: 'bad-secret',
    expected: 'base64 text, such as the one after "secret" in named.conf',
  });

const entry = (name: string): string => `tsig/${name}`;
const encode = (secret: Uint8Array): string => base64Encode(octetsFrom(secret));

const SECRET_OCTETS: Readonly<Record<TsigAlgorithm, number>> = {
  'hmac-md5': 16,
  'hmac-sha1': 20,
  'hmac-sha224': 28,
  'hmac-sha256': 32,
  'hmac-sha384': 48,
  'hmac-sha512': 64,
};
