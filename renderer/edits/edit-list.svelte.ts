/** The sets of a zone that differ from its last version. */
import type { RecordRow } from '../../shared/model/records.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

export const PAGE_ROWS = 200;

interface Page {
  readonly rows: readonly RecordRow[];
  readonly total: number;
}

export class EditList {
  readonly task = new Task();
  readonly page: Resource<Page>;
  readonly #client: Client;
  readonly #zone: string;
  #shown = PAGE_ROWS;

  constructor(client: Client, zone: string) {
    this.#client = client;
    this.#zone = zone;
    this.page = new Resource(() => this.#fetch());
  }

  async showMore(): Promise<void> {
    this.#shown += PAGE_ROWS;
    await this.page.reload();
  }

  /** Takes back one set's edits, or all; undo brings them back. */
  async takeBack(row?: RecordRow): Promise<boolean> {
    return this.#change(() =>
      this.#client.records.discard({
        zone: this.#zone,
        sets: row === undefined ? undefined : [{ owner: row.owner, type: row.type }],
      }),
    );
  }

  async undo(): Promise<boolean> {
    return this.#change(() => this.#client.records.undo({ zone: this.#zone }));
  }

  async #change(call: () => Promise<unknown>): Promise<boolean> {
    const worked = await this.task.run(call);
    await this.page.reload();
    return worked;
  }

  async #fetch(): Promise<Page> {
    const rows: RecordRow[] = [];
    let total = 0;
    do {
      const page = await this.#client.records.page({
        zone: this.#zone,
        filter: 'edited',
        offset: rows.length,
        limit: PAGE_ROWS,
      });
      rows.push(...page.rows);
      total = page.rows.length === 0 ? rows.length : page.total;
    } while (rows.length < Math.min(this.#shown, total));
    return { rows, total };
  }
}
