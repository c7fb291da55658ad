/** A PowerDNS that zones are taken from by its API: how it is reached, what it has, what would come of it. */
import { z } from 'zod';
import { denial } from './dnssec.ts';
import { keyFault, keyRole } from './zone-key.ts';
import { findingRow } from './finding.ts';
import { tsigAlgorithm } from './keys.ts';
import { recordRow } from './records.ts';
import { zoneKind } from './zone.ts';

/** Where its API is, and the key of `api-key=`: used for the call it comes with, never kept. */
export const pdnsServer = z.object({ url: z.string().max(2000), apiKey: z.string().max(1000) });
export type PdnsServer = z.infer<typeof pdnsServer>;

/** Why nothing could be had of its API. */
export const pdnsFault = z.discriminatedUnion('code', [
  z.object({ code: z.literal('bad-url'), text: z.string() }),
  z.object({ code: z.literal('bad-key') }),
  z.object({ code: z.literal('refused') }),
  z.object({ code: z.literal('host-not-found') }),
  z.object({ code: z.literal('silent'), seconds: z.number() }),
  z.object({ code: z.literal('tls'), detail: z.string() }),
  z.object({ code: z.literal('broken'), detail: z.string() }),
  z.object({ code: z.literal('wrong-key') }),
  /** Something answers there, but no PowerDNS Authoritative Server. */
  z.object({ code: z.literal('not-powerdns'), found: z.string() }),
  z.object({ code: z.literal('redirected'), to: z.string() }),
  z.object({ code: z.literal('too-large'), megabytes: z.number() }),
  /** Another status than was to be expected, with the sentence of its `error`. */
  z.object({ code: z.literal('answered'), status: z.number(), message: z.string() }),
]);
export type PdnsFault = z.infer<typeof pdnsFault>;

/** PowerDNS's own words for a zone's kind, as its API has them. */
export const pdnsKind = z.enum(['Master', 'Slave', 'Native', 'Producer', 'Consumer']);
export type PdnsKind = z.infer<typeof pdnsKind>;

/** One of its zones. */
export const pdnsZone = z.object({
  /** What its API calls the zone. */
  id: z.string(),
  name: z.string(),
  kind: pdnsKind,
  serial: z.number(),
  signed: z.boolean(),
  /** A zone of this name is here already. */
  isHere: z.boolean(),
});
export type PdnsZone = z.infer<typeof pdnsZone>;

/** What has to be said of one zone on its way here. */
export const pdnsNote = z.discriminatedUnion('code', [
  z.object({ code: z.literal('zone-name'), text: z.string() }),
  z.object({
    code: z.literal('is-secondary'),
    kind: z.enum(['Slave', 'Consumer']),
    masters: z.array(z.string()),
  }),
  z.object({ code: z.literal('is-catalog') }),
  z.object({ code: z.literal('presigned') }),
  z.object({ code: z.literal('narrow') }),
  z.object({ code: z.literal('nsec3-parameters'), found: z.string() }),
  z.object({ code: z.literal('key-unused'), keyTag: z.number() }),
  z.object({ code: z.literal('key-hidden'), keyTag: z.number() }),
  z.object({ code: z.literal('key-tag-twice'), keyTag: z.number() }),
  z.object({ code: z.literal('key-withheld'), keyTag: z.number() }),
  z.object({ code: z.literal('key-fault'), keyTag: z.number(), fault: keyFault }),
  /** Without one of each kind nothing could be signed as it was. */
  z.object({ code: z.literal('keys-missing'), zone: z.string() }),
  z.object({ code: z.literal('tsig-differs'), key: z.string() }),
  z.object({
    code: z.literal('tsig-not-taken'),
    key: z.string(),
    reason: z.enum(['algorithm', 'secret', 'absent']),
  }),
  z.object({ code: z.literal('access-both') }),
  z.object({ code: z.literal('setting-left-out'), kind: z.string(), reason: z.string() }),
  z.object({ code: z.literal('settings-kept'), kinds: z.array(z.string()) }),
]);
export type PdnsNote = z.infer<typeof pdnsNote>;

/** Why one record is left out: what cannot be served, or not be read. */
export const pdnsRecordFault = z.object({
  owner: z.string(),
  type: z.string(),
  content: z.string(),
  reason: z.discriminatedUnion('code', [
    z.object({ code: z.literal('lua') }),
    z.object({ code: z.literal('alias') }),
    z.object({ code: z.literal('unknown-type') }),
    z.object({ code: z.literal('message-type') }),
    z.object({ code: z.literal('bad-owner') }),
    z.object({ code: z.literal('out-of-zone') }),
    z.object({ code: z.literal('unreadable'), expected: z.string(), found: z.string() }),
  ]),
});
export type PdnsRecordFault = z.infer<typeof pdnsRecordFault>;

/** A zone as it would come in; nothing is stored. */
export const pdnsPreview = z.object({
  name: z.string(),
  thereKind: pdnsKind,
  /** What it would be here, unless the owner chooses otherwise. */
  kind: zoneKind,
  serial: z.number().nullable(),
  records: z.number(),
  recordSets: z.number(),
  disabled: z.number(),
  comments: z.number(),
  /** Sets left out, by type: DNSSEC records that are made anew here. */
  leftOut: z.record(z.string(), z.number()),
  /** An error keeps the zone from being taken. */
  notes: z.array(z.object({ severity: z.enum(['error', 'warning', 'info']), sentence: z.string() })),
  errors: z.number(),
  warnings: z.number(),
  findings: z.array(findingRow),
  sample: z.array(recordRow),
  /** How it will be signed; null = not at all. */
  denial: denial.nullable(),
  keys: z.array(z.object({ keyTag: z.number(), role: keyRole, algorithm: z.string(), signs: z.boolean() })),
  /** DS records of these keys, as one line each: those at the parent stay. */
  ds: z.array(z.string()),
  tsigKeys: z.array(z.object({ name: z.string(), algorithm: tsigAlgorithm, isHere: z.boolean() })),
});
export type PdnsPreview = z.infer<typeof pdnsPreview>;
