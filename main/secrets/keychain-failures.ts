/** From what keytar and the systems below it say to {@link SecretStoreFailure}. They give no codes, only sentences. */
import { SecretStoreError, type SecretStoreFailure } from './secret-store.ts';

type Classify = (detail: string) => SecretStoreFailure;

const locked: Classify = (detail) => ({ code: 'keychain-locked', detail });
const noSessionBus: Classify = (detail) => ({ code: 'no-keychain', reason: 'no-session-bus', detail });

/** In order; the first that matches decides. The sources of the sentences are in the comments. */
const SENTENCES: readonly (readonly [RegExp, Classify])[] = [
  // keytar.js, the dynamic linker
  [
    /Failed to load keytar|cannot open shared object|ERR_DLOPEN_FAILED|Cannot find (module|package) 'keytar'/,
    (detail) => ({ code: 'no-keychain', reason: 'library-missing', detail }),
  ],
  // gnome-keyring, secret service specification: org.freedesktop.Secret.Error.IsLocked
  [/locked collection|IsLocked|is locked/i, locked],
  // libsecret, KWallet: the owner closed the prompt
  [/dismissed|cancell?ed/i, locked],
  // macOS: errSecInteractionNotAllowed, errSecAuthFailed
  [/interaction is not allowed|passphrase you entered is not correct/i, locked],
  // GDBus: no bus to connect to
  [/Cannot autolaunch D-Bus|Cannot spawn a message bus|DBUS_SESSION_BUS_ADDRESS/, noSessionBus],
  [/^Could not connect|connection is closed/i, noSessionBus],
  // dbus-daemon
  [
    /org\.freedesktop\.secrets was not provided|ServiceUnknown|NameHasNoOwner|Process org\.freedesktop\.secrets/,
    (detail) => ({ code: 'no-keychain', reason: 'no-secret-service', detail }),
  ],
  // libsecret when no keyring has the alias `default`
  [
    /No such secret collection|Object does not exist at path/,
    (detail) => ({ code: 'no-keychain', reason: 'no-default-keyring', detail }),
  ],
];

/** The failure behind what a call of keytar threw. */
export function keychainError(thrown: unknown): SecretStoreError {
  if (thrown instanceof SecretStoreError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const classify = SENTENCES.find(([sentence]) => sentence.test(detail))?.[1];
  return new SecretStoreError(classify?.(detail) ?? { code: 'keychain-failed', detail }, thrown);
}
