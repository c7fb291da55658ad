/** Everything that goes into a provider's form or a server's configuration, for one zone and one secondary. */
import { parseEndpointText } from '../../shared/model/addresses.ts';
import type { TsigKeyInfo } from '../../shared/model/keys.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { withoutDot } from '../../shared/model/spoken-name.ts';
import { providerById } from '../../shared/providers/catalog.ts';
import type { FormValue, Provider } from '../../shared/providers/provider.ts';
import { SNIPPETS, type ServerKind } from '../../shared/providers/snippets.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

export interface Sheet {
  readonly secondary: Secondary;
  readonly provider: Provider | null;
  readonly key: TsigKeyInfo | null;
  readonly settings: Settings;
  /** Where it reaches us; null = not told. */
  readonly primary: Endpoint | null;
}

/** Stands in a configuration for what was not told. */
export const YOUR_ADDRESS = 'YOUR-ADDRESS';
const MASK = '••••••••••••';

export class ProviderSheet {
  readonly sheet: Resource<Sheet | null>;
  readonly task = new Task();
  readonly #client: Client;
  readonly #zone: string;
  readonly #id: string;

  constructor(client: Client, zone: string, secondary: string) {
    this.#client = client;
    this.#zone = zone;
    this.#id = secondary;
    this.sheet = new Resource(() => this.#fetch());
  }

  /** The text of a line of the form; null for the secret, which is fetched when shown, and for what is not told. */
  valueOf(value: FormValue, { primary, key }: Sheet): string | null {
    switch (value) {
      case 'zone':
        return withoutDot(this.#zone);
      case 'primary-address':
        return primary?.address ?? null;
      case 'primary-port':
        return primary === null ? null : String(primary.port);
      case 'key-name':
        return key === null ? null : withoutDot(key.name);
      case 'key-algorithm':
        return key?.algorithm ?? null;
      case 'key-secret':
        return null;
    }
  }

  async secret(key: TsigKeyInfo): Promise<string> {
    return (await this.#client.keys.secret({ name: key.name })).secret;
  }

  /** A server's configuration with the secret masked, to be shown. */
  maskedSnippet(kind: ServerKind, sheet: Sheet): string {
    return this.#snippet(kind, sheet, MASK);
  }

  /** The same with the secret, to be copied. */
  async snippet(kind: ServerKind, sheet: Sheet): Promise<string> {
    return this.#snippet(kind, sheet, sheet.key === null ? '' : await this.secret(sheet.key));
  }

  /** Remembers where providers reach us, for this secondary and as the default of later ones. */
  tellAddress(text: string, { secondary }: Sheet): Promise<boolean> {
    return this.task.run(async () => {
      const primary = parseEndpointText(text);
      if (primary === undefined) return;
      await this.#client.secondaries.update({ ...secondary, primaryAddress: primary });
      await this.#client.settings.update({ publicAddress: primary.address, publicPort: primary.port });
      await this.sheet.reload();
    });
  }

  #snippet(kind: ServerKind, { primary, key }: Sheet, secret: string): string {
    return SNIPPETS[kind].text({
      zone: this.#zone,
      primary: primary ?? { address: YOUR_ADDRESS, port: 53 },
      key: key === null ? null : { name: key.name, algorithm: key.algorithm, secret },
    });
  }

  async #fetch(): Promise<Sheet | null> {
    const [zone, secondaries, keys, settings] = await Promise.all([
      this.#client.zones.settings({ zone: this.#zone }),
      this.#client.secondaries.list(),
      this.#client.keys.list(),
      this.#client.settings.get(),
    ]);
    const use = zone.secondaries.find(({ secondary }) => secondary === this.#id);
    const found = secondaries.find(({ id }) => id === this.#id);
    if (use === undefined || found === undefined) return null;
    const { usedBy: _, ...secondary } = found;
    const { publicAddress: address, publicPort: port } = settings;
    return {
      secondary,
      provider: providerById(secondary.provider),
      key: keys.find(({ name }) => name === use.key) ?? null,
      settings,
      primary: secondary.primaryAddress ?? (address === '' ? null : { address, port }),
    };
  }
}
