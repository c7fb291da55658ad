/** What happened, kept for the owner (bounded): server events with a number and a time. */
import { z } from 'zod';

/** One line of the activity. `code` decides the sentence, `data` fills it. */
export const activityEntry = z.object({
  id: z.number(),
  at: z.number(),
  severity: z.enum(['info', 'warning', 'error']),
  code: z.string(),
  zone: z.string().nullable(),
  from: z.string().nullable(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ActivityEntry = z.infer<typeof activityEntry>;
