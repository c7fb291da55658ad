/** The publish session as the bar, the tray and the command line show it. Times are milliseconds since 1970. */
import { z } from 'zod';
import { portMapping } from './port-mapping.ts';
import { endpoint } from './secondary.ts';

/** Why a secondary is not where it should be; each has a sentence and a remedy. */
export const progressFault = z.discriminatedUnion('code', [
  z.object({ code: z.literal('notify-unanswered'), tries: z.number() }),
  z.object({ code: z.literal('notify-refused'), rcode: z.string() }),
  /** Nothing could be sent there: nobody listens (ECONNREFUSED), no route (ENETUNREACH). */
  z.object({ code: z.literal('notify-undelivered'), errno: z.string() }),
  /** `othersCame`: another one reached us meanwhile, so it is not this computer that cannot be reached. */
  z.object({
    code: z.literal('never-asked'),
    sinceMs: z.number(),
    othersCame: z.boolean().default(false),
  }),
  /** `overTcp`: it reached us by TCP, so TCP is forwarded. */
  z.object({
    code: z.literal('asked-not-fetched'),
    sinceMs: z.number(),
    overTcp: z.boolean().default(false),
  }),
  z.object({ code: z.literal('address-not-listed'), address: z.string() }),
  z.object({ code: z.literal('wrong-key'), address: z.string(), key: z.string().nullable() }),
  /** `rewritten`: signatures hold from inside the network and break from outside, whoever sent them. */
  z.object({
    code: z.literal('bad-signature'),
    address: z.string(),
    key: z.string(),
    rewritten: z.boolean().default(false),
  }),
  z.object({ code: z.literal('clock-off'), address: z.string(), offSeconds: z.number() }),
  z.object({ code: z.literal('transfer-stuck'), sinceMs: z.number() }),
  z.object({ code: z.literal('transfer-broken'), address: z.string(), detail: z.string() }),
  z.object({ code: z.literal('holds-newer'), serial: z.number() }),
]);
export type ProgressFault = z.infer<typeof progressFault>;

/** How far one secondary is with one zone: the five marks of DESIGN §2.4. A mark is the time it was reached, or null. */
export const secondaryProgress = z.object({
  secondary: z.string(),
  name: z.string(),
  zone: z.string(),
  /** The serial it should hold. */
  serial: z.number(),
  /** The serial it was last seen to hold; null = not known. */
  holds: z.number().nullable(),
  /** How long it usually takes until it is in sync; null = not known. */
  usualMs: z.number().nullable().default(null),
  notifiedAt: z.number().nullable(),
  askedSoaAt: z.number().nullable(),
  /** It was seen over TCP. */
  overTcp: z.boolean().default(false),
  /** A transfer to it began then and has not ended; null while none runs. */
  transferringSince: z.number().nullable().default(null),
  transferAt: z.number().nullable(),
  transfer: z
    .object({
      kind: z.enum(['AXFR', 'IXFR']),
      records: z.number(),
      bytes: z.number(),
      durationMs: z.number(),
    })
    .nullable(),
  inSyncAt: z.number().nullable(),
  verifiedAt: z.number().nullable(),
  fault: progressFault.nullable(),
});
export type SecondaryProgress = z.infer<typeof secondaryProgress>;

export const sessionEnd = z.enum([
  'all-in-sync',
  'limit',
  'by-hand',
  'shutdown',
  'suspended',
  'address-gone',
  'address-changed',
  'published-elsewhere',
]);

/** A socket that could not be opened, and how to go on. */
export const bindFailure = endpoint.extend({
  code: z.enum(['in-use', 'no-privilege', 'no-such-address', 'other']),
  detail: z.string(),
});
export type BindFailure = z.infer<typeof bindFailure>;

/** A draft that stayed behind: it has errors, or (`failure`, a sentence) no version could be made of it. */
export const leftBehind = z.object({
  zone: z.string(),
  errors: z.number(),
  failure: z.string().nullable().default(null),
});

/** Somebody who asked for a transfer of a zone here and is on no list: perhaps a secondary's other address. */
export const stranger = z.object({
  address: z.string(),
  zone: z.string(),
  /** The key that the request named; null = none. */
  key: z.string().nullable(),
  /** The secondaries of the zone that use this key. */
  secondaries: z.array(z.object({ id: z.string(), name: z.string() })),
  at: z.number(),
  times: z.number(),
});
export type Stranger = z.infer<typeof stranger>;

/** The secondary that holds up the end of a session. */
export const waitingFor = z.object({
  secondary: z.string(),
  name: z.string(),
  zone: z.string(),
  sinceMs: z.number(),
  usualMs: z.number().nullable(),
  /** How many others are not in sync either. */
  others: z.number(),
});
export type WaitingFor = z.infer<typeof waitingFor>;

/** What a finished session did; kept. */
export const sessionReport = z.object({
  openedAt: z.number(),
  closedAt: z.number(),
  end: sessionEnd,
  zones: z.array(z.object({ name: z.string(), serial: z.number() })),
  secondaries: z.array(secondaryProgress),
  leftBehind: z.array(leftBehind),
});
export type SessionReport = z.infer<typeof sessionReport>;

/** The session now. */
export const sessionState = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('closed'),
    last: sessionReport.nullable(),
    failure: z.array(bindFailure).nullable(),
  }),
  z.object({
    state: z.literal('open'),
    openedAt: z.number(),
    /** When it ends at the latest; null = kept open. */
    endsAt: z.number().nullable(),
    listening: z.array(endpoint),
    zones: z.array(z.object({ name: z.string(), serial: z.number() })),
    secondaries: z.array(secondaryProgress),
    leftBehind: z.array(leftBehind),
    transfersRunning: z.number(),
    refused: z.number(),
    /** Whom it waits for: the one that usually takes longest. */
    waitingFor: waitingFor.nullable().default(null),
    /** Less than five minutes are left, and not all are in sync. */
    limitNear: z.boolean().default(false),
    strangers: z.array(stranger).default([]),
    /** What the router was asked for; null where the owner does not want that. */
    mapping: portMapping.nullable().default(null),
  }),
]);
export type SessionState = z.infer<typeof sessionState>;
