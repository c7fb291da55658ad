/** The activity, newest first, filtered, grown page by page. */
import type { ActivityEntry } from '../../shared/model/activity.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource } from '../app/resource.svelte.ts';

const PAGE = 100;
const MOST = 500;

export type SeverityFilter = 'all' | 'warning' | 'error';

export class ActivityList {
  severity = $state<SeverityFilter>('all');
  zone = $state('');
  readonly page: Resource<{ entries: readonly ActivityEntry[]; total: number }>;
  #limit = PAGE;

  constructor(client: Client) {
    this.page = new Resource(() =>
      client.activity.page({
        limit: this.#limit,
        severity: this.severity === 'all' ? undefined : this.severity,
        zone: this.zone === '' ? undefined : this.zone,
      }),
    );
  }

  get canGrow(): boolean {
    const { value } = this.page;
    return value !== undefined && value.entries.length < Math.min(value.total, MOST);
  }

  async grow(): Promise<void> {
    this.#limit = Math.min(this.#limit + PAGE, MOST);
    await this.page.reload();
  }

  /** Looks again from the newest on, after a filter changed. */
  async restart(): Promise<void> {
    this.#limit = PAGE;
    await this.page.reload();
  }
}
