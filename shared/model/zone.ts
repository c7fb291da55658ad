/** Zones as they cross between the sides. Names are presentation text, absolute, lower case, as in `example.com.`. */
import { z } from 'zod';
import { copyDeadline } from './copy.ts';

/** Primary: transferred to secondaries. Native: served only by this server (DESIGN §1). */
export const zoneKind = z.enum(['primary', 'native']);
export type ZoneKind = z.infer<typeof zoneKind>;

export const serialPolicy = z.enum(['date-counter', 'increment', 'unixtime']);

/** How often the owner promises to publish; SOA timers follow (DESIGN §5). */
export const rhythm = z.enum(['week', 'fortnight', 'month', 'quarter']);
export type Rhythm = z.infer<typeof rhythm>;

/** Who may take a transfer: one entry matches address AND key. `key` null says "without a key", confirmed explicitly. */
export const accessEntry = z.object({
  /** Addresses or CIDR blocks, IPv4 or IPv6. */
  addresses: z.array(z.string()).min(1),
  /** TSIG key name, absolute; null = no key needed. */
  key: z.string().nullable(),
});
export type AccessEntry = z.infer<typeof accessEntry>;

/** A zone's use of a secondary: which key it signs and verifies with. */
export const zoneSecondary = z.object({ secondary: z.string(), key: z.string().nullable() });
export type ZoneSecondary = z.infer<typeof zoneSecondary>;

/** Whose ordinary questions about a zone are answered. Default: secondaries for a primary zone, anyone for a native one. */
export const questionsFrom = z.enum(['secondaries', 'anyone']);

/** What the owner sets for a zone. */
export const zoneSettings = z.object({
  kind: zoneKind,
  serialPolicy,
  rhythm,
  questionsFrom,
  secondaries: z.array(zoneSecondary),
  alsoAllow: z.array(accessEntry),
});
export type ZoneSettings = z.infer<typeof zoneSettings>;

/** Where a zone stands with DNSSEC, in a word. */
export const dnssecGlance = z.enum([
  'unsigned',
  /** It has keys; the next version will be signed. */
  'signs-next',
  /** Signed, and the parent has no DS of it yet, or was not asked. */
  'signed',
  /** Signed, and the parent has its DS: validators check it. */
  'secure',
  /** The parent has a DS that no key here answers to: validators refuse the zone. */
  'wrong-ds',
]);
export type DnssecGlance = z.infer<typeof dnssecGlance>;

/** What its DNSSEC waits for the owner to do. */
export const dnssecTask = z.enum([
  /** A private key is gone. */
  'keys-lost',
  /** Its signatures are known everywhere, and the parent has no DS yet: it may be handed in. */
  'hand-in-ds',
  /** A step of a key's replacement leaves with the next session. */
  'publish-step',
  /** Every cache knows the new key: its DS may be handed in. */
  'show-ds',
  /** The new DS is offered, and the parent does not have it, or has the old one, too. */
  'exchange-ds',
  /** The old DS is out of every cache: the old key may go. */
  'remove-old-key',
  /** DNSSEC is being turned off, and the parent has the DS. */
  'remove-ds',
  /** DNSSEC is being turned off, and no cache has the DS any more. */
  'take-off',
]);
export type DnssecTask = z.infer<typeof dnssecTask>;

/** How a version came to be. */
export const versionReason = z.enum([
  'created',
  'imported',
  'published',
  'tool',
  /** Signatures had too little left. */
  'renewed',
  /** Keys, or the way of signing, changed. */
  'keys',
  'restored',
  /** Made on another computer, and taken over from a secondary. */
  'taken',
]);
export type VersionReason = z.infer<typeof versionReason>;

/** A zone in lists: the state of its draft and of its copies. */
export const zoneSummary = z.object({
  name: z.string(),
  /** The name with IDN labels decoded, where that differs. */
  unicodeName: z.string().nullable(),
  kind: zoneKind,
  /** The last version's serial; null while there is none. */
  serial: z.number().nullable(),
  committedAt: z.number().nullable(),
  /** Record sets that differ from the last version. */
  edits: z.number(),
  /** Why a version is due without any edit; null while none is. */
  due: versionReason.nullable().default(null),
  records: z.number(),
  errors: z.number(),
  warnings: z.number(),
  /** Worst state of its secondaries: what the dot shows. `none` without secondaries. */
  state: z.enum(['ok', 'wait', 'wrong', 'none']),
  /** How many secondaries it has, and how many of them were last seen to hold its last version. */
  copies: z.object({ all: z.number(), inSync: z.number() }).optional(),
  dnssec: dnssecGlance.optional(),
  dnssecTask: dnssecTask.nullable().optional(),
  /** The copy of it that ends first; null without any. */
  deadline: copyDeadline.nullable().optional(),
});
export type ZoneSummary = z.infer<typeof zoneSummary>;

/** One version in the history, newest first. */
export const versionInfo = z.object({
  serial: z.number(),
  at: z.number(),
  reason: versionReason,
  added: z.number(),
  changed: z.number(),
  removed: z.number(),
});
export type VersionInfo = z.infer<typeof versionInfo>;
