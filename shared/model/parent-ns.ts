/** The name servers that the parent names for a zone, held against the zone's own (RFC 1034 §4.2.2). */
import { z } from 'zod';

const sets = { at: z.number(), parent: z.string(), ours: z.array(z.string()), theirs: z.array(z.string()) };

export const parentNsVerdict = z.discriminatedUnion('state', [
  z.object({ state: z.literal('right'), ...sets }),
  /** `missing`: the parent does not name them; `extra`: the zone does not. */
  z.object({
    state: z.enum(['missing', 'extra', 'both']),
    ...sets,
    missing: z.array(z.string()),
    extra: z.array(z.string()),
  }),
  /** They have not one name server in common. */
  z.object({ state: z.literal('wrong'), ...sets }),
  /** The parent answers, and knows no such delegation. */
  z.object({
    state: z.literal('not-delegated'),
    at: z.number(),
    parent: z.string(),
    ours: z.array(z.string()),
  }),
  /** Nobody could be asked; null: there is no resolver. */
  z.object({ state: z.literal('not-known'), at: z.number(), detail: z.string().nullable() }),
]);
export type ParentNsVerdict = z.infer<typeof parentNsVerdict>;
