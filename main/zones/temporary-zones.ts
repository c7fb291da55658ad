/** For tests: zones in a folder of their own, and records as zone-file text. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { scanName } from '../../shared/dns/name-text.ts';
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { printRdata } from '../../shared/dns/rdata/registry.ts';
import { typeFromText, typeToText } from '../../shared/dns/types.ts';
import { scanRdataText } from '../../shared/dns/zone-file/rdata-text.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { printRelativeName } from '../../shared/dns/name-text.ts';
import { type ZoneSettings } from '../../shared/model/zone.ts';
import { type FileSystem, nodeFileSystem } from '../storage/file-system.ts';
import { newZoneContents } from './new-zone.ts';
import { type RecordSetEdit } from './record-set.ts';
import { ZoneFacts, type ZoneFact } from './zone-facts.ts';
import { Zones, type ZonesOptions } from './zones.ts';

export const SETTINGS: ZoneSettings = {
  kind: 'primary',
  serialPolicy: 'date-counter',
  rhythm: 'month',
  questionsFrom: 'secondaries',
  secondaries: [],
  alsoAllow: [],
};

export const NOW = Date.UTC(2026, 10, 23, 12);

export function nameFrom(text: string, origin?: Name): Name {
  const name = scanName(text as Octets, origin);
  if (typeof name === 'string') throw new Error(`${text}: ${name}`);
  return name;
}

export const ORIGIN = nameFrom('example.com.');

/** example.com with two public name servers elsewhere. */
export const exampleContents = (): ZoneContents =>
  newZoneContents({
    name: ORIGIN,
    nameServers: [nameFrom('ns1.he.net.'), nameFrom('ns2.he.net.')],
    rhythm: 'month',
  });

/** An edit of example.com: `edit('www', 'A', ['192.0.2.1'])`; without values it removes the set. */
export function edit(
  owner: string,
  type: string,
  values: readonly string[] = [],
  more: { ttl?: number; disabled?: readonly string[]; comment?: string } = {},
): RecordSetEdit {
  const number = typeFromText(type);
  if (number === undefined) throw new Error(`${type} is no type`);
  const scan = (texts: readonly string[]): Octets[] =>
    texts.map((text) => scanRdataText(number, text as Octets, ORIGIN));
  const { ttl: ttlSeconds = 3600, disabled = [], comment = '' } = more;
  const wished = { ttlSeconds, rdatas: scan(values), disabledRdatas: scan(disabled), comment };
  const isThere = values.length + disabled.length > 0;
  return { owner: nameFrom(owner, ORIGIN), type: number, wished: isThere ? wished : undefined };
}

/** Contents as lines `www A 3600 192.0.2.1`, the SOA's left out unless asked for. */
export function lines(contents: ZoneContents, withSoa = false): string[] {
  const out: string[] = [];
  for (const { owner, type, ttlSeconds, rdatas } of contents.rrsets())
    if (withSoa || type !== 6)
      for (const rdata of rdatas)
        out.push(
          `${printRelativeName(owner, ORIGIN)} ${typeToText(type)} ${ttlSeconds} ${printRdata(type, rdata, ORIGIN)}`,
        );
  return out;
}

/** A data folder of its own, with zones in it that can be closed and opened again. */
export class TemporaryZones {
  readonly folder: string;
  readonly facts: ZoneFact[] = [];
  nowMs = NOW;
  #zones: Zones | undefined;
  readonly #more: Partial<ZonesOptions>;
  #ids = 0;

  private constructor(folder: string, more: Partial<ZonesOptions>) {
    this.folder = folder;
    this.#more = more;
  }

  static async make(more: Partial<ZonesOptions> = {}): Promise<TemporaryZones> {
    return new TemporaryZones(await mkdtemp(path.join(os.tmpdir(), 'zones-')), more);
  }

  /** The zones, opened anew: what was open is closed first. */
  async open(files: FileSystem = nodeFileSystem): Promise<Zones> {
    await this.#zones?.close();
    const facts = new ZoneFacts();
    facts.subscribe((fact) => this.facts.push(fact));
    const newId = (): string => `id${this.#ids++}`;
    const options = { dataFolder: this.folder, files, facts, now: () => this.nowMs, newId, ...this.#more };
    this.#zones = await Zones.open(options);
    return this.#zones;
  }

  async remove(): Promise<void> {
    await this.#zones?.close();
    await rm(this.folder, { recursive: true });
  }
}
