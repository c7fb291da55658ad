/** The owner's zones as the name server sees them: access entries worked out once, versions read as they are now. */
import { scanName } from '../../shared/dns/name-text.ts';
import { Name } from '../../shared/dns/name.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { ZoneSettings } from '../../shared/model/zone.ts';
import type { ZoneVersion } from '../zones/zone-version.ts';
import { isWithin, normaliseAddress, parseAddressRange, type AddressRange } from './address.ts';
import type { AccessEntry, ServedVersion, ServedZone, ServedZones } from './served-zones.ts';

/** As much of a zone as is needed here. */
export interface OwnZone {
  readonly name: Name;
  readonly settings: ZoneSettings;
  readonly version: ZoneVersion | undefined;
}

export class OwnZones implements ServedZones {
  readonly #zones: () => Iterable<OwnZone>;
  readonly #secondary: (id: string) => Secondary | undefined;
  #served: ReadonlyMap<string, ServedZone> = new Map();
  #listed: readonly AddressRange[] = [];

  constructor(zones: () => Iterable<OwnZone>, secondary: (id: string) => Secondary | undefined) {
    this.#zones = zones;
    this.#secondary = secondary;
  }

  /** Zones came or went, or who may transfer them changed. */
  refresh(): void {
    const served = new Map<string, ServedZone>();
    const listed: AddressRange[] = [];
    for (const zone of this.#zones()) {
      const own = new OwnServedZone(zone, this.#secondary);
      served.set(zone.name.order, own);
      listed.push(...own.secondaryRanges, ...own.access.flatMap((entry) => entry.addresses));
    }
    this.#served = served;
    // A list that says "everybody" would lift the rate limit for everybody.
    this.#listed = listed.filter(([, prefixLength]) => prefixLength > 0);
  }

  find(name: Name): ServedZone | undefined {
    return this.#served.get(name.order);
  }

  closest(name: Name): ServedZone | undefined {
    if (this.#served.size === 0) return undefined;
    for (let at = name; ; at = at.parent) {
      const zone = this.#served.get(at.order);
      if (zone !== undefined || at.isRoot) return zone;
    }
  }

  isListed(address: string): boolean {
    return isWithin(address, this.#listed);
  }
}

class OwnServedZone implements ServedZone {
  readonly name: Name;
  readonly kind: 'primary' | 'native';
  readonly questions: 'secondaries' | 'anyone';
  readonly access: readonly AccessEntry[];
  readonly secondaryRanges: readonly AddressRange[];
  readonly #zone: OwnZone;

  constructor(zone: OwnZone, secondary: (id: string) => Secondary | undefined) {
    const { kind, questionsFrom, secondaries, alsoAllow } = zone.settings;
    this.#zone = zone;
    this.name = zone.name;
    this.kind = kind;
    this.questions = questionsFrom;
    const known = secondaries.flatMap(({ secondary: id, key }) => {
      const found = secondary(id);
      return found === undefined ? [] : [{ found, key }];
    });
    this.access = [
      ...known.map(({ found, key }) => ({ addresses: ranges(found.transferFrom), key: keyName(key) })),
      ...alsoAllow.map(({ addresses, key }) => ({ addresses: ranges(addresses), key: keyName(key) })),
    ];
    // Some verify or answer NOTIFY from an address that they do not transfer from: those may ask, too.
    this.secondaryRanges = known.flatMap(({ found }) =>
      ranges([...found.transferFrom, ...found.notifyTo.map(({ address }) => address)]),
    );
  }

  get version(): ServedVersion | undefined {
    return this.#zone.version;
  }

  isSecondary(address: string): boolean {
    return isWithin(normaliseAddress(address), this.secondaryRanges);
  }
}

function ranges(texts: readonly string[]): readonly AddressRange[] {
  return texts.map(parseAddressRange).filter((range) => range !== undefined);
}

/** A key that cannot be read as a name lets nobody in: the root is no key's name. */
function keyName(text: string | null): Name | 'no-key' {
  if (text === null) return 'no-key';
  const name = scanName(text as Octets);
  return typeof name === 'string' ? Name.root : name;
}
