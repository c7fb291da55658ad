/**
 * Secrets in a file encrypted with a passphrase, for computers without a keychain. They are in memory only while it is
 * unlocked, and so is the passphrase: every write encrypts anew, with a fresh salt (0.7 s off the main thread), and changes
 * that wait together share one write.
 */
import { type FileSystem, nodeFileSystem } from '../storage/file-system.ts';
import { lastGoodOf, replaceFileAndCopy } from '../storage/replace-file.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { StorageError, type StorageNotice, asStorageError } from '../storage/storage-error.ts';
import { Redacted } from './redacted.ts';
import { SecretStoreError, type SecretStore } from './secret-store.ts';
import { type Secrets, decryptVault, encryptVault } from './vault-file.ts';

export interface VaultOptions {
  readonly path: string;
  readonly files?: FileSystem;
  /** log₂ of scrypt's N; 18 unless a test is in a hurry. */
  readonly workFactor?: number;
}

interface Unlocked {
  readonly passphrase: Redacted;
  readonly secrets: Secrets;
}

type Change = (secrets: Map<string, Redacted>) => void;

/** Starts locked; `create` or `unlock` it. Writing methods throw `StorageError` for what the disk had against it. */
export class Vault implements SecretStore {
  readonly kind = 'vault';
  readonly path: string;
  /** What happened on unlocking that the owner should know. */
  readonly notices: StorageNotice[] = [];
  readonly #files: FileSystem;
  readonly #workFactor: number | undefined;
  readonly #queue = new SerialQueue();
  #unlocked: Unlocked | undefined;
  #waiting: Change[] = [];
  #nextWrite: Promise<void> | undefined;

  constructor({ path, files = nodeFileSystem, workFactor }: VaultOptions) {
    this.path = path;
    this.#files = files;
    this.#workFactor = workFactor;
  }

  get locked(): boolean {
    return this.#unlocked === undefined;
  }

  /** Whether there is a vault, or the last good copy of one. */
  async exists(): Promise<boolean> {
    return (
      (await this.#read(this.path)) !== undefined || (await this.#read(lastGoodOf(this.path))) !== undefined
    );
  }

  /** Makes an empty vault and leaves it unlocked. Throws `vault-exists`. */
  create(passphrase: Redacted): Promise<void> {
    return this.#queue.run(async () => {
      if (await this.exists()) throw new SecretStoreError({ code: 'vault-exists', path: this.path });
      const unlocked = { passphrase, secrets: new Map<string, Redacted>() };
      await this.#write(unlocked);
      this.#unlocked = unlocked;
    });
  }

  /** Throws `wrong-passphrase`, `vault-missing`, `vault-corrupt`, `vault-newer-version`. */
  unlock(passphrase: Redacted): Promise<void> {
    return this.#queue.run(async () => {
      this.#unlocked = { passphrase, secrets: await this.#readSecrets(passphrase) };
    });
  }

  /** Forgets secrets and passphrase. Changes that were asked for before are still written. */
  async lock(): Promise<void> {
    await this.#queue.run(async () => {
      this.#unlocked = undefined;
    });
  }

  /** Checks the present passphrase against the file, then encrypts with the next one. */
  changePassphrase(present: Redacted, next: Redacted): Promise<void> {
    return this.#queue.run(async () => {
      const unlocked = { passphrase: next, secrets: await this.#readSecrets(present) };
      await this.#write(unlocked);
      if (this.#unlocked !== undefined) this.#unlocked = unlocked;
    });
  }

  async get(name: string): Promise<string | undefined> {
    return this.#open().secrets.get(name)?.reveal();
  }

  async list(): Promise<readonly string[]> {
    return [...this.#open().secrets.keys()].sort();
  }

  async set(name: string, secret: string): Promise<void> {
    const redacted = new Redacted(secret);
    await this.#change((secrets) => secrets.set(name, redacted));
  }

  async delete(name: string): Promise<boolean> {
    let there = false;
    await this.#change((secrets) => {
      there = secrets.delete(name);
    });
    return there;
  }

  #open(): Unlocked {
    if (this.#unlocked === undefined) throw new SecretStoreError({ code: 'vault-locked' });
    return this.#unlocked;
  }

  /** Changes asked for while one is being written go together into the next write. */
  #change(change: Change): Promise<void> {
    this.#open();
    this.#waiting.push(change);
    this.#nextWrite ??= this.#queue.run(() => this.#flush());
    return this.#nextWrite;
  }

  async #flush(): Promise<void> {
    const changes = this.#waiting;
    this.#waiting = [];
    this.#nextWrite = undefined;
    const { passphrase, secrets: before } = this.#open();
    const secrets = new Map(before);
    for (const change of changes) change(secrets);
    await this.#write({ passphrase, secrets });
    this.#unlocked = { passphrase, secrets };
  }

  async #write({ passphrase, secrets }: Unlocked): Promise<void> {
    const bytes = await encryptVault(secrets, passphrase, this.#workFactor);
    await replaceFileAndCopy(this.#files, this.path, bytes);
  }

  /** From the file or, where that is damaged, its copy. Damage in the header looks like a wrong passphrase. */
  async #readSecrets(passphrase: Redacted): Promise<Secrets> {
    const main = await this.#read(this.path);
    const copy = await this.#read(lastGoodOf(this.path));
    const bytes = main ?? copy;
    if (bytes === undefined) throw new SecretStoreError({ code: 'vault-missing', path: this.path });
    try {
      return await decryptVault(bytes, passphrase, this.path);
    } catch (error) {
      const mayHelp = error instanceof SecretStoreError && error.code !== 'vault-newer-version';
      if (!mayHelp || copy === undefined || copy.equals(bytes)) throw error;
      const secrets = await decryptVault(copy, passphrase, lastGoodOf(this.path)).catch(() => {
        throw error;
      });
      this.notices.push({
        code: 'used-last-good',
        path: this.path,
        keptAs: undefined,
        reason: error.message,
      });
      return secrets;
    }
  }

  async #read(path: string): Promise<Buffer | undefined> {
    try {
      return await this.#files.readFile(path);
    } catch (error) {
      const failure = asStorageError(error, path, 'read');
      if (failure instanceof StorageError && failure.code === 'missing') return undefined;
      throw failure;
    }
  }
}
