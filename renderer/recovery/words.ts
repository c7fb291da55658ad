/** What is said of the recovery file. */
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';

export const words = {
  title: 'Recovery file',
  sentence: `One file with everything that cannot be made again: private keys, ${TERMS.key} secrets, ${TERMS.zones} and settings, encrypted with a passphrase. Keep it elsewhere. Without it, a signed ${TERMS.zone} whose computer is lost can only be rescued by removing its DS and waiting.`,
  never: 'None was saved yet.',
  savedAt: 'Saved',
  keysChanged: 'Keys were added or changed since: save it anew.',
  passphrase: 'Passphrase of the recovery file',
  passphraseHint: 'At least 8 characters. It is kept nowhere.',
  repeat: 'The same again',
  tooShort: 'At least 8 characters.',
  differs: 'These two differ.',
  save: 'Save the recovery file',
  saved: 'The recovery file was handed to the browser: keep it elsewhere.',
  restoreTitle: 'Restore',
  restoreSentence: `Into an empty data folder only. The ${TERMS.zones} come back with the same DS; serials jump ahead of any that were handed out meanwhile. The other computer must not ${TERMS.publish} any more.`,
  file: 'Recovery file',
  restore: 'Restore',
  restored: (zones: readonly string[]) => `Restored: ${zones.map(spoken).join(', ') || `no ${TERMS.zones}`}.`,
  fileName: () => `hidden-primary-${new Date().toISOString().slice(0, 10)}.recovery.age`,
} as const;
