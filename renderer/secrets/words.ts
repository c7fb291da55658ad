/** What the screen says that comes before all others when secrets have no place, or a locked one. */
import { TERMS } from '../../shared/model/terms.ts';

export const words = {
  createTitle: 'A place for secrets',
  createIntro: `${TERMS.keys} are secrets. They belong into this system's keychain, but that cannot be used here:`,
  createVault: `Create a vault instead: a file that only your passphrase opens. You type it each time the app starts. Nobody can restore it for you.`,
  /** Where the vault was asked for, and no keychain was looked for. */
  vaultChosen: `${TERMS.keys} are secrets. Create a vault for them: a file that only your passphrase opens. You type it each time the app starts. Nobody can restore it for you.`,
  orKeychain: 'If there should be a keychain, unlock or install it, and try again.',
  passphrase: 'Passphrase',
  passphraseHint: 'At least 8 characters; several words are better than one.',
  tooShort: 'At least 8 characters.',
  repeat: 'Once more',
  differs: 'This is not the same as above.',
  create: 'Create the vault',
  unlockTitle: 'Unlock the vault',
  unlockIntro: `The ${TERMS.keys} of this data folder are in a vault.`,
  unlock: 'Unlock',
  keychainTitle: 'The keychain is locked',
  keychainIntro: (detail: string) =>
    `The system's keychain holds the ${TERMS.keys} but does not open: ${detail}. Unlock it there, then try again.`,
  retry: 'Try again',
} as const;
