/** Which secondary a zone shall get, and with which key: what the dialog and the first run have in common. */
import type { TsigAlgorithm } from '../../shared/model/keys.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import { withoutDot } from '../../shared/model/spoken-name.ts';
import { PROVIDERS, providerById } from '../../shared/providers/catalog.ts';
import { suggestKeyName } from '../../shared/providers/key-name.ts';
import { algorithmFor, algorithmsTaken } from '../../shared/providers/provider.ts';
import { OWN_SERVER, SecondaryDraft, type NewSecondary } from '../secondaries/secondary-draft.svelte.ts';
import { words } from './words.ts';
import type { KeyChoice } from './zone-access.svelte.ts';

const NEW_KEY = 'new';
const NO_KEY = 'none';

export class NewSecondaryChoice {
  /** `known:<id>`, `provider:<id>` or `own`. */
  choice = $state('');
  keyChoice = $state(NEW_KEY);
  algorithm = $state<TsigAlgorithm>('hmac-sha256');
  draft = $state.raw(new SecondaryDraft(null));
  #typedKeyName = $state<string | null>(null);
  readonly #zone: () => string;
  readonly #known: readonly Secondary[];
  readonly #takenKeys: readonly string[];
  readonly #primary: Endpoint | null;

  /** `known` are the secondaries that the zone does not have yet. */
  constructor(
    zone: () => string,
    known: readonly Secondary[],
    takenKeys: readonly string[],
    primary: Endpoint | null,
  ) {
    this.#zone = zone;
    this.#known = known;
    this.#takenKeys = takenKeys;
    this.#primary = primary;
    this.choose(this.options[0].value);
  }

  get options(): readonly { value: string; label: string }[] {
    return [
      ...this.#known.map(({ id, name }) => ({ value: `known:${id}`, label: words.existing(name) })),
      ...PROVIDERS.map(({ id, name }) => ({ value: `provider:${id}`, label: words.newFrom(name) })),
      { value: 'own', label: words.ownServer },
    ];
  }

  choose(choice: string): void {
    this.choice = choice;
    this.draft = new SecondaryDraft(this.known, this.#primary);
    if (this.known === null)
      this.draft.takeProvider(choice.startsWith('provider:') ? choice.slice(9) : OWN_SERVER);
    this.algorithm = algorithmFor(this.provider);
  }

  get known(): Secondary | null {
    return this.#known.find(({ id }) => `known:${id}` === this.choice) ?? null;
  }

  readonly provider = $derived(providerById(this.draft.provider));

  /** What is known of whether it takes the algorithm, in words. */
  readonly algorithmHint = $derived.by(() => {
    if (this.provider === null) return undefined;
    const taken = algorithmsTaken(this.provider);
    const { algorithms } = this.provider;
    if (algorithms !== 'unknown' && 'shown' in algorithms) return words.algorithmShown(algorithms.shown);
    if (taken === null) return words.algorithmUnknown;
    return taken.includes(this.algorithm)
      ? words.algorithmTaken(this.provider.name)
      : words.algorithmNotTaken(this.provider.name);
  });

  get keyName(): string {
    return (
      this.#typedKeyName ??
      suggestKeyName(this.provider?.id ?? this.draft.name, this.#zone(), this.#takenKeys)
    );
  }

  set keyName(name: string) {
    this.#typedKeyName = name;
  }

  get keyOptions(): readonly { value: string; label: string }[] {
    return [
      { value: NEW_KEY, label: words.newKey(this.keyName) },
      ...this.#takenKeys.map((name) => ({ value: `key:${name}`, label: withoutDot(name) })),
      { value: NO_KEY, label: words.noKey },
    ];
  }

  get isNewKey(): boolean {
    return this.keyChoice === NEW_KEY;
  }

  get valid(): boolean {
    return (this.known !== null || this.draft.valid) && (!this.isNewKey || this.keyName.trim() !== '');
  }

  get secondary(): NewSecondary | string {
    return this.known?.id ?? this.draft.toNew();
  }

  get key(): KeyChoice {
    if (this.isNewKey) return { kind: 'new', name: this.keyName.trim(), algorithm: this.algorithm };
    return this.keyChoice === NO_KEY ? { kind: 'none' } : { kind: 'existing', name: this.keyChoice.slice(4) };
  }
}
