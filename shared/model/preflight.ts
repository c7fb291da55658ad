/** What is looked at before a session opens; each finding has a sentence and a remedy. Times are milliseconds since 1970. */
import { z } from 'zod';
import { endpoint } from './secondary.ts';
import { bindFailure } from './session.ts';

const error = { severity: z.literal('error') };
const warning = { severity: z.literal('warning') };
const zone = { zone: z.string() };
/** A secondary's use by a zone. */
const copy = { ...zone, secondary: z.string(), name: z.string() };

export const preflightFinding = z.discriminatedUnion('code', [
  z.object({ ...warning, code: z.literal('no-zones') }),
  z.object({ ...error, code: z.literal('cannot-bind'), failure: bindFailure }),
  /** Its draft has errors and stays behind; the last version is served. */
  z.object({ ...warning, ...zone, code: z.literal('draft-stays-behind'), errors: z.number() }),
  /** Nothing of it was ever published, and its draft has errors. */
  z.object({ ...warning, ...zone, code: z.literal('no-version'), errors: z.number() }),
  z.object({ ...warning, ...zone, code: z.literal('no-secondaries') }),
  /** The key that the zone uses with it is not here. */
  z.object({ ...error, ...copy, code: z.literal('key-missing'), key: z.string() }),
  /** Where its transfers come from is not known. */
  z.object({ ...warning, ...copy, code: z.literal('no-transfer-address') }),
  /** The access rule, held against its address and key, would refuse it. */
  z.object({ ...error, ...copy, code: z.literal('access-refused'), address: z.string(), reason: z.string() }),
  /** Anybody may take the zone, without a key. */
  z.object({ ...warning, ...zone, code: z.literal('open-to-everyone') }),
  /** The secondary holds a serial that no version can be ahead of now (RFC 1982). */
  z.object({ ...error, ...copy, code: z.literal('serial-behind'), serial: z.number(), holds: z.number() }),
  /**
   * It holds what was not made here: a serial, other contents under one that was (`contents`), or DNSSEC keys. `standsOn` is
   * what the zone came from here; `signedAt` when its SOA was signed.
   */
  z.object({
    ...error,
    ...copy,
    code: z.literal('made-elsewhere'),
    serial: z.number(),
    /** The last version's; null while there is none. */
    ours: z.number().nullable(),
    why: z.enum(['serial', 'contents', 'keys']),
    standsOn: z.enum(['versions', 'recovery', 'import', 'nothing']),
    signedAt: z.number().nullable(),
    /** How many of its DNSSEC keys were never here. */
    keys: z.number(),
  }),
  /** A signature has less left than a copy lives: the copy would go bogus before it expires (RFC 6781 §4.4.1). */
  z.object({ ...warning, ...zone, code: z.literal('signatures-short'), until: z.number() }),
  z.object({ ...error, ...zone, code: z.literal('signatures-expired'), until: z.number() }),
  /** The parent has a DS, and for no key that signs here: the zone would be refused by every validator. */
  z.object({ ...error, ...zone, code: z.literal('ds-without-key'), foreign: z.array(z.string()) }),
  /** The parent's NS set is not the zone's. `extra`: the parent names them, the zone does not. */
  z.object({
    ...warning,
    ...zone,
    code: z.literal('parent-ns-differ'),
    missing: z.array(z.string()),
    extra: z.array(z.string()),
  }),
  z.object({ ...warning, ...zone, code: z.literal('parent-ns-unknown'), detail: z.string() }),
  /** A secondary was told another primary address than ours is now. */
  z.object({
    ...warning,
    code: z.literal('address-changed'),
    secondary: z.string(),
    name: z.string(),
    holds: endpoint,
    present: endpoint,
  }),
  /** The router's outside is a private or RFC 6598 address: nobody can reach us over IPv4. */
  z.object({ ...warning, code: z.literal('carrier-nat'), address: z.string() }),
]);
export type PreflightFinding = z.infer<typeof preflightFinding>;

/** What a screen can offer to do about a finding. */
export const preflightRemedy = z.enum([
  'open-settings',
  'open-records',
  'add-secondary',
  'edit-secondary',
  'open-keys',
  'open-access',
  'open-provider-sheet',
]);
export type PreflightRemedy = z.infer<typeof preflightRemedy>;
