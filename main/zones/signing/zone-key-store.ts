/** Private keys of zones in the keychain or vault, each under `dnssec/<zone>/<tag>` as the text of BIND's `.private` file. */
import { printName } from '../../../shared/dns/name-text.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { AppFailure } from '../../../shared/model/app-error.ts';
import { printBindPrivateKey } from '../../dnssec/keys/bind-key-file.ts';
import { importKey } from '../../dnssec/keys/import-key.ts';
import { type ZoneKey } from '../../dnssec/keys/zone-key.ts';
import { type Signer } from '../../dnssec/signing/write-rrsig.ts';
import { type SigningKeys } from '../../dnssec/signing/signing.ts';
import { type SecretStore } from '../../secrets/secret-store.ts';
import {
  type DescribedKey,
  dnskeyOf,
  keySigners,
  parentRequestOf,
  publishedKeys,
  type SigningPlan,
  zoneSigners,
} from './signing-plan.ts';

export class ZoneKeyStore {
  readonly #secrets: () => SecretStore;
  /** Entries that were looked for and not found. */
  readonly #lost = new Set<string>();

  /** `secrets` throws AppFailure while no store can be reached. */
  constructor(secrets: () => SecretStore) {
    this.#secrets = secrets;
  }

  async save(zone: Name, key: ZoneKey): Promise<void> {
    await this.#secrets().set(entry(zone, key), printBindPrivateKey(key));
    this.#lost.delete(entry(zone, key));
  }

  /** The whole key of a description. Throws `zone-key-lost`, also when what is kept is another key. */
  async load(zone: Name, described: DescribedKey): Promise<ZoneKey> {
    const privateText = await this.#secrets().get(entry(zone, described));
    const publicText = `${printName(zone)} IN DNSKEY ${described.dnskey}`;
    const { key } = importKey({ privateText, publicText }, zone, described.role);
    if (key === undefined) {
      this.#lost.add(entry(zone, described));
      throw new AppFailure({ code: 'zone-key-lost', zone: printName(zone), keyTag: described.keyTag });
    }
    this.#lost.delete(entry(zone, described));
    return key;
  }

  /** What signs by a plan. Keys that sign are fetched; of the others nothing but what is published is needed. */
  async signingKeys(zone: Name, plan: SigningPlan): Promise<SigningKeys> {
    const loaded = new Map<DescribedKey, Signer>();
    for (const key of new Set([...keySigners(plan), ...zoneSigners(plan)]))
      loaded.set(key, await this.load(zone, key));
    const signers = (keys: readonly DescribedKey[]): readonly Signer[] =>
      keys.flatMap((key) => loaded.get(key) ?? []);
    return {
      published: publishedKeys(plan).map(dnskeyOf),
      keySigners: signers(keySigners(plan)),
      zoneSigners: signers(zoneSigners(plan)),
      parentRequest: parentRequestOf(plan),
    };
  }

  /** Looks for the private halves of these keys. Throws what the secret store has against it, but not for a key that is lost. */
  async look(zone: Name, keys: readonly DescribedKey[]): Promise<void> {
    for (const key of keys) {
      try {
        await this.load(zone, key);
      } catch (error) {
        if (!(error instanceof AppFailure) || error.error.code !== 'zone-key-lost') throw error;
      }
    }
  }

  /** Of these keys those that were not found when last looked for. */
  lostAmong(zone: Name, keys: readonly DescribedKey[]): readonly DescribedKey[] {
    return keys.filter((key) => this.#lost.has(entry(zone, key)));
  }

  /** The private half as text, for a recovery file. Throws `zone-key-lost`. */
  async text(zone: Name, described: DescribedKey): Promise<string> {
    return printBindPrivateKey(await this.load(zone, described));
  }

  /** The private half as a recovery file has it. */
  async saveText(zone: Name, described: DescribedKey, text: string): Promise<void> {
    await this.#secrets().set(entry(zone, described), text);
    this.#lost.delete(entry(zone, described));
  }

  async remove(zone: Name, described: Pick<DescribedKey, 'keyTag'>): Promise<void> {
    await this.#secrets().delete(entry(zone, described));
  }
}

const entry = (zone: Name, { keyTag }: { readonly keyTag: number }): string =>
  `dnssec/${printName(zone)}/${keyTag}`;
