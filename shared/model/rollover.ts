/** A key's replacement as it crosses between the sides (RFC 6781 §4.1, RFC 7583). */
import { z } from 'zod';
import { keyRole } from './zone-key.ts';

/**
 * A step of a key's replacement: the new key is in the zone (a KSK or CSK signs already); the new ZSK signs; the DS is exchanged
 * at the parent; the old key leaves the zone.
 */
export const rolloverStep = z.enum(['publish', 'sign', 'exchange-ds', 'remove']);
export type RolloverStep = z.infer<typeof rolloverStep>;

/** What the present step waits for. */
export const rolloverWait = z.discriminatedUnion('state', [
  /** The step's version is not made yet. */
  z.object({ state: z.literal('not-published') }),
  /** The name servers that the parent names could not be asked. */
  z.object({ state: z.literal('not-known') }),
  z.object({
    state: z.literal('servers-behind'),
    servers: z.array(z.object({ name: z.string(), why: z.enum(['silent', 'no-keys', 'other-signatures']) })),
  }),
  /** Seen everywhere; what was there before may be in caches until then. */
  z.object({ state: z.literal('caches'), until: z.number() }),
  /** Not every server of the parent answered. */
  z.object({ state: z.literal('parent-not-known'), silent: z.array(z.string()) }),
  /** The new DS is missing, or the old one is still there. */
  z.object({
    state: z.literal('parent-behind'),
    missingAt: z.array(z.string()),
    oldAt: z.array(z.string()),
  }),
  /** What it waited for was seen. */
  z.object({ state: z.literal('over') }),
]);
export type RolloverWait = z.infer<typeof rolloverWait>;

/** Why a key's replacement cannot begin, go on or be taken back. */
export const rolloverHindrance = z.enum([
  'none',
  'is-on',
  'turning-off',
  'no-such-key',
  'key-lost',
  'not-seen',
  'new-key-in-use',
  'old-key-lost',
]);
export type RolloverHindrance = z.infer<typeof rolloverHindrance>;

/** A key's replacement as the screen shows it. */
export const rolloverInfo = z.object({
  role: keyRole,
  old: z.array(z.number()),
  new: z.number(),
  step: rolloverStep,
  /** All of its steps, in order. */
  steps: z.array(rolloverStep),
  startedAt: z.number(),
  since: z.number(),
  /** The old key's private half is gone. */
  lost: z.boolean(),
  wait: rolloverWait,
  /** Goes on by itself once what it waits for was seen; else the owner says so. */
  byItself: z.boolean(),
  cancellable: z.boolean(),
});
export type RolloverInfo = z.infer<typeof rolloverInfo>;
