/** The API's settings as they are being typed, and what it does meanwhile. */
import { parseAddress, parseAddressOrBlock } from '../../shared/model/addresses.ts';
import type { ApiState } from '../../shared/model/api.ts';
import type { ApiSettings } from '../../shared/model/settings.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';
import { words } from './words.ts';

export class ApiDraft {
  readonly state: Resource<ApiState>;
  readonly task = new Task();
  enabled = $state(false);
  address = $state('');
  port = $state('');
  allow = $state('');
  hostNames = $state('');
  toolsMayPublish = $state(true);
  showSecrets = $state(false);
  #saved = $state('');
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    this.state = new Resource(() => this.#fetch());
  }

  readonly addressError = $derived(parseAddress(this.address) === undefined ? words.addressWrong : null);
  readonly portError = $derived(
    /^[0-9]{1,5}$/.test(this.port.trim()) && Number(this.port) <= 65535 ? null : words.portWrong,
  );
  readonly allowError = $derived.by(() => {
    const faulty = linesOf(this.allow).find((line) => parseAddressOrBlock(line) === undefined);
    return faulty === undefined ? null : words.lineWrong(faulty);
  });
  readonly valid = $derived(
    this.addressError === null && this.portError === null && this.allowError === null,
  );
  readonly changed = $derived(this.#saved !== '' && JSON.stringify(this.#typed()) !== this.#saved);
  readonly isOpen = $derived(!/^(127\.|::1$)/.test(this.address.trim()));

  save(): Promise<boolean> {
    return this.task.run(async () => {
      const state = await this.#client.api.configure(this.#typed());
      this.#take(state.settings);
      this.state.set(state);
    });
  }

  revert(): void {
    const settings = this.state.value?.settings;
    if (settings !== undefined) this.#take(settings);
  }

  async key(): Promise<string> {
    return (await this.#client.api.key()).key;
  }

  rotateKey(): Promise<boolean> {
    return this.task.run(() => this.#client.api.rotateKey());
  }

  async #fetch(): Promise<ApiState> {
    const state = await this.#client.api.state();
    // What is being typed outlives a look at how things are.
    if (!this.changed) this.#take(state.settings);
    return state;
  }

  #typed(): ApiSettings {
    return {
      enabled: this.enabled,
      address: this.address.trim(),
      port: Number(this.port),
      allow: linesOf(this.allow),
      hostNames: linesOf(this.hostNames),
      toolsMayPublish: this.toolsMayPublish,
      showSecrets: this.showSecrets,
    };
  }

  #take({ enabled, address, port, allow, hostNames, toolsMayPublish, showSecrets }: ApiSettings): void {
    Object.assign(this, { enabled, address, toolsMayPublish, showSecrets });
    this.port = String(port);
    this.allow = allow.join('\n');
    this.hostNames = hostNames.join('\n');
    this.#saved = JSON.stringify(this.#typed());
  }
}

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
