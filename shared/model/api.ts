/** The PowerDNS-compatible API as its screen shows it. Times are milliseconds since 1970. */
import { z } from 'zod';
import { endpoint } from './secondary.ts';
import { bindFailure } from './session.ts';
import { apiSettings } from './settings.ts';

/** One request that came in; bodies and keys are not kept. */
export const apiRequest = z.object({
  at: z.number(),
  /** The client's address. */
  from: z.string(),
  /** What it calls itself, such as `xenolf-acme/4.9.1`; empty when it does not say. */
  client: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number(),
  durationMs: z.number(),
  /** The sentence of a refusal; empty when all went well. */
  error: z.string(),
});
export type ApiRequest = z.infer<typeof apiRequest>;

/** How long the last write to a zone took until all its secondaries served it. */
export const servedTime = z.object({
  zone: z.string(),
  serial: z.number(),
  writtenAt: z.number(),
  /** Null while not all have it yet. */
  servedAfterMs: z.number().nullable(),
  /** Longer than lego waits unless told otherwise (120 s): `_acme-challenge` had better be a CNAME into a faster zone. */
  tooSlowForAcme: z.boolean(),
});
export type ServedTime = z.infer<typeof servedTime>;

export const apiState = z.object({
  settings: apiSettings,
  /** Where it listens now; null while it does not. */
  listening: endpoint.nullable(),
  /** Why it does not listen although it is switched on. */
  failure: bindFailure.nullable(),
  /** The key came with the command line and cannot be rotated here. */
  keyIsFixed: z.boolean(),
  /** Versions that tools made and that no session has handed out yet. */
  waiting: z.array(z.object({ zone: z.string(), serial: z.number() })),
  served: z.array(servedTime),
  /** Newest first, the last 100. */
  requests: z.array(apiRequest),
});
export type ApiState = z.infer<typeof apiState>;
