/** What is known of one secondary's copy of one zone, over all sessions; and when it ends. Times are milliseconds since 1970. */
import { z } from 'zod';

/** The last time a copy was made sure of: asked for and found current, or transferred. What it held then decides when it ends. */
export const copyRefresh = z.object({
  at: z.number(),
  serial: z.number(),
  /** SOA EXPIRE of that version. */
  expireSeconds: z.number(),
  /** When the first signature of that version expires; null for an unsigned one. */
  signaturesUntil: z.number().nullable(),
});
export type CopyRefresh = z.infer<typeof copyRefresh>;

export const copyHistory = z.object({
  zone: z.string(),
  secondary: z.string(),
  refresh: copyRefresh.nullable(),
  /** The serial it was last seen to hold: asked, told by its IXFR, or taken. */
  heldSerial: z.number().nullable(),
  /** What its servers told by EDNS EXPIRE (RFC 7314): when their copy ends. */
  told: z.array(z.object({ server: z.string(), at: z.number(), expiresAt: z.number() })),
  /** How long it took from the beginning of a session until it was in sync; the newest last. */
  tookMs: z.array(z.number()),
  /** Whether it came within two minutes of NOTIFY, session by session; the newest last. */
  heeded: z.array(z.boolean()),
  /** It answered a signed NOTIFY with NOTAUTH or BADKEY and took an unsigned one. */
  unsignedNotify: z.boolean(),
});
export type CopyHistory = z.infer<typeof copyHistory>;

/** Why a copy ends when it does. */
export const deadlineReason = z.enum([
  /** Nobody has seen it take the zone yet, so nothing is known to end. */
  'never-transferred',
  /** Its last refresh and SOA EXPIRE (RFC 1035 §3.3.13). */
  'expire',
  /** The secondary itself says so (EDNS EXPIRE). */
  'expire-told',
  /** A signature in it expires first: validators would refuse it from then on. */
  'signatures',
  /** It never expires (PowerDNS), and nothing in it is signed. */
  'never',
]);

/** By when a session is due for one copy. */
export const copyDeadline = z.object({
  zone: z.string(),
  secondary: z.string(),
  /** The secondary's name. */
  name: z.string(),
  /** When the copy ends; null where nothing ends, or nothing is known. */
  at: z.number().nullable(),
  reason: deadlineReason,
  /** When SOA EXPIRE ends it, by its own word where it gave one; null where that never does, or nothing is known. */
  expiresAt: z.number().nullable(),
  /** When the first signature in it expires; null for an unsigned copy. */
  signaturesUntil: z.number().nullable(),
  refreshedAt: z.number().nullable(),
  /** By when the zone's rhythm promises the next session. */
  dueAt: z.number().nullable(),
  /** `due`: the promised time is over, or the end is near; `lapsed`: the copy has ended. */
  freshness: z.enum(['fresh', 'due', 'lapsed']),
  /** The serial it was last seen to hold; null = not known. */
  holds: z.number().nullable(),
});
export type CopyDeadline = z.infer<typeof copyDeadline>;
