/** ALSO-NOTIFY, `address[:port]`: the addresses that the zone's secondaries are told at. */
import { parseEndpointText, printEndpoint } from '../../shared/model/addresses.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import type { Zone } from '../zones/zone.ts';
import type { Secondaries } from '../zones/secondaries.ts';
import type { ZoneUses } from '../zones/zone-uses.ts';
import { Unprocessable } from './api-error.ts';
import { heldBySecondary, keysOf } from './zone-access.ts';

const DNS_PORT = 53;

/** As PowerDNS writes an endpoint: without the port where it is 53. */
const printTarget = (endpoint: Endpoint): string =>
  endpoint.port === DNS_PORT ? endpoint.address : printEndpoint(endpoint);

const same = (a: Endpoint, b: Endpoint): boolean => a.address === b.address && a.port === b.port;

/** Made for an ALSO-NOTIFY: it is told, and nothing else is known of it. */
const isMadeHere = ({ provider, transferFrom, notifyTo, verifyAt }: Secondary): boolean =>
  provider === null && transferFrom.length === 0 && notifyTo.length === 1 && verifyAt.length === 0;

export class AlsoNotify {
  readonly #secondaries: Secondaries;
  readonly #uses: ZoneUses;

  constructor(secondaries: Secondaries, uses: ZoneUses) {
    this.#secondaries = secondaries;
    this.#uses = uses;
  }

  of(zone: Zone): string[] {
    return this.#of(zone).flatMap(({ notifyTo }) => notifyTo.map(printTarget));
  }

  /** Tells exactly these from now on. Throws 422 for what is no endpoint, and when one of the owner's secondaries is left out. */
  async set(zone: Zone, texts: readonly string[]): Promise<void> {
    const wanted = texts.map((text) => {
      const endpoint = parseEndpointText(text, DNS_PORT);
      if (endpoint === undefined)
        throw new Unprocessable(`'${text}' is not an IP address, with or without a port`);
      return endpoint;
    });
    const gone = this.#of(zone).filter(
      ({ notifyTo }) => !notifyTo.every((to) => wanted.some((other) => same(to, other))),
    );
    for (const secondary of gone)
      if (!isMadeHere(secondary))
        throw heldBySecondary(`target ${secondary.notifyTo.map(printTarget).join(', ')}`, secondary);
    const kept = zone.settings.secondaries.filter(
      ({ secondary }) => !gone.some(({ id }) => id === secondary),
    );
    const present = this.#of(zone).flatMap(({ notifyTo }) => notifyTo);
    const key = keysOf(zone.settings)[0] ?? null;
    for (const endpoint of wanted) {
      if (present.some((other) => same(other, endpoint))) continue;
      kept.push({ secondary: await this.#secondaryAt(endpoint), key });
    }
    await zone.updateSettings({ secondaries: kept });
    for (const { id } of gone)
      if (this.#uses.ofSecondary(id).length === 0) await this.#secondaries.delete(id);
  }

  #of(zone: Zone): Secondary[] {
    return zone.settings.secondaries.map(({ secondary }) => this.#secondaries.find(secondary));
  }

  /** One that an earlier ALSO-NOTIFY made for this endpoint, or a new one. It may fetch only what other entries allow. */
  async #secondaryAt(endpoint: Endpoint): Promise<string> {
    const known = this.#secondaries
      .list()
      .find((other) => isMadeHere(other) && same(other.notifyTo[0], endpoint));
    if (known !== undefined) return known.id;
    const made = await this.#secondaries.create({
      name: printTarget(endpoint),
      provider: null,
      transferFrom: [],
      notifyTo: [endpoint],
      verifyAt: [],
      signNotify: true,
      primaryAddress: null,
    });
    return made.id;
  }
}
