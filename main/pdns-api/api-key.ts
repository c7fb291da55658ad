/** The key that tools send as `X-API-Key`: a secret of the keychain, or given by a file on the command line. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretStore } from '../secrets/secret-store.ts';
import { Redacted } from '../secrets/redacted.ts';

const ENTRY = 'api-key';
const KEY_OCTETS = 32;

export class ApiKey {
  readonly #secrets: () => SecretStore;
  readonly #fixed: Redacted | undefined;
  #known: Redacted | undefined;

  /** `secrets` throws AppFailure while no store can be reached; `fixed` stands before what is stored. */
  constructor(secrets: () => SecretStore, fixed?: Redacted) {
    this.#secrets = secrets;
    this.#fixed = fixed;
  }

  get isFixed(): boolean {
    return this.#fixed !== undefined;
  }

  /** The key; a new one when there is none yet. Throws AppFailure, SecretStoreError. */
  async get(): Promise<Redacted> {
    if (this.#fixed !== undefined) return this.#fixed;
    if (this.#known === undefined) {
      const stored = await this.#secrets().get(ENTRY);
      this.#known = stored === undefined ? undefined : new Redacted(stored);
    }
    return this.#known ?? this.rotate();
  }

  /** A new random key; the old one is worth nothing from now on. */
  async rotate(): Promise<Redacted> {
    const key = randomBytes(KEY_OCTETS).toString('base64url');
    await this.#secrets().set(ENTRY, key);
    this.#known = new Redacted(key);
    return this.#known;
  }

  /** Compares in constant time: digests are equally long, whatever was sent. */
  async matches(sent: string): Promise<boolean> {
    const key = await this.get();
    return timingSafeEqual(digest(sent), digest(key.reveal()));
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
