/** The guide's state: what its steps are judged by, for the zone that is followed. */
import type { ZoneSummary } from '../../shared/model/zone.ts';
import type { App } from '../app/app.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';
import { guideSteps, heNetOf, type GuideFacts } from './guide.ts';

export class Guide {
  readonly asking = new Task();
  /** The last look at the parent reached nobody. */
  unreached = $state(false);
  readonly facts: Resource<GuideFacts>;
  readonly #app: App;
  #zone = $state<string | null>(null);

  constructor(app: App) {
    this.#app = app;
    this.facts = new Resource(() => this.#load());
  }

  readonly steps = $derived.by(() => (this.facts.value === undefined ? [] : guideSteps(this.facts.value)));

  /** The zones that can be followed. */
  get zones(): readonly ZoneSummary[] {
    return (this.#app.live.overview?.zones ?? []).filter(({ kind }) => kind === 'primary');
  }

  follow(zone: string): void {
    this.#zone = zone;
    void this.facts.reload();
  }

  /** Asks the parent's servers now; what they say marks the steps. */
  async look(): Promise<void> {
    const { zone } = this.facts.value ?? {};
    if (zone == null) return;
    await this.asking.run(async () => {
      const { reached } = await this.#app.client.dnssec.look({ zone });
      this.unreached = !reached;
      await this.facts.reload();
    });
  }

  async #load(): Promise<GuideFacts> {
    const { client } = this.#app;
    const [secondaries, deadlines, { schedule }] = await Promise.all([
      client.secondaries.list(),
      client.deadlines.list(),
      client.settings.get(),
    ]);
    const all = await Promise.all(
      this.zones
        .filter(({ name }) => this.#zone === null || this.#zone === name)
        .map(async ({ name }) => ({ zone: name, settings: await client.zones.settings({ zone: name }) })),
    );
    // Not chosen: one that he.net serves already, else the first.
    const found = all.find(({ settings }) => heNetOf({ settings, secondaries }) !== undefined) ?? all.at(0);
    const dnssec = found === undefined ? null : await client.dnssec.state({ zone: found.zone });
    return {
      zone: found?.zone ?? null,
      settings: found?.settings ?? null,
      secondaries,
      deadlines,
      dnssec,
      schedule,
    };
  }
}
