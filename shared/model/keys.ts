/** TSIG keys (RFC 8945). The secret crosses only when it is asked for, to be shown or copied. */
import { z } from 'zod';

export const tsigAlgorithm = z.enum([
  'hmac-md5',
  'hmac-sha1',
  'hmac-sha224',
  'hmac-sha256',
  'hmac-sha384',
  'hmac-sha512',
]);
export type TsigAlgorithm = z.infer<typeof tsigAlgorithm>;

/** Taken only if the provider has nothing better. */
export const WEAK_ALGORITHMS: readonly TsigAlgorithm[] = ['hmac-md5', 'hmac-sha1', 'hmac-sha224'];

export const tsigKeyInfo = z.object({
  /** Absolute, lower case, as in `home_he.net_example.com.`. */
  name: z.string(),
  algorithm: tsigAlgorithm,
  createdAt: z.number(),
  rotatedAt: z.number().nullable(),
  /** Zones that use it, by name. */
  usedBy: z.array(z.string()),
});
export type TsigKeyInfo = z.infer<typeof tsigKeyInfo>;
