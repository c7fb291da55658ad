/** A finding of the zone-file scanner or the zone rules, as a list shows it. */
import { z } from 'zod';

export const findingRow = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  /** What, where and what to do, made by the one function that makes these sentences. */
  sentence: z.string(),
  owner: z.string().nullable(),
  type: z.string().nullable(),
  /** Place in an imported text; null for findings about the zone itself. */
  file: z.string().nullable(),
  line: z.number().nullable(),
  column: z.number().nullable(),
});
export type FindingRow = z.infer<typeof findingRow>;
