/** What is handed over of one zone. Secrets are fetched for a copy or a file, and not kept. */
import type { DnssecState } from '../../shared/model/dnssec.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { ZoneSettings } from '../../shared/model/zone.ts';
import {
  HAND_OVERS,
  type HandOverFacts,
  type HandOverTarget,
  type HandOverText,
} from '../../shared/providers/hand-over.ts';
import type { TsigKeyInfo } from '../../shared/model/keys.ts';
import { withoutDot } from '../../shared/model/spoken-name.ts';
import type { Client } from '../app/connection.svelte.ts';
import { download } from '../app/download.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

interface Known {
  readonly dnssec: DnssecState;
  readonly settings: ZoneSettings;
  readonly secondaries: readonly Secondary[];
  readonly keys: readonly TsigKeyInfo[];
}

/** Stands for a secret that is not shown. */
const MASK = '••••••••••••';

export class HandOver {
  target = $state<HandOverTarget>('bind');
  readonly saving = new Task();
  readonly known: Resource<Known>;
  readonly #client: Client;
  readonly #zone: string;

  constructor(client: Client, zone: string) {
    this.#client = client;
    this.#zone = zone;
    this.known = new Resource(async () => {
      const [dnssec, settings, secondaries, keys] = await Promise.all([
        client.dnssec.state({ zone }),
        client.zones.settings({ zone }),
        client.secondaries.list(),
        client.keys.list(),
      ]);
      return { dnssec, settings, secondaries, keys };
    });
  }

  /** The texts with their secrets masked. */
  readonly texts = $derived.by(() =>
    this.known.value === undefined ? [] : this.#texts(this.known.value, {}),
  );

  /** What is under way with the keys, and would be cut off by the move. */
  get underWay(): 'rollover' | 'withdrawal' | 'lost' | null {
    const dnssec = this.known.value?.dnssec;
    if (dnssec === undefined || !dnssec.signs) return null;
    if (dnssec.lost !== null) return 'lost';
    if (dnssec.rollover !== null) return 'rollover';
    return dnssec.withdrawal.state === 'not-begun' ? null : 'withdrawal';
  }

  get isSigned(): boolean {
    return this.known.value?.dnssec.signs === true;
  }

  /** One of the texts as it is to be pasted. */
  async textToCopy(index: number): Promise<string> {
    const known = this.known.value;
    if (known === undefined) return '';
    const names = known.settings.secondaries.flatMap(({ key }) => key ?? []);
    const secrets: Record<string, string> = {};
    for (const name of names) secrets[name] ??= (await this.#client.keys.secret({ name })).secret;
    return this.#texts(known, secrets)[index].text;
  }

  saveZone(): Promise<boolean> {
    return this.saving.run(async () => {
      const { text } = await this.#client.zones.exportText({ zone: this.#zone });
      download(fileOf(this.#zone), text);
    });
  }

  /** The keys as files in the form that the target takes. */
  saveKeys(): Promise<boolean> {
    return this.saving.run(async () => {
      const form = this.target === 'knot' ? 'pem' : 'bind';
      for (const { keyTag } of this.known.value?.dnssec.keys ?? []) {
        const { files } = await this.#client.dnssec.exportKey({ zone: this.#zone, keyTag, form });
        for (const { name, text } of files) download(name, text, 'text/plain');
      }
    });
  }

  #texts(known: Known, secrets: Readonly<Record<string, string>>): readonly HandOverText[] {
    return HAND_OVERS[this.target].texts(factsOf(this.#zone, known, secrets));
  }
}

function factsOf(
  zone: string,
  { dnssec, settings, secondaries, keys }: Known,
  secrets: Readonly<Record<string, string>>,
): HandOverFacts {
  return {
    zone,
    file: fileOf(zone),
    signing:
      !dnssec.signs || dnssec.keys.length === 0
        ? null
        : {
            algorithm: dnssec.keys[0].algorithmMnemonic,
            denial: dnssec.denial,
            keys: dnssec.keys.map(({ keyTag, algorithm, role }) => ({
              file: `K${zone}+${digits(algorithm, 3)}+${digits(keyTag, 5)}`,
              role,
            })),
          },
    secondaries: settings.secondaries.flatMap(({ secondary: id, key }) => {
      const secondary = secondaries.find((one) => one.id === id);
      const info = keys.find(({ name }) => name === key);
      if (secondary === undefined) return [];
      const { name, notifyTo, transferFrom } = secondary;
      const signing =
        info === undefined
          ? null
          : { name: info.name, algorithm: info.algorithm, secret: secrets[info.name] ?? MASK };
      return [{ name, notifyTo, transferFrom, key: signing }];
    }),
  };
}

const fileOf = (zone: string): string => `${withoutDot(zone).replaceAll('/', '-')}.zone`;
const digits = (number: number, width: number): string => String(number).padStart(width, '0');
