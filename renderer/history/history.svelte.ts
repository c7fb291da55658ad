/** The versions of a zone, and what the chosen one changed. */
import type { RecordRow } from '../../shared/model/records.ts';
import type { VersionInfo } from '../../shared/model/zone.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

const PAGE = 50;
/** Rows of a difference that each step shows more. */
export const DIFFERENCE_PAGE = 200;

interface Versions {
  readonly versions: readonly VersionInfo[];
  readonly total: number;
}
interface Difference {
  readonly rows: readonly RecordRow[];
  readonly total: number;
}

export class History {
  readonly task = new Task();
  readonly list: Resource<Versions>;
  chosen = $state<number | null>(null);
  difference = $state.raw<Resource<Difference> | null>(null);
  readonly #client: Client;
  readonly #zone: string;
  #shown = PAGE;
  #newest: number | null = null;

  constructor(client: Client, zone: string) {
    this.#client = client;
    this.#zone = zone;
    this.list = new Resource(() => this.#fetch());
  }

  /** Looks at one version; at the latest without one. */
  show(serial: number | null): void {
    const shown = serial ?? this.#newest;
    if (shown === null) this.chosen = null;
    else if (shown !== this.chosen) this.#choose(shown);
  }

  #choose(serial: number): void {
    this.chosen = serial;
    let rows: Difference['rows'] = [];
    this.difference = new Resource(async () => {
      const ask = { zone: this.#zone, serial, offset: rows.length, limit: DIFFERENCE_PAGE };
      const page = await this.#client.history.difference(ask);
      rows = [...rows, ...page.rows];
      return { ...page, rows };
    });
  }

  async showOlder(): Promise<void> {
    this.#shown += PAGE;
    await this.list.reload();
  }

  async restore(serial: number): Promise<boolean> {
    return this.task.run(() => this.#client.history.restore({ zone: this.#zone, serial }));
  }

  async #fetch(): Promise<Versions> {
    const page = await this.#client.history.list({ zone: this.#zone, limit: Math.min(this.#shown, 500) });
    this.#newest = page.versions[0]?.serial ?? null;
    if (this.chosen === null && this.#newest !== null) this.#choose(this.#newest);
    return page;
  }
}
