/** Record sets as the table and its editor see them. */
import { z } from 'zod';

/** One value of a set, as zone-file text; a disabled one is kept but never served. */
export const recordValue = z.object({ text: z.string(), disabled: z.boolean().default(false) });
export type RecordValue = z.infer<typeof recordValue>;

const setBody = z.object({ ttlSeconds: z.number(), values: z.array(recordValue), comment: z.string() });

/** One row: a record set of version + draft. */
export const recordRow = setBody.extend({
  /** Relative to the zone: `@`, `www`. */
  owner: z.string(),
  /** IDN labels decoded, where that differs. */
  unicodeOwner: z.string().nullable(),
  type: z.string(),
  /** How the draft changes it; null when it does not. A removed set is still a row. */
  change: z.enum(['added', 'changed', 'removed']).nullable(),
  /** The last version's state, where the draft changes or removes it. */
  before: setBody.nullable(),
  /** A tool changed this set after the owner's edit: both want a look (DESIGN §1, draft). */
  conflict: z.boolean(),
});
export type RecordRow = z.infer<typeof recordRow>;

export const rowFilter = z.enum(['all', 'edited', 'disabled']);
export const rowSort = z.enum(['dns', 'type', 'ttl', 'content']);

/** A page of rows and what stands around the table. */
export const recordPage = z.object({
  rows: z.array(recordRow),
  /** Rows that match the filter. */
  total: z.number(),
  counts: z.object({ all: z.number(), edited: z.number(), disabled: z.number() }),
  serial: z.number().nullable(),
  /** The serial that publishing now would give; null when there is nothing to publish. */
  nextSerial: z.number().nullable(),
  /** Labels of what undo and redo would do; null when there is nothing. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
});
export type RecordPage = z.infer<typeof recordPage>;

/** A set that a search over all zones found. */
export const recordHit = z.object({
  zone: z.string(),
  /** IDN labels decoded, where that differs. */
  unicodeZone: z.string().nullable(),
  /** Relative to its zone. */
  owner: z.string(),
  unicodeOwner: z.string().nullable(),
  type: z.string(),
  /** The first three. */
  values: z.array(recordValue),
  moreValues: z.number(),
});
export type RecordHit = z.infer<typeof recordHit>;

/** A wished state of one set; no values = the set is removed. */
export const setEdit = z.object({
  /** Relative to the zone, `@`, or absolute with a final dot; IDNs may be typed as they are read. */
  owner: z.string(),
  type: z.string(),
  ttlSeconds: z.number().int().min(0).max(0x7fffffff),
  values: z.array(recordValue),
  comment: z.string().max(2000).default(''),
});
export type SetEdit = z.infer<typeof setEdit>;

/** One field's fault in an edit: which set, which value, and the sentence's parts. */
export const editFault = z.object({
  set: z.number(),
  /** Index of the value; null = owner, type or TTL. */
  value: z.number().nullable(),
  part: z.enum(['owner', 'type', 'ttl', 'value']),
  expected: z.string(),
  found: z.string(),
  column: z.number(),
});
export type EditFault = z.infer<typeof editFault>;
