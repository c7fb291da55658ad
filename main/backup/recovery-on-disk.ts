/** Recovery files where the command line wants them. Only their owner can read them, encrypted as they are. */
import { AppFailure } from '../../shared/model/app-error.ts';
import { nodeFileSystem } from '../storage/file-system.ts';
import { replaceFile } from '../storage/replace-file.ts';
import { newPassphrase } from '../../shared/model/recovery.ts';
import type { Backup } from './backup.ts';

/** Both, for whoever knows nothing else of the application. */
export interface RecoveryFiles {
  save(file: string, passphrase: string): Promise<void>;
  restore(file: string, passphrase: string): Promise<readonly string[]>;
}

export const recoveryFiles = (backup: Backup): RecoveryFiles => ({
  save: (file, passphrase) => saveRecoveryFile(backup, file, passphrase),
  restore: (file, passphrase) => restoreRecoveryFile(backup, file, passphrase),
});

/** Throws what making it throws, `weak-passphrase`, or StorageError. */
async function saveRecoveryFile(backup: Backup, file: string, passphrase: string): Promise<void> {
  if (!newPassphrase.safeParse(passphrase).success) throw new AppFailure({ code: 'weak-passphrase' });
  await backup.save(passphrase, (text) => replaceFile(nodeFileSystem, file, Buffer.from(text, 'latin1')));
}

/** Answers the zones. Throws what restoring throws. */
async function restoreRecoveryFile(
  backup: Backup,
  file: string,
  passphrase: string,
): Promise<readonly string[]> {
  const bytes = await nodeFileSystem.readFile(file).catch((error: unknown) => {
    throw new AppFailure({ code: 'recovery-unreadable', reason: 'missing' }, error);
  });
  return backup.restore(bytes.toString('latin1'), passphrase);
}
