/** The recovery file, as the screens know it. */
import { z } from 'zod';

export const recoveryState = z.object({
  /** When one was saved last, milliseconds since 1970; null = never. */
  savedAt: z.number().nullable(),
  /** There are keys now that it does not hold. */
  keysChanged: z.boolean(),
});
export type RecoveryState = z.infer<typeof recoveryState>;

/** A passphrase that is worth being guessed at: typed twice, kept nowhere. */
export const newPassphrase = z.string().min(8).max(1000);
