/** Why the app could not start, as a sentence: what, where, what to do. */
import { SecretStoreError } from '../secrets/secret-store.ts';
import { StorageError } from '../storage/storage-error.ts';

/** The sentence for an expected failure; undefined for anything else, which is a bug and should show its stack. */
export function startupSentence(error: unknown): string | undefined {
  if (error instanceof StorageError) return storageSentence(error);
  if (error instanceof SecretStoreError) return secretSentence(error);
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}. Another program listens there: choose another address with --ui, or port 0 for a free one.`;
  }
  return undefined;
}

function secretSentence({ failure }: SecretStoreError): string | undefined {
  switch (failure.code) {
    case 'passphrase-unreadable':
      return `${failure.path} could not be read (${failure.detail}). Give this user the right to it, or name another file.`;
    case 'passphrase-empty':
      return `The first line of ${failure.path} is empty. Write the secret there, alone on its line.`;
    default:
      return undefined;
  }
}

function storageSentence({ failure }: StorageError): string {
  switch (failure.code) {
    case 'folder-in-use': {
      const { holder } = failure;
      const who =
        holder === undefined
          ? 'another instance'
          : `process ${holder.pid} (${holder.host}, since ${holder.since})`;
      return `The data folder ${failure.path} is in use by ${who}. End that one first, or choose another folder with --data-dir.`;
    }
    case 'folder-not-private':
      return `${failure.path} holds other things and may be entered by others. Choose a folder of its own with --data-dir.`;
    case 'newer-version':
      return `${failure.path} was written by a newer version of Hidden Primary (form ${failure.found}, this one reads up to ${failure.supported}). Update the app.`;
    case 'corrupt':
      return `${failure.path} is damaged (${failure.reason}) and so is its last good copy. Restore it from a backup, or move it aside.`;
    case 'disk-full':
      return `The disk is full: ${failure.path} could not be written. Free some room and start again.`;
    case 'read-only':
    case 'access-denied':
      return `${failure.path} may not be written. Give this user the right to it, or choose another folder with --data-dir.`;
    default:
      return `${failure.path}: ${failure.code}.`;
  }
}
