/** The versions of a zone, and what the chosen one changed. */
import type { RecordRow } from '../../shared/model/records.ts';
import type { VersionInfo } from '../../shared/model/zone.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

const PAGE = 50;
const DIFFERENCE_PAGE = 200;

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

  constructor(client: Client, zone: string) {
    this.#client = client;
    this.#zone = zone;
    this.list = new Resource(() => this.#fetch());
  }

  choose(serial: number): void {
    this.chosen = serial;
    let limit = 0;
    this.difference = new Resource(async () => {
      limit = Math.min(limit + DIFFERENCE_PAGE, 500);
      return this.#client.history.difference({ zone: this.#zone, serial, limit });
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
    const newest = page.versions[0]?.serial;
    if (this.chosen === null && newest !== undefined) this.choose(newest);
    return page;
  }
}
