/**
 * What PowerDNS keeps of a zone and DNS does not: `account`, `soa_edit_api` and such, and metadata that has no meaning
 * here. Kept so that a client finds again what it set, and does not set it for ever.
 */
import { z } from 'zod';
import type { JsonFile } from '../storage/json-file.ts';
import type { Zone } from '../zones/zone.ts';

const zoneNotes = z.object({
  account: z.string().default(''),
  soaEdit: z.string().default(''),
  soaEditApi: z.string().default('DEFAULT'),
  apiRectify: z.boolean().default(false),
  masters: z.array(z.string()).default([]),
  /** By kind; those that are zone settings here are not in it. */
  metadata: z.record(z.string(), z.array(z.string())).default({}),
  /** A tool made the zone: until its first version the draft is the tool's too, and committed as soon as it can be. */
  madeByTool: z.boolean().default(false),
});
export type ZoneNotes = z.infer<typeof zoneNotes>;

/** By zone name. */
export const apiNotesFile = z.object({ zones: z.record(z.string(), zoneNotes) });
export type ApiNotesFile = z.infer<typeof apiNotesFile>;

export class ApiNotes {
  readonly #file: JsonFile<ApiNotesFile>;

  constructor(file: JsonFile<ApiNotesFile>) {
    this.#file = file;
  }

  of(zone: Zone): ZoneNotes {
    return this.#zones[zone.nameText] ?? NOTHING;
  }

  async change(zone: Zone, change: Partial<ZoneNotes>): Promise<void> {
    if (Object.keys(change).length === 0) return;
    await this.#file.update(({ zones }) => ({
      zones: { ...zones, [zone.nameText]: { ...(zones[zone.nameText] ?? NOTHING), ...change } },
    }));
  }

  /** A zone of this name begins anew. */
  async begin(zone: Zone, notes: Partial<ZoneNotes>): Promise<void> {
    await this.#file.update(({ zones }) => ({
      zones: { ...zones, [zone.nameText]: { ...NOTHING, ...notes } },
    }));
  }

  async forget(zoneText: string): Promise<void> {
    await this.#file.update((file) => {
      if (!Object.hasOwn(file.zones, zoneText)) return file;
      const { [zoneText]: _, ...rest } = file.zones;
      return { zones: rest };
    });
  }

  get #zones(): Readonly<Record<string, ZoneNotes | undefined>> {
    return this.#file.value.zones;
  }
}

const NOTHING: ZoneNotes = zoneNotes.parse({});
