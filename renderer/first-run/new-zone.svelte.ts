/** The guided making of a zone: its name, who serves it, its key. What is made is made at the end, in one go. */
import { printName } from '../../shared/dns/name-text.ts';
import { errorSentence } from '../../shared/model/error-sentences.ts';
import type { ZoneKind } from '../../shared/model/zone.ts';
import { bareName, newZoneName } from '../../shared/model/zone-name.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';
import { NewSecondaryChoice } from '../zone-secondaries/new-secondary.svelte.ts';
import { ZoneAccess } from '../zone-secondaries/zone-access.svelte.ts';

/** What was made, and what was left undone. */
export type Made =
  | { readonly zone: string; readonly secondary: string | null }
  | { readonly zone: string; readonly failed: string };

export class NewZone {
  step = $state<'zone' | 'key'>('zone');
  name = $state('');
  kind = $state<ZoneKind>('primary');
  mail = $state('');
  withSecondary = $state(true);
  choice = $state.raw<NewSecondaryChoice | null>(null);
  readonly task = new Task();
  readonly ready: Resource<void>;
  /** Null until something was typed: then what is known of the provider whose secondary is made stands there. */
  #typedNameServers = $state<string | null>(null);
  readonly #client: Client;

  readonly #isHere: (zone: string) => boolean;

  /** `isHere`: whether there is a zone of this name already. */
  constructor(client: Client, isHere: (zone: string) => boolean) {
    this.#client = client;
    this.#isHere = isHere;
    this.ready = new Resource(() => this.#load());
  }

  readonly absoluteName = $derived.by(() => {
    const typed = bareName(this.name).toLowerCase();
    return typed === '' || typed.endsWith('.') ? typed : `${typed}.`;
  });
  readonly nameError = $derived.by(() => {
    if (this.name.trim() === '') return null;
    const read = newZoneName(this.name);
    if (!read.ok)
      return errorSentence({ code: 'bad-zone-name', text: this.name.trim(), expected: read.expected });
    const zone = printName(read.name).toLowerCase();
    return this.#isHere(zone) ? errorSentence({ code: 'zone-exists', zone }) : null;
  });
  readonly valid = $derived(this.absoluteName !== '' && this.nameError === null);

  get nameServers(): string {
    const known = this.wantsSecondary ? this.choice?.provider?.nameServers : undefined;
    return this.#typedNameServers ?? known?.join('\n') ?? '';
  }

  set nameServers(text: string) {
    this.#typedNameServers = text;
  }

  /** True when a key and a secondary are to be made as well. */
  get wantsSecondary(): boolean {
    return this.kind === 'primary' && this.withSecondary;
  }

  /** Makes what was asked for; null when not even the zone could be made (then `task.error` says why). */
  async make(): Promise<Made | null> {
    let zone = '';
    const created = await this.task.run(async () => {
      const summary = await this.#client.zones.create({
        name: this.absoluteName,
        kind: this.kind,
        nameServers: this.nameServers
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(absolute),
        mail: this.mail.trim(),
      });
      zone = summary.name;
    });
    if (!created) return null;
    if (!this.wantsSecondary || this.choice === null) return { zone, secondary: null };
    const access = new ZoneAccess(this.#client, zone);
    const secondary = await access.add(this.choice.secondary, this.choice.key);
    return secondary === null ? { zone, failed: access.task.error ?? '' } : { zone, secondary };
  }

  async #load(): Promise<void> {
    const [secondaries, keys, settings] = await Promise.all([
      this.#client.secondaries.list(),
      this.#client.keys.list(),
      this.#client.settings.get(),
    ]);
    const known = secondaries.map(({ usedBy: _, ...secondary }): Secondary => secondary);
    const { publicAddress: address, publicPort: port } = settings;
    this.choice = new NewSecondaryChoice(
      () => this.absoluteName,
      known,
      keys.map(({ name }) => name),
      address === '' ? null : { address, port },
    );
  }
}

const absolute = (name: string): string => (name.endsWith('.') ? name : `${name}.`);
