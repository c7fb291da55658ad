/** The TSIG keys. Secrets are fetched when shown or copied, and never kept here. */
import type { TsigAlgorithm, TsigKeyInfo } from '../../shared/model/keys.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

export class KeyList {
  readonly task = new Task();
  readonly keys: Resource<readonly TsigKeyInfo[]>;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    this.keys = new Resource(() => client.keys.list());
  }

  async secret(name: string): Promise<string> {
    const { secret } = await this.#client.keys.secret({ name });
    return secret;
  }

  create(name: string, algorithm: TsigAlgorithm): Promise<boolean> {
    return this.#change(() => this.#client.keys.create({ name, algorithm }));
  }

  import(name: string, algorithm: TsigAlgorithm, secret: string): Promise<boolean> {
    return this.#change(() => this.#client.keys.import({ name, algorithm, secret }));
  }

  rotate(name: string): Promise<boolean> {
    return this.#change(() => this.#client.keys.rotate({ name }));
  }

  delete(name: string): Promise<boolean> {
    return this.#change(() => this.#client.keys.delete({ name }));
  }

  async #change(call: () => Promise<unknown>): Promise<boolean> {
    const worked = await this.task.run(call);
    if (worked) await this.keys.reload();
    return worked;
  }
}
