/** When the app publishes by itself. */
import { z } from 'zod';

export const schedule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  /** As often as the tightest rhythm of the zones promises, at this time of the day (local, `HH:MM`). */
  z.object({ kind: z.literal('rhythm'), time: z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/) }),
  /** A cron pattern (minute hour day month weekday), local time. */
  z.object({ kind: z.literal('cron'), pattern: z.string().min(1).max(200) }),
]);
export type Schedule = z.infer<typeof schedule>;

/** The schedule now. */
export const scheduleState = z.object({
  nextAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  /** Why the last one that was due did not begin, as a sentence; null when it did. */
  heldBack: z.string().nullable(),
});
export type ScheduleState = z.infer<typeof scheduleState>;
