/** Where secrets rest: the keychain of the operating system, or a vault file. What everyone else sees of either. */

/** Named secrets. Names are paths such as `tsig/home_he.net_example.com.`; any characters are allowed in them. */
export interface SecretStore {
  readonly kind: 'keychain' | 'vault';
  /** All methods throw {@link SecretStoreError} while the store cannot be reached; the vault also `StorageError`. */
  get(name: string): Promise<string | undefined>;
  /** Resolves when the secret outlasts a crash. */
  set(name: string, secret: string): Promise<void>;
  /** Whether there was one. */
  delete(name: string): Promise<boolean>;
  /** The names, sorted; secrets are not given. */
  list(): Promise<readonly string[]>;
}

/** Why there is no keychain: what is missing decides what the owner can do about it. */
export type NoKeychainReason =
  /** keytar or a library it needs (libsecret on Linux) cannot be loaded. */
  | 'library-missing'
  /** No D-Bus session: a server, a container, an `ssh` login. */
  | 'no-session-bus'
  /** A session bus, but nobody on it who keeps secrets. */
  | 'no-secret-service'
  /** A secret service that has no keyring to put things into. */
  | 'no-default-keyring';

/** An expected failure of a secret store. `detail` is the system's own wording. */
export type SecretStoreFailure =
  | { readonly code: 'no-keychain'; readonly reason: NoKeychainReason; readonly detail: string }
  | { readonly code: 'keychain-locked'; readonly detail: string }
  /** It did not answer in time: mostly a prompt that waits for the owner. */
  | { readonly code: 'keychain-silent'; readonly waitedMs: number }
  /** A long secret of which a part is missing or changed by somebody else. */
  | { readonly code: 'keychain-damaged'; readonly account: string }
  | { readonly code: 'keychain-failed'; readonly detail: string }
  | { readonly code: 'vault-locked' }
  | { readonly code: 'vault-missing'; readonly path: string }
  | { readonly code: 'vault-exists'; readonly path: string }
  | { readonly code: 'vault-corrupt'; readonly path: string; readonly detail: string }
  | {
      readonly code: 'vault-newer-version';
      readonly path: string;
      readonly found: number;
      readonly supported: number;
    }
  | { readonly code: 'wrong-passphrase'; readonly path: string }
  | { readonly code: 'passphrase-unreadable'; readonly path: string; readonly detail: string }
  | { readonly code: 'passphrase-empty'; readonly path: string };

/** A {@link SecretStoreFailure} on its way up. */
export class SecretStoreError extends Error {
  override readonly name = 'SecretStoreError';
  readonly failure: SecretStoreFailure;

  constructor(failure: SecretStoreFailure, cause?: unknown) {
    super('detail' in failure ? `${failure.code}: ${failure.detail}` : failure.code, { cause });
    this.failure = failure;
  }

  get code(): SecretStoreFailure['code'] {
    return this.failure.code;
  }
}
