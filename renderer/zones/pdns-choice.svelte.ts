/** The zones of a PowerDNS, and which of them are to come. */
import { SvelteSet } from 'svelte/reactivity';
import type { PdnsZone } from '../../shared/model/pdns-import.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Task } from '../app/resource.svelte.ts';

interface Found {
  readonly version: string;
  readonly zones: readonly PdnsZone[];
}

export class PdnsChoice {
  url = $state('');
  /** Kept as long as the screen is open. */
  apiKey = $state('');
  search = $state('');
  found = $state.raw<Found | null>(null);
  /** By the API's id. */
  readonly ticked = new SvelteSet<string>();
  readonly task = new Task();
  readonly #client: Client;
  #asking = new AbortController();

  readonly #isHere: (zone: string) => boolean;

  /** `isHere` also knows what came since the list was asked for. */
  constructor(client: Client, isHere: (zone: string) => boolean) {
    this.#client = client;
    this.#isHere = isHere;
  }

  readonly zones = $derived(
    (this.found?.zones ?? []).map((zone) => ({ ...zone, isHere: zone.isHere || this.#isHere(zone.name) })),
  );

  readonly isComplete = $derived(this.url.trim() !== '' && this.apiKey.trim() !== '');
  /** The key would travel in the clear, beyond this computer. */
  readonly isInTheClear = $derived(
    this.url.trim() !== '' &&
      !/^https:/i.test(this.url.trim()) &&
      !/^(http:\/\/)?(127\.[0-9.]+|localhost|\[::1\])(:|\/|$)/i.test(this.url.trim()),
  );
  readonly shown = $derived(this.zones.filter(({ name }) => name.includes(this.search.trim().toLowerCase())));
  readonly chosen = $derived(this.zones.filter(({ id }) => this.ticked.has(id)));
  readonly isEveryShownTicked = $derived(
    this.#takable.length > 0 && this.#takable.every(({ id }) => this.ticked.has(id)),
  );

  async ask(): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    this.found = null;
    this.ticked.clear();
    await this.task.run(async () => {
      this.found = await this.#client.pdnsImport.list({ url: this.url, apiKey: this.apiKey }, { signal });
    });
    if (signal.aborted) this.task.error = null;
  }

  cancel(): void {
    this.#asking.abort();
  }

  tick(id: string, isWanted: boolean): void {
    if (isWanted) this.ticked.add(id);
    else this.ticked.delete(id);
  }

  tickShown(areWanted: boolean): void {
    for (const { id } of this.#takable) this.tick(id, areWanted);
  }

  get #takable(): readonly PdnsZone[] {
    return this.shown.filter(({ isHere }) => !isHere);
  }
}
