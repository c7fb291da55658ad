/** Expected failures of all rooms, as the values that cross to the screens. What is none stays a bug. */
import { AppFailure, type AppError } from '../../shared/model/app-error.ts';
import { SecretStoreError, type SecretStoreFailure } from '../secrets/secret-store.ts';
import { StorageError } from '../storage/storage-error.ts';

/** The value of an expected failure, or undefined for a bug. */
export function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppFailure) return error.error;
  if (error instanceof SecretStoreError) return secretError(error.failure);
  if (error instanceof StorageError) {
    const { failure } = error;
    if (failure.code === 'disk-full') return { code: 'disk-full', path: failure.path };
    return { code: 'disk-failed', path: failure.path, detail: failure.code };
  }
  return undefined;
}

function secretError(failure: SecretStoreFailure): AppError {
  switch (failure.code) {
    case 'vault-locked':
      return { code: 'vault-locked' };
    case 'wrong-passphrase':
      return { code: 'wrong-passphrase' };
    case 'vault-exists':
      return { code: 'vault-exists' };
    case 'keychain-locked':
      return { code: 'keychain-locked', detail: failure.detail };
    case 'keychain-silent':
      return { code: 'keychain-locked', detail: `no answer for ${failure.waitedMs} ms` };
    default:
      return { code: 'no-secret-store', reason: 'detail' in failure ? failure.detail : failure.code };
  }
}
