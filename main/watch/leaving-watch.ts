/** Looks how far a secondary, or a zone, is on its way out, and keeps what was seen: the old TTL cannot be asked afterwards. */
import { z } from 'zod';
import { a } from '../../shared/dns/rdata/a.ts';
import { aaaa } from '../../shared/dns/rdata/aaaa.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { TYPE } from '../../shared/dns/types.ts';
import type { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { isAmong } from '../../shared/model/addresses.ts';
import type { CopyDeadline } from '../../shared/model/copy.ts';
import type { LeavingPlan } from '../../shared/model/leaving.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import { providerById } from '../../shared/providers/catalog.ts';
import type { JsonFile } from '../storage/json-file.ts';
import { apexNameServers, lowerApexNsTexts } from '../zones/apex-ns.ts';
import type { Zone } from '../zones/zone.ts';
import { leavingPlan, noteLook, NOTHING_NOTED } from './leaving.ts';
import { askParentNs, type ParentNs } from './parent-ns.ts';

const note = z.object({
  zone: z.string(),
  /** Null: the whole zone. */
  secondary: z.string().nullable(),
  nameServers: z.array(z.string()),
  ttlSeconds: z.number(),
  zoneGoneAt: z.number().nullable(),
  parentGoneAt: z.number().nullable(),
});
type Note = z.infer<typeof note>;

export const leavingFile = z.object({ leaving: z.array(note) });
export type LeavingFile = z.infer<typeof leavingFile>;

export interface LeavingWatchOptions {
  readonly file: JsonFile<LeavingFile>;
  readonly secondary: (id: string) => Secondary;
  /** The serial that a secondary's copy was last seen to have. */
  readonly heldSerial: (zone: string, secondary: string) => number | null;
  readonly deadlines: () => readonly CopyDeadline[];
  /** The DS that the parent was last seen to have. */
  readonly dsAtParent: (zone: Zone) => readonly string[];
  /** Undefined: there is nobody to ask. */
  readonly resolver: () => Endpoint | undefined;
  readonly now: () => number;
  readonly askParent?: typeof askParentNs;
}

export class LeavingWatch {
  readonly #options: LeavingWatchOptions;

  constructor(options: LeavingWatchOptions) {
    this.#options = options;
  }

  /** What is to be done next; `nameServers` where the owner says which they are. Asks the parent; takes seconds offline. */
  async look(zone: Zone, secondary: string | null, nameServers?: readonly string[]): Promise<LeavingPlan> {
    const { now, deadlines, dsAtParent, file } = this.#options;
    const known = file.value.leaving.find((one) => isOf(one, zone.nameText, secondary));
    const served = zone.version?.contents ?? zone.state.contents;
    const draftNs = lowerApexNsTexts(zone.state.contents);
    const publishedNs = lowerApexNsTexts(served);
    const all = [...new Set([...draftNs, ...publishedNs])];
    const facts = {
      secondary,
      nameServers:
        nameServers?.map((name) => name.toLowerCase()) ??
        known?.nameServers ??
        this.#guess(zone, secondary, all),
      draftNs,
      publishedNs,
      isHeld: this.#isHeld(zone, secondary),
      parent: await this.#askParent(zone),
      noted: known ?? NOTHING_NOTED,
      nowMs: now(),
    };
    const noted = noteLook(facts, served.rrset(zone.name, TYPE.NS)?.ttlSeconds ?? 0);
    await this.#keep({ zone: zone.nameText, secondary, nameServers: [...facts.nameServers], ...noted });
    const copies = deadlines().filter(
      (one) => one.zone === zone.nameText && (secondary === null || one.secondary === secondary),
    );
    return leavingPlan({ ...facts, noted, copies, ds: dsAtParent(zone) });
  }

  /** The zone has these secondaries now, or is gone (null): what was noted of those that left is of no use. */
  async forget(zone: string, stays: readonly string[] | null): Promise<void> {
    const isWanted = ({ secondary }: Note): boolean =>
      stays !== null && (secondary === null || stays.includes(secondary));
    await this.#options.file.update((file) => {
      const leaving = file.leaving.filter((one) => one.zone !== zone || isWanted(one));
      return leaving.length === file.leaving.length ? file : { leaving };
    });
  }

  async #keep(noted: Note): Promise<void> {
    await this.#options.file.update(({ leaving }) => ({
      leaving: [...leaving.filter((one) => !isOf(one, noted.zone, noted.secondary)), noted],
    }));
  }

  async #askParent(zone: Zone): Promise<ParentNs> {
    const { resolver, askParent = askParentNs } = this.#options;
    const at = resolver();
    return at === undefined
      ? { kind: 'unknown', detail: 'no resolver is known' }
      : askParent({ zone: zone.name, resolver: at });
  }

  /** All that stay have the last version. */
  #isHeld(zone: Zone, leaving: string | null): boolean {
    return zone.settings.secondaries
      .filter(({ secondary }) => secondary !== leaving)
      .every(({ secondary }) => this.#options.heldSerial(zone.nameText, secondary) === zone.version?.serial);
  }

  /** A provider's are known; a server of one's own has the addresses of its names in the zone, if it has any there. */
  #guess(zone: Zone, secondary: string | null, named: readonly string[]): readonly string[] {
    if (secondary === null) return named;
    const { provider, transferFrom, notifyTo, verifyAt } = this.#options.secondary(secondary);
    const known = providerById(provider)?.nameServers.map((name) => name.toLowerCase()) ?? [];
    const addresses = [...transferFrom, ...[...notifyTo, ...verifyAt].map(({ address }) => address)];
    const glue = glueIn(zone.state.contents);
    return named.filter(
      (name) => known.includes(name) || (glue.get(name) ?? []).some((address) => isAmong(address, addresses)),
    );
  }
}

const isOf = (one: Pick<Note, 'zone' | 'secondary'>, zone: string, secondary: string | null): boolean =>
  one.zone === zone && one.secondary === secondary;

/** Addresses of the name servers whose names are in the zone itself. */
function glueIn(contents: ZoneContents): ReadonlyMap<string, readonly string[]> {
  return new Map(
    apexNameServers(contents).map((name) => {
      const addresses = [
        ...(contents.rrset(name, TYPE.A)?.rdatas ?? []).map((one) => a.print(one)),
        ...(contents.rrset(name, TYPE.AAAA)?.rdatas ?? []).map((one) => aaaa.print(one)),
      ];
      return [printName(name.toLowerCase()), addresses];
    }),
  );
}
