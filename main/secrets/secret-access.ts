/** The way to the secret store: which one it is, whether it can be reached, and what the owner can do if not. */
import { AppFailure } from '../../shared/model/app-error.ts';
import type { SecretsState } from '../../shared/model/overview.ts';
import { chooseSecretStore, type ChooseOptions, type SecretStoreChoice } from './choose-store.ts';
import { Redacted } from './redacted.ts';
import type { SecretStore, SecretStoreFailure } from './secret-store.ts';

export class SecretAccess {
  readonly #options: ChooseOptions;
  #choice: SecretStoreChoice;

  /** Set once there is somebody to tell. */
  onChanged: () => void = () => undefined;

  private constructor(options: ChooseOptions, choice: SecretStoreChoice) {
    this.#options = options;
    this.#choice = choice;
  }

  static async open(options: ChooseOptions): Promise<SecretAccess> {
    return new SecretAccess(options, await chooseSecretStore(options));
  }

  state(): SecretsState {
    const choice = this.#choice;
    switch (choice.state) {
      case 'ready':
        return { state: 'ready', kind: choice.store.kind };
      case 'needs-vault':
        return { state: 'needs-vault', reason: choice.why === undefined ? '' : reasonOf(choice.why) };
      case 'needs-passphrase':
        return { state: 'vault-locked' };
      case 'keychain-unusable':
        return { state: 'keychain-locked', detail: reasonOf(choice.failure) };
    }
  }

  /** The store. Throws `no-secret-store`, `vault-locked` or `keychain-locked` while it cannot be reached. */
  store(): SecretStore {
    const choice = this.#choice;
    switch (choice.state) {
      case 'ready':
        return choice.store;
      case 'needs-vault':
        throw new AppFailure({
          code: 'no-secret-store',
          reason: choice.why === undefined ? '' : reasonOf(choice.why),
        });
      case 'needs-passphrase':
        throw new AppFailure({ code: 'vault-locked' });
      case 'keychain-unusable':
        throw new AppFailure({ code: 'keychain-locked', detail: reasonOf(choice.failure) });
    }
  }

  /** Makes a vault where there is no keychain, and uses it. */
  async createVault(passphrase: string): Promise<void> {
    if (this.#choice.state === 'ready') throw new AppFailure({ code: 'vault-exists' });
    const { vault } = this.#choice;
    await vault.create(new Redacted(passphrase));
    this.#use({ state: 'ready', store: vault });
  }

  async unlockVault(passphrase: string): Promise<void> {
    if (this.#choice.state === 'ready') return;
    const { vault } = this.#choice;
    await vault.unlock(new Redacted(passphrase));
    this.#use({ state: 'ready', store: vault });
  }

  /** Looks again, after the owner unlocked or installed a keychain. */
  async retry(): Promise<void> {
    if (this.#choice.state !== 'ready') this.#use(await chooseSecretStore(this.#options));
  }

  #use(choice: SecretStoreChoice): void {
    this.#choice = choice;
    this.onChanged();
  }
}

/** What is the matter, for a sentence: a known reason's code, or the system's own words. */
function reasonOf(failure: SecretStoreFailure): string {
  if ('reason' in failure) return failure.reason;
  return 'detail' in failure ? failure.detail : failure.code;
}
