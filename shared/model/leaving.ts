/** How a secondary leaves a zone, or a zone the Internet, without anybody being sent to a server that has no answer. */
import { z } from 'zod';
import { copyDeadline } from './copy.ts';

/** `done`: it was seen to be so; `now`: what to do next; `later`: not its turn; `unknown`: it cannot be seen from here. */
const state = z.enum(['done', 'now', 'later', 'unknown']);
const names = z.array(z.string());

export const leavingStep = z.discriminatedUnion('code', [
  /** The DS has to go first, or validators refuse whatever comes next. */
  z.object({ code: z.literal('ds'), state, ds: names }),
  /** The zone's own NS. `edited`: they are out of the records, and that is not published, or not taken, everywhere yet. */
  z.object({ code: z.literal('zone-ns'), state, names, edited: z.boolean() }),
  /** The parent's NS. `detail`: why they could not be seen. */
  z.object({ code: z.literal('parent-ns'), state, names, detail: z.string().nullable() }),
  /** Caches know the old NS for as long as their TTL. `until`: milliseconds since 1970, null before that is known. */
  z.object({ code: z.literal('ttl'), state, ttlSeconds: z.number(), until: z.number().nullable() }),
  /** Then at the provider, or on the server; for so long its copy would live on. */
  z.object({ code: z.literal('copies'), state, copies: z.array(copyDeadline) }),
]);
export type LeavingStep = z.infer<typeof leavingStep>;

export const leavingPlan = z.object({
  /** In the order in which they are to be done. */
  steps: z.array(leavingStep),
  /** The name servers that go; empty: it is not known which they are. */
  nameServers: names,
  /** All that the zone or its parent names, to choose from. */
  named: names,
});
export type LeavingPlan = z.infer<typeof leavingPlan>;
