/** Files that were there and cannot be read back: what was in them is given up, with a notice, and the rest goes on. */
import { StorageError } from '../storage/storage-error.ts';

export const isUnreadable = (error: unknown): error is StorageError =>
  error instanceof StorageError && (error.code === 'corrupt' || error.code === 'missing');

/** Why, in a few words, for a notice. */
export const reasonOf = ({ failure }: StorageError): string =>
  failure.code === 'corrupt' ? failure.reason : failure.code;
