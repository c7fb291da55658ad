/** A zone's secondaries with their keys, and who else may take it: settings, list and keys seen together. */
import type { TsigAlgorithm, TsigKeyInfo } from '../../shared/model/keys.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { AccessEntry, ZoneSettings } from '../../shared/model/zone.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';
import type { NewSecondary } from '../secondaries/secondary-draft.svelte.ts';

interface Access {
  readonly settings: ZoneSettings;
  readonly secondaries: readonly Secondary[];
  readonly keys: readonly TsigKeyInfo[];
}

/** Which key a secondary gets: a new one, one that is there, or none. */
export type KeyChoice =
  | { readonly kind: 'new'; readonly name: string; readonly algorithm: TsigAlgorithm }
  | { readonly kind: 'existing'; readonly name: string }
  | { readonly kind: 'none' };

export class ZoneAccess {
  readonly task = new Task();
  readonly access: Resource<Access>;
  readonly zone: string;
  readonly #client: Client;

  constructor(client: Client, zone: string) {
    this.#client = client;
    this.zone = zone;
    this.access = new Resource(() => this.#fetch());
  }

  /** Adds a secondary that is known, or a new one, with its key. Answers its id, or null when it failed. */
  async add(secondary: NewSecondary | string, key: KeyChoice): Promise<string | null> {
    let id: string | null = null;
    const added = await this.task.run(async () => {
      const keyName = await this.#key(key);
      id = typeof secondary === 'string' ? secondary : (await this.#client.secondaries.create(secondary)).id;
      const { secondaries } = await this.#client.zones.settings({ zone: this.zone });
      await this.#update({ secondaries: [...secondaries, { secondary: id, key: keyName }] });
    });
    return added ? id : null;
  }

  remove(secondary: string): Promise<boolean> {
    return this.#change(({ secondaries }) => ({
      secondaries: secondaries.filter((one) => one.secondary !== secondary),
    }));
  }

  setKey(secondary: string, key: string | null): Promise<boolean> {
    return this.#change(({ secondaries }) => ({
      secondaries: secondaries.map((one) => (one.secondary === secondary ? { secondary, key } : one)),
    }));
  }

  allow(entry: AccessEntry): Promise<boolean> {
    return this.#change(({ alsoAllow }) => ({ alsoAllow: [...alsoAllow, entry] }));
  }

  disallow(index: number): Promise<boolean> {
    return this.#change(({ alsoAllow }) => ({ alsoAllow: alsoAllow.toSpliced(index, 1) }));
  }

  async #key(choice: KeyChoice): Promise<string | null> {
    if (choice.kind === 'none') return null;
    if (choice.kind === 'existing') return choice.name;
    return (await this.#client.keys.create({ name: choice.name, algorithm: choice.algorithm })).name;
  }

  #change(change: (settings: ZoneSettings) => Partial<ZoneSettings>): Promise<boolean> {
    return this.task.run(async () =>
      this.#update(change(await this.#client.zones.settings({ zone: this.zone }))),
    );
  }

  async #update(settings: Partial<ZoneSettings>): Promise<void> {
    await this.#client.zones.updateSettings({ zone: this.zone, settings });
    await this.access.reload();
  }

  async #fetch(): Promise<Access> {
    const [settings, secondaries, keys] = await Promise.all([
      this.#client.zones.settings({ zone: this.zone }),
      this.#client.secondaries.list(),
      this.#client.keys.list(),
    ]);
    return { settings, secondaries, keys };
  }
}
