/** How far a secondary, or with null the whole zone, is on its way out; looked at again when asked. */
import type { LeavingPlan } from '../../shared/model/leaving.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

export class Leaving {
  readonly plan: Resource<LeavingPlan>;
  readonly task = new Task();
  readonly #look: (nameServers?: string[]) => Promise<LeavingPlan>;

  constructor(client: Client, zone: string, secondary: string | null) {
    this.#look = (nameServers) => client.leaving.look({ zone, secondary, nameServers });
    this.plan = new Resource(() => this.#look());
  }

  async lookAgain(): Promise<void> {
    await this.task.run(async () => this.plan.set(await this.#look()));
  }

  /** The owner knows which they are. */
  async choose(nameServer: string, goes: boolean): Promise<void> {
    const { nameServers = [] } = this.plan.value ?? {};
    const others = nameServers.filter((name) => name !== nameServer);
    const chosen = goes ? [...others, nameServer] : others;
    await this.task.run(async () => this.plan.set(await this.#look(chosen)));
  }
}
