/** Decides at the start where secrets rest: the keychain, or a vault; or what the owner has to do first. */
import { z } from 'zod';
import { openJsonFile } from '../storage/json-file.ts';
import type { Keychain } from './keychain.ts';
import type { Redacted } from './redacted.ts';
import { SecretStoreError, type SecretStore, type SecretStoreFailure } from './secret-store.ts';
import type { Vault } from './vault.ts';

export interface ChooseOptions {
  /** `--vault`: undefined leaves the choice to us. */
  readonly preference: 'keychain' | 'file' | undefined;
  readonly keychain: Keychain;
  readonly vault: Vault;
  /** From `--passphrase-file`: unlocks the vault, or makes one. */
  readonly passphrase: Redacted | undefined;
  /** Where it is noted that the keychain holds this folder's secrets. */
  readonly memoPath: string;
}

/** What the first screen starts from. Each state carries what it takes to get out of it. */
export type SecretStoreChoice =
  | { readonly state: 'ready'; readonly store: SecretStore }
  /** There is no keychain (`why`; undefined when a vault was asked for) and no vault yet: `vault.create`. */
  | { readonly state: 'needs-vault'; readonly vault: Vault; readonly why: SecretStoreFailure | undefined }
  /** `vault.unlock`. `why` is set when the passphrase file did not do it. */
  | {
      readonly state: 'needs-passphrase';
      readonly vault: Vault;
      readonly why: SecretStoreFailure | undefined;
    }
  /**
   * There is a keychain but it is locked or fails; or it was asked for, or holds this folder's secrets already, and is not
   * there. Ways out: choose again once it works, or `vault.create` and enter the secrets anew.
   */
  | { readonly state: 'keychain-unusable'; readonly vault: Vault; readonly failure: SecretStoreFailure };

const memo = z.object({ keychainUsed: z.boolean() });

/**
 * A vault that exists is used, for somebody made it on purpose; otherwise the keychain if it works. With a passphrase at
 * hand and no keychain a vault is made at once, but never in place of a keychain that was used before: its secrets would
 * seem lost.
 */
export async function chooseSecretStore(options: ChooseOptions): Promise<SecretStoreChoice> {
  const { preference, keychain, vault, passphrase } = options;
  if (preference === 'file') return useVault(vault, passphrase, undefined);
  if (preference === undefined && (await vault.exists())) return useVault(vault, passphrase, undefined);

  const usedBefore = await openJsonFile({
    path: options.memoPath,
    schema: memo,
    initial: () => ({ keychainUsed: false }),
  });
  const unusable = await keychain.probe();
  if (unusable === undefined) {
    await usedBefore.update((value) => (value.keychainUsed ? value : { keychainUsed: true }));
    return { state: 'ready', store: keychain };
  }
  const { failure } = unusable;
  const insist = preference === 'keychain' || usedBefore.value.keychainUsed;
  if (!insist && (passphrase !== undefined || failure.code === 'no-keychain'))
    return useVault(vault, passphrase, failure);
  return { state: 'keychain-unusable', vault, failure };
}

async function useVault(
  vault: Vault,
  passphrase: Redacted | undefined,
  why: SecretStoreFailure | undefined,
): Promise<SecretStoreChoice> {
  const exists = await vault.exists();
  if (passphrase === undefined) return { state: exists ? 'needs-passphrase' : 'needs-vault', vault, why };
  try {
    await (exists ? vault.unlock(passphrase) : vault.create(passphrase));
    return { state: 'ready', store: vault };
  } catch (error) {
    if (!(error instanceof SecretStoreError)) throw error;
    return { state: 'needs-passphrase', vault, why: error.failure };
  }
}
