/** What a rehearsal found: the zones as a provider would take them. */
import { z } from 'zod';
import { findingRow } from './finding.ts';

export const rehearsedZone = z.object({
  zone: z.string(),
  /** Why it could not be taken; null when it was. */
  failure: z.string().nullable(),
  serial: z.number().nullable(),
  records: z.number(),
  tookMs: z.number(),
  /** What was taken is what was published, record by record. */
  identical: z.boolean(),
  /** A transfer without the key was refused. */
  refusesStrangers: z.boolean(),
  /** DNSSEC: signed, and how many signatures do not hold. */
  signed: z.boolean(),
  signatureFaults: z.number(),
  nameServers: z.array(z.string()),
  soa: z
    .object({
      mname: z.string(),
      rname: z.string(),
      refresh: z.number(),
      retry: z.number(),
      expire: z.number(),
      minimum: z.number(),
    })
    .nullable(),
  /** Edits that wait and are not in it. */
  edits: z.number(),
  /** What the rules say of the records that were taken; the first 100. */
  findings: z.array(findingRow),
});
export type RehearsedZone = z.infer<typeof rehearsedZone>;

export const rehearsalReport = z.object({
  at: z.number(),
  tookMs: z.number(),
  zones: z.array(rehearsedZone),
});
export type RehearsalReport = z.infer<typeof rehearsalReport>;
