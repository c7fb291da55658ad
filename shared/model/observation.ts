/** What was seen of a signed zone from outside, at its parent and at its name servers, and what that means. */
import { z } from 'zod';

/** What one of the parent's servers holds of the zone. */
export const observedParent = z.object({
  name: z.string(),
  address: z.string().nullable(),
  /** DS rdata as text, sorted; null when it gave no answer. */
  ds: z.array(z.string()).nullable(),
  ttlSeconds: z.number().nullable(),
});
export type ObservedParent = z.infer<typeof observedParent>;

/** What one of the servers that the parent names for the zone serves. */
export const observedChild = z.object({
  name: z.string(),
  address: z.string().nullable(),
  /** DNSKEY rdata as text, sorted; null when it gave no answer. */
  keys: z.array(z.string()).nullable(),
  serial: z.number().nullable(),
  /** Its answers bear signatures. */
  signed: z.boolean(),
  /** Whose signatures stand over its SOA, hence over its zone: algorithm and key tag as in `13 4711`, sorted. */
  signers: z.array(z.string()).default([]),
});
export type ObservedChild = z.infer<typeof observedChild>;

/** What was seen from outside, all at once. `parent` null: nobody could be asked (offline). */
export const observation = z.object({
  at: z.number(),
  parent: z.string().nullable(),
  parentServers: z.array(observedParent),
  nameServers: z.array(observedChild),
});
export type Observation = z.infer<typeof observation>;

/** The DS at the parent, held against our keys. Servers that did not answer do not count, but are told. */
export const parentVerdict = z.discriminatedUnion('state', [
  /** Never asked, or nobody answered. */
  z.object({ state: z.literal('not-known') }),
  /** No DS at any of its servers: the zone counts as unsigned. */
  z.object({ state: z.literal('none') }),
  /** Every server has a DS for a key that signs here, and for no other key. */
  z.object({ state: z.literal('seen') }),
  /** Some servers have it already. */
  z.object({ state: z.literal('partly'), missingAt: z.array(z.string()) }),
  /** Ours is there, and another beside it: harmless, if nobody adds an algorithm by it. */
  z.object({ state: z.literal('others-too'), foreign: z.array(z.string()) }),
  /** A DS, but none for a key of ours: validators refuse the zone. */
  z.object({ state: z.literal('wrong'), foreign: z.array(z.string()) }),
]);
export type ParentVerdict = z.infer<typeof parentVerdict>;

/** Whether the DS may be handed in now. */
export const readiness = z.discriminatedUnion('state', [
  /** What is published now is not signed by these keys: publish first. */
  z.object({ state: z.literal('not-published') }),
  /** The name servers that the parent names could not be asked. */
  z.object({ state: z.literal('not-known') }),
  /** One unsigned server is enough to make the zone bogus. */
  z.object({
    state: z.literal('servers-behind'),
    servers: z.array(z.object({ name: z.string(), why: z.enum(['silent', 'no-keys', 'no-signatures']) })),
  }),
  /** All serve it; answers without signatures may still be in caches. */
  z.object({ state: z.literal('caches'), readyAt: z.number() }),
  z.object({ state: z.literal('ready'), since: z.number() }),
]);
export type Readiness = z.infer<typeof readiness>;
