/** The key that tools send as `X-API-Key`: a secret of the keychain, or given by a file on the command line. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretStore } from '../secrets/secret-store.ts';
import { Redacted } from '../secrets/redacted.ts';
import { SerialQueue } from '../storage/serial-queue.ts';

const ENTRY = 'api-key';
const KEY_OCTETS = 32;

export class ApiKey {
  readonly #secrets: () => SecretStore;
  readonly #fixed: Redacted | undefined;
  /** Reading and making, one after the other: who reads first at the same time as another gets the same key. */
  readonly #queue = new SerialQueue();
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
  get(): Promise<Redacted> {
    return this.#queue.run(async () => (await this.#stored()) ?? this.#make());
  }

  /** A new random key; the old one is worth nothing from now on. */
  rotate(): Promise<Redacted> {
    return this.#queue.run(() => this.#make());
  }

  /** Compares in constant time: digests are equally long, whatever was sent. False for any while there is no key. */
  async matches(sent: string): Promise<boolean> {
    const key = await this.#queue.run(() => this.#stored());
    return key !== undefined && timingSafeEqual(digest(sent), digest(key.reveal()));
  }

  async #stored(): Promise<Redacted | undefined> {
    if (this.#fixed !== undefined) return this.#fixed;
    if (this.#known === undefined) {
      const stored = await this.#secrets().get(ENTRY);
      this.#known = stored === undefined ? undefined : new Redacted(stored);
    }
    return this.#known;
  }

  async #make(): Promise<Redacted> {
    const key = randomBytes(KEY_OCTETS).toString('base64url');
    await this.#secrets().set(ENTRY, key);
    this.#known = new Redacted(key);
    return this.#known;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
