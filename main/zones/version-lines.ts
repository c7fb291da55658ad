/** The lines of the journal that names a zone's versions (see version-store.ts). */
import { z } from 'zod';
import { versionReason } from '../../shared/model/zone.ts';
import { type VersionChanges } from './version-blob.ts';

const count = z.int().min(0);

const versionLine = z.object({
  is: z.literal('version'),
  number: count,
  serial: count,
  at: z.number(),
  reason: versionReason,
  added: count,
  changed: count,
  removed: count,
  /** The draft went into it; else it stays and is applied on top. */
  tookDraft: z.boolean(),
  file: z.string(),
  /** Of the file before compression. */
  bytes: count,
});
/** One version as the journal tells it. */
export type VersionRecord = Readonly<z.infer<typeof versionLine>>;

const snapshotLine = z.object({ is: z.literal('snapshot'), number: count, file: z.string(), bytes: count });
export type SnapshotRecord = z.infer<typeof snapshotLine>;

/** Versions that could not be read back: their serials stay taken, their numbers too. */
const lostLine = z.object({
  is: z.literal('lost'),
  number: count,
  serials: z.array(count),
  tookDraft: count,
});

export type LostVersions = z.infer<typeof lostLine>;

export const journalLine = z.discriminatedUnion('is', [versionLine, snapshotLine, lostLine]);
export type JournalLine = z.infer<typeof journalLine>;

/** How many sets a version added, changed and removed. */
export function countChanges({
  state,
}: VersionChanges): Pick<VersionRecord, 'added' | 'changed' | 'removed'> {
  let added = 0;
  let removed = 0;
  for (const { before, after } of state) {
    if (before === undefined) added++;
    else if (after === undefined) removed++;
  }
  return { added, changed: state.length - added - removed, removed };
}
