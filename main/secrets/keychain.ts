/**
 * The operating system's keychain, through keytar: Keychain on macOS, Credential Manager on Windows, the Secret Service
 * (gnome-keyring, KWallet) on Linux. Service `hidden-primary`, account `<folder id>/<name>`.
 *
 * keytar is loaded on first use: where libsecret is missing, loading it fails, and that is a keychain which is not there,
 * not an app that does not start. Three of its traps on Linux:
 *  - A call blocks a thread of Node's pool for as long as a prompt waits for the owner, and the pool has four, which files
 *    and scrypt need, too: so one call at a time. Nor does `process.exit` return before that call does: see `busy`.
 *  - Of a locked keyring it says "no such entry". So every miss is followed by a write, which tells the truth.
 *  - `findCredentials` on a locked keyring crashes the process (a null secret is copied: seen, SIGSEGV). So it is never
 *    called; the names are kept in an entry of their own.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SerialQueue } from '../storage/serial-queue.ts';
import { keychainError } from './keychain-failures.ts';
import { SecretStoreError, type SecretStore } from './secret-store.ts';
import { type SplitHead, joinSecret, readHead, splitSecret } from './split-secret.ts';

/** What we use of keytar. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
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
  #running = false;

  constructor({ folderId, load = loadKeytar, callMs = CALL_MS }: KeychainOptions) {
    this.#prefix = `${folderId}/`;
    this.#load = load;
    this.#callMs = callMs;
  }

  /**
   * Whether a call is under way, perhaps one that was given up waiting for. A process that wants to end and finds this
   * after a moment's patience must kill itself (`process.kill(process.pid, 'SIGKILL')`): an exit would wait, too.
   */
  get busy(): boolean {
    return this.#running;
  }

  /**
   * Whether the keychain can be used: writes an entry, reads it back and removes it, in at most two seconds, for a locked
   * one may sit behind a prompt. Undefined when all is well.
   */
  async probe(limitMs = PROBE_MS): Promise<SecretStoreError | undefined> {
    const tried = this.#call(limitMs, (keytar) => this.#tryOut(keytar));
    return tried.then(
      () => undefined,
      (error: unknown) => keychainError(error),
    );
  }

  async get(name: string): Promise<string | undefined> {
    return this.#call(this.#callMs, (keytar) => this.#read(keytar, this.#account(name)));
  }

  async set(name: string, secret: string): Promise<void> {
    await this.#call(this.#callMs, async (keytar) => {
      // The name first: a crash in between leaves a name without a secret, not a secret that nobody knows of.
      const names = await this.#readNames(keytar);
      if (!names.includes(name))
        await this.#write(keytar, this.#namesAccount, JSON.stringify([...names, name].sort()));
      await this.#write(keytar, this.#account(name), secret);
    });
  }

  async delete(name: string): Promise<boolean> {
    return this.#call(this.#callMs, async (keytar) => {
      const there = await this.#remove(keytar, this.#account(name));
      const names = await this.#readNames(keytar);
      if (names.includes(name)) {
        await this.#write(
          keytar,
          this.#namesAccount,
          JSON.stringify(names.filter((other) => other !== name)),
        );
      }
      return there;
    });
  }

  async list(): Promise<readonly string[]> {
    return this.#call(this.#callMs, (keytar) => this.#readNames(keytar));
  }

  async #tryOut(keytar: Keytar): Promise<void> {
    const account = `${this.#prefix}#probe`;
    const value = randomUUID();
    await keytar.setPassword(SERVICE, account, value);
    const read = await keytar.getPassword(SERVICE, account);
    await keytar.deletePassword(SERVICE, account);
    if (read !== value)
      throw new SecretStoreError({ code: 'keychain-failed', detail: 'it gave back something else' });
  }

  /** Null only when there is no such entry: not when the keyring is locked. */
  async #lookUp(keytar: Keytar, account: string): Promise<string | null> {
    const stored = await keytar.getPassword(SERVICE, account);
    if (stored !== null) return stored;
    await this.#tryOut(keytar);
    return keytar.getPassword(SERVICE, account);
  }

  async #readNames(keytar: Keytar): Promise<readonly string[]> {
    const names = await this.#read(keytar, this.#namesAccount);
    return names === undefined ? [] : z.array(z.string()).parse(JSON.parse(names));
  }

  async #read(keytar: Keytar, account: string): Promise<string | undefined> {
    const stored = await this.#lookUp(keytar, account);
    const head = stored === null ? undefined : readHead(stored);
    if (head === undefined) return stored ?? undefined;
    const parts: string[] = [];
    for (const part of partsOf(account, head)) parts.push((await keytar.getPassword(SERVICE, part)) ?? '');
    const secret = joinSecret(head, parts);
    if (secret === undefined) throw new SecretStoreError({ code: 'keychain-damaged', account });
    return secret;
  }

  async #write(keytar: Keytar, account: string, secret: string): Promise<void> {
    const before = await this.#lookUp(keytar, account);
    const { head, parts, generation } = splitSecret(secret);
    const accounts = partsOf(account, { parts: parts.length, generation });
    for (const [index, part] of parts.entries()) await keytar.setPassword(SERVICE, accounts[index], part);
    await keytar.setPassword(SERVICE, account, head);
    await this.#removeParts(keytar, account, before);
  }

  async #remove(keytar: Keytar, account: string): Promise<boolean> {
    const before = await this.#lookUp(keytar, account);
    if (before === null) return false;
    await keytar.deletePassword(SERVICE, account);
    await this.#removeParts(keytar, account, before);
    return true;
  }

  async #removeParts(keytar: Keytar, account: string, stored: string | null): Promise<void> {
    const head = stored === null ? undefined : readHead(stored);
    if (head === undefined) return;
    for (const part of partsOf(account, head)) await keytar.deletePassword(SERVICE, part);
  }

  /** Slashes stay readable in the system's own keychain tool; `#` is ours alone, for it does not survive in a name. */
  #account(name: string): string {
    return this.#prefix + name.split('/').map(encodeURIComponent).join('/');
  }

  get #namesAccount(): string {
    return `${this.#prefix}#names`;
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
        this.#running = true;
        try {
          this.#keytar ??= this.#load();
          return await work(await this.#keytar);
        } finally {
          this.#running = false;
        }
      });
      return await Promise.race([done, silence]);
    } catch (error) {
      throw keychainError(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

function partsOf(account: string, { parts, generation }: Pick<SplitHead, 'parts' | 'generation'>): string[] {
  return Array.from({ length: parts }, (_, index) => `${account}#${generation}.${index}`);
}

async function loadKeytar(): Promise<Keytar> {
  const loaded = await import('keytar');
  return loaded.default;
}
