/** Private keys of zones in the keychain or vault, each under `dnssec/<zone>/<tag>` as the text of BIND's `.private` file. */
import { printName } from '../../../shared/dns/name-text.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { AppFailure } from '../../../shared/model/app-error.ts';
import { printBindPrivateKey } from '../../dnssec/keys/bind-key-file.ts';
import { importKey } from '../../dnssec/keys/import-key.ts';
import { type ZoneKey } from '../../dnssec/keys/zone-key.ts';
import { type SecretStore } from '../../secrets/secret-store.ts';
import { type DescribedKey } from './signing-plan.ts';

export class ZoneKeyStore {
  readonly #secrets: () => SecretStore;

  /** `secrets` throws AppFailure while no store can be reached. */
  constructor(secrets: () => SecretStore) {
    this.#secrets = secrets;
  }

  async save(zone: Name, key: ZoneKey): Promise<void> {
    await this.#secrets().set(entry(zone, key), printBindPrivateKey(key));
  }

  /** The whole key of a description. Throws `zone-key-lost`, also when what is kept is another key. */
  async load(zone: Name, described: DescribedKey): Promise<ZoneKey> {
    const privateText = await this.#secrets().get(entry(zone, described));
    const publicText = `${printName(zone)} IN DNSKEY ${described.dnskey}`;
    const { key } = importKey({ privateText, publicText }, zone, described.role);
    if (key === undefined)
      throw new AppFailure({ code: 'zone-key-lost', zone: printName(zone), keyTag: described.keyTag });
    return key;
  }

  /** The private half as text, for a recovery file. Throws `zone-key-lost`. */
  async text(zone: Name, described: DescribedKey): Promise<string> {
    return printBindPrivateKey(await this.load(zone, described));
  }

  /** The private half as a recovery file has it. */
  async saveText(zone: Name, described: DescribedKey, text: string): Promise<void> {
    await this.#secrets().set(entry(zone, described), text);
  }

  async remove(zone: Name, described: Pick<DescribedKey, 'keyTag'>): Promise<void> {
    await this.#secrets().delete(entry(zone, described));
  }
}

const entry = (zone: Name, { keyTag }: { readonly keyTag: number }): string =>
  `dnssec/${printName(zone)}/${keyTag}`;
