/** Why a command could not do its work, as a sentence: what, where, what to do. */
import { errorSentence } from '../../shared/model/error-sentences.ts';
import { toAppError } from '../calls/to-app-error.ts';
import { SecretStoreError } from '../secrets/secret-store.ts';
import { StorageError } from '../storage/storage-error.ts';

/** The sentence for an expected failure; undefined for anything else, which is a bug and should show its stack. */
export function failureSentence(error: unknown): string | undefined {
  if (error instanceof StorageError) return storageSentence(error);
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen')
    return listenSentence(error);
  const failure = toAppError(error);
  return (error instanceof SecretStoreError && secretSentence(error)) || (failure && errorSentence(failure));
}

/** Only the screens' server listens on its own; sockets of the name server and the API fail as values. */
function listenSentence(error: Error & { readonly code?: unknown }): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `${error.message}. Another program listens there: choose another address with --ui, or port 0 for a free one.`;
    case 'EACCES':
      return `${error.message}. That port needs privileges: choose one from 1024 on with --ui, or port 0 for a free one.`;
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return `${error.message}. This computer has no such address: choose another one with --ui, such as 127.0.0.1:8053.`;
    default:
      return `${error.message}. Choose another address with --ui.`;
  }
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
