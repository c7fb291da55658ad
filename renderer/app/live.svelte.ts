/** The shell's state as main pushes it, whole, whenever it changes. */
import type { Overview } from '../../shared/model/overview.ts';
import type { ZoneSummary } from '../../shared/model/zone.ts';
import type { Client } from './connection.svelte.ts';
import { explain } from './failure.ts';

export class Live {
  overview = $state.raw<Overview | null>(null);
  #following = 0;

  /** Follows main until its wire closes; called again for the next wire. */
  async follow(client: Client): Promise<void> {
    const mine = ++this.#following;
    try {
      for await (const overview of await client.watch()) {
        if (mine !== this.#following) return;
        this.overview = overview;
      }
    } catch (error) {
      // A wire that closed is told by the connection; the next one is followed anew.
      console.info(explain(error));
    }
  }

  zone(name: string): ZoneSummary | undefined {
    return this.overview?.zones.find((zone) => zone.name === name);
  }

  /** Zones with something that is not published: edits, or a version that is due without any. */
  get waiting(): readonly ZoneSummary[] {
    return this.overview?.zones.filter(({ edits, due }) => edits > 0 || due !== null) ?? [];
  }
}
