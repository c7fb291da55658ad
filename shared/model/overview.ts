/** What the shell shows at all times: pushed whole whenever it changes, since it is small. */
import { z } from 'zod';
import { copyDeadline } from './copy.ts';
import { scheduleState } from './schedule.ts';
import { endpoint } from './secondary.ts';
import { sessionState } from './session.ts';
import { zoneSummary } from './zone.ts';

/** Where secrets rest, and whether they can be reached. */
export const secretsState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready'), kind: z.enum(['keychain', 'vault']) }),
  /** No keychain here (why), and no vault yet: the first screen offers to make one. */
  z.object({ state: z.literal('needs-vault'), reason: z.string() }),
  z.object({ state: z.literal('vault-locked') }),
  z.object({ state: z.literal('keychain-locked'), detail: z.string() }),
]);
export type SecretsState = z.infer<typeof secretsState>;

/** Something the owner should know that no screen of its own shows: a restored file, a corrupt one. */
export const notice = z.object({
  id: z.string(),
  at: z.number(),
  severity: z.enum(['warning', 'error']),
  sentence: z.string(),
});
export type Notice = z.infer<typeof notice>;

export const overview = z.object({
  host: z.enum(['desktop', 'headless']),
  version: z.string(),
  dataFolder: z.string(),
  secrets: secretsState,
  zones: z.array(zoneSummary),
  keys: z.number(),
  secondaries: z.number(),
  session: sessionState,
  /** Where the name server listens during a session: the settings' addresses, or those of the command line. */
  listen: z.array(endpoint),
  notices: z.array(notice),
  /** The copy that ends first of all; null without any. */
  deadline: copyDeadline.nullable().optional(),
  schedule: scheduleState.optional(),
});
export type Overview = z.infer<typeof overview>;
