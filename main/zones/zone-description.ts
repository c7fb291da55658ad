/** What a zone's folder says of it beside its records: its name and what the owner set for it. */
import path from 'node:path';
import { z } from 'zod';
import { scanName } from '../../shared/dns/name-text.ts';
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { zoneSettings } from '../../shared/model/zone.ts';
import { type FileSystem } from '../storage/file-system.ts';
import { openJsonFile, type JsonFile } from '../storage/json-file.ts';
import { madeElsewhere } from './made-elsewhere.ts';

const serial = z.int().min(0).max(0xffffffff);

export const zoneDescription = z.object({
  /** Absolute presentation form, lower case. */
  name: z.string().refine((text) => nameOf(text) !== undefined, 'a domain name'),
  createdAt: z.number(),
  /** How its first records came. */
  origin: z.enum(['created', 'imported']),
  settings: zoneSettings,
  /** Serials seen at secondaries that were ahead of the last version's. */
  serialsSeen: z.array(serial).max(64),
  /** What secondaries hold that was not made here, while its owner has not decided about it. */
  madeElsewhere: z.array(madeElsewhere).default([]),
  /** Serials that were made elsewhere and are accounted for, the newest last: before a recovery, or gone on ahead of. */
  knownSerials: z.array(serial).default([]),
  /** DNSSEC keys of others, likewise: DNSKEY rdata as text. */
  knownKeys: z.array(z.string()).default([]),
});
export type ZoneDescription = z.infer<typeof zoneDescription>;

/** Opens `zone.json` in a zone's folder; with `initial`, for a zone that is just made. */
export async function openDescription(
  folder: string,
  files: FileSystem,
  initial?: ZoneDescription,
): Promise<JsonFile<ZoneDescription | null>> {
  const file = await openJsonFile<ZoneDescription | null>({
    path: path.join(folder, 'zone.json'),
    schema: zoneDescription.nullable(),
    initial: () => null,
    files,
  });
  if (initial !== undefined) await file.update(() => initial);
  return file;
}

/** The zone's name of its description. */
export function nameOf(text: string): Name | undefined {
  const name = scanName(text as Octets);
  return typeof name === 'string' ? undefined : name;
}
