/** Calls about the recovery file. */
import type { Backup } from '../backup/backup.ts';
import { calls } from './implementer.ts';

export interface RecoveryServices {
  readonly backup: Backup;
}

export function recoveryCalls({ backup }: RecoveryServices) {
  return {
    state: calls.recovery.state.handler(() => backup.state()),
    save: calls.recovery.save.handler(async ({ input }) => ({ text: await backup.save(input.passphrase) })),
    restore: calls.recovery.restore.handler(async ({ input }) => ({
      zones: [...(await backup.restore(input.text, input.passphrase))],
    })),
  };
}
