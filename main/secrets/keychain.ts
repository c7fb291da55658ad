/**
 * The operating system's keychain, through keytar: Keychain on macOS, Credential Manager on Windows, the Secret Service
 * (gnome-keyring, KWallet) on Linux. Service `hidden-primary`, account `<folder id>/<name>`.
 *
 * keytar is loaded on first use: where libsecret is missing, loading it fails, and that is a keychain which is not there,
 * not an app that does not start. Its calls block a thread of Node's pool for as long as a prompt waits for the owner, and
 * the pool has four, which files and scrypt need, too: so one call at a time.
 */
import { randomUUID } from 'node:crypto';
import { SerialQueue } from '../storage/serial-queue.ts';
import { keychainError } from './keychain-failures.ts';
import { SecretStoreError, type SecretStore } from './secret-store.ts';
import { joinSecret, readHead, splitSecret } from './split-secret.ts';

/** What we use of keytar. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(service: string): Promise<readonly { account: string; password: string }[]>;
}

const SERVICE = 'hidden-primary';
/** An owner who is asked for the keyring's password needs a moment. */
const CALL_MS = 30_000;
const PROBE_MS = 2000;

export interface KeychainOptions {
  /** Keeps apart the entries of several data folders. */
  readonly folderId: string;
  readonly load?: () => Promise<Keytar>;
  readonly callMs?: number;
}

export class Keychain implements SecretStore {
  readonly kind = 'keychain';
  readonly #prefix: string;
  readonly #callMs: number;
  readonly #load: () => Promise<Keytar>;
  readonly #calls = new SerialQueue();
  #keytar: Promise<Keytar> | undefined;

  constructor({ folderId, load = loadKeytar, callMs = CALL_MS }: KeychainOptions) {
    this.#prefix = `${folderId}/`;
    this.#load = load;
    this.#callMs = callMs;
  }

  /**
   * Whether the keychain can be used: writes an entry, reads it back and removes it, in at most two seconds, for a locked
   * one may sit behind a prompt. Undefined when all is well.
   */
  async probe(limitMs = PROBE_MS): Promise<SecretStoreError | undefined> {
    const account = `${this.#prefix}probe`;
    const value = randomUUID();
    const tried = this.#call(limitMs, async (keytar) => {
      await keytar.setPassword(SERVICE, account, value);
      const read = await keytar.getPassword(SERVICE, account);
      await keytar.deletePassword(SERVICE, account);
      if (read !== value)
        throw new SecretStoreError({ code: 'keychain-failed', detail: 'it gave back something else' });
    });
    return tried.then(
      () => undefined,
      (error: unknown) => keychainError(error),
    );
  }

  async get(name: string): Promise<string | undefined> {
    const secret = await this.#call(this.#callMs, (keytar) => this.#read(keytar, name));
    if (secret !== undefined) return secret;
    // libsecret says "no such entry" of a locked keyring, too. A secret must not seem lost for that.
    const failure = await this.probe();
    if (failure !== undefined) throw failure;
    return undefined;
  }

  async set(name: string, secret: string): Promise<void> {
    const { head, parts, generation } = splitSecret(secret);
    await this.#call(this.#callMs, async (keytar) => {
      const before = await keytar.getPassword(SERVICE, this.#account(name));
      for (const [index, part] of parts.entries()) {
        await keytar.setPassword(SERVICE, this.#part(name, generation, index), part);
      }
      await keytar.setPassword(SERVICE, this.#account(name), head);
      if (before !== null) await this.#deleteParts(keytar, name, before);
    });
  }

  async delete(name: string): Promise<boolean> {
    return this.#call(this.#callMs, async (keytar) => {
      const before = await keytar.getPassword(SERVICE, this.#account(name));
      const there = await keytar.deletePassword(SERVICE, this.#account(name));
      if (before !== null) await this.#deleteParts(keytar, name, before);
      return there;
    });
  }

  async list(): Promise<readonly string[]> {
    const entries = await this.#call(this.#callMs, (keytar) => keytar.findCredentials(SERVICE));
    return entries
      .filter(({ account }) => account.startsWith(this.#prefix) && !account.includes('#'))
      .map(({ account }) => decodeURIComponent(account.slice(this.#prefix.length)))
      .filter((name) => name !== 'probe')
      .sort();
  }

  async #read(keytar: Keytar, name: string): Promise<string | undefined> {
    const stored = await keytar.getPassword(SERVICE, this.#account(name));
    if (stored === null) return undefined;
    const head = readHead(stored);
    if (head === undefined) return stored;
    const parts: string[] = [];
    for (let index = 0; index < head.parts; index++) {
      parts.push((await keytar.getPassword(SERVICE, this.#part(name, head.generation, index))) ?? '');
    }
    const secret = joinSecret(head, parts);
    if (secret === undefined) throw new SecretStoreError({ code: 'keychain-damaged', name });
    return secret;
  }

  async #deleteParts(keytar: Keytar, name: string, stored: string): Promise<void> {
    const head = readHead(stored);
    for (let index = 0; index < (head?.parts ?? 0); index++) {
      await keytar.deletePassword(SERVICE, this.#part(name, head?.generation ?? '', index));
    }
  }

  /** Slashes stay readable in the system's own keychain tool; `#`, which marks parts, does not survive in a name. */
  #account(name: string): string {
    return this.#prefix + name.split('/').map(encodeURIComponent).join('/');
  }

  #part(name: string, generation: string, index: number): string {
    return `${this.#account(name)}#${generation}.${index}`;
  }

  /** Runs `work` after the calls before it. Rejects with {@link SecretStoreError} when it fails or takes too long. */
  async #call<R>(limitMs: number, work: (keytar: Keytar) => Promise<R>): Promise<R> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      const failure = { code: 'keychain-silent', waitedMs: limitMs } as const;
      timer = setTimeout(() => reject(new SecretStoreError(failure)), limitMs);
    });
    try {
      const done = this.#calls.run(async () => {
        this.#keytar ??= this.#load();
        return work(await this.#keytar);
      });
      return await Promise.race([done, silence]);
    } catch (error) {
      throw keychainError(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function loadKeytar(): Promise<Keytar> {
  const loaded = await import('keytar');
  return loaded.default;
}
