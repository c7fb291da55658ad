/** Which zones use a key or a secondary: what keeps these from being deleted. */
import type { Zone } from './zone.ts';
import type { Zones } from './zones.ts';

export class ZoneUses {
  readonly #zones: Zones;

  constructor(zones: Zones) {
    this.#zones = zones;
  }

  /** Names of the zones that transfer with this key. */
  ofKey(key: string): readonly string[] {
    return this.#namesOf(({ settings }) =>
      [...settings.secondaries, ...settings.alsoAllow].some((entry) => entry.key === key),
    );
  }

  /** Names of the zones that this secondary serves. */
  ofSecondary(id: string): readonly string[] {
    return this.#namesOf(({ settings }) => settings.secondaries.some(({ secondary }) => secondary === id));
  }

  #namesOf(uses: (zone: Zone) => boolean): readonly string[] {
    return this.#zones
      .list()
      .filter(uses)
      .map((zone) => zone.nameText);
  }
}
