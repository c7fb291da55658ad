/** What is about to be published: whose edits, what the rules say of them, for how long. */
import { SvelteSet } from 'svelte/reactivity';
import type { FindingRow } from '../../shared/model/finding.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ZoneSummary } from '../../shared/model/zone.ts';
import type { Client } from '../app/connection.svelte.ts';
import { appErrorOf } from '../app/failure.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

type Preflight = Awaited<ReturnType<Client['session']['preflight']>>;

export interface Checked {
  readonly settings: Settings;
  readonly preflight: Preflight;
  /** By zone. */
  readonly findings: Readonly<
    Record<string, { readonly findings: readonly FindingRow[]; readonly total: number }>
  >;
}

const MOST_FINDINGS = 50;

export class PublishDraft {
  /** Names of the zones whose edits go out. */
  readonly chosen = new SvelteSet<string>();
  /** Null until the settings are known or the owner chose. */
  limitMinutes = $state<number | null>(null);
  /** Begins although errors were found. */
  override = $state(false);
  /** True after the sockets could not be opened: the way out is in the settings. */
  cannotListen = $state(false);
  /** Those with edits. */
  readonly zones: readonly ZoneSummary[];
  /** Those with a version that is due without any: it leaves with every session. */
  readonly due: readonly ZoneSummary[];
  readonly checked: Resource<Checked>;
  readonly task = new Task();
  readonly #client: Client;

  constructor(client: Client, waiting: readonly ZoneSummary[]) {
    this.#client = client;
    this.zones = waiting.filter(({ edits }) => edits > 0);
    this.due = waiting.filter(({ due }) => due !== null);
    for (const { name, errors } of this.zones) if (errors === 0) this.chosen.add(name);
    this.checked = new Resource(() => this.#check());
  }

  /** How many findings of the preflight stand against it. */
  get errors(): number {
    const findings = this.checked.value?.preflight.findings ?? [];
    return findings.filter(({ finding }) => finding.severity === 'error').length;
  }

  /** Whether its sockets cannot be opened: then nothing can be published all the same. */
  get cannotOpen(): boolean {
    const findings = this.checked.value?.preflight.findings ?? [];
    return findings.some(({ finding }) => finding.code === 'cannot-bind');
  }

  /** Whether publishing all the same would replace what another computer published. */
  get coversUp(): boolean {
    const findings = this.checked.value?.preflight.findings ?? [];
    return findings.some(({ finding }) => finding.code === 'made-elsewhere');
  }

  toggle(zone: string): void {
    if (!this.chosen.delete(zone)) this.chosen.add(zone);
  }

  /** How many edits go out. */
  get edits(): number {
    return this.zones.filter(({ name }) => this.chosen.has(name)).reduce((sum, { edits }) => sum + edits, 0);
  }

  /** Opens the session; the names of the zones that got a new version, or null when it did not open. */
  async begin(): Promise<readonly string[] | null> {
    let names: readonly string[] = [];
    this.cannotListen = false;
    const began = await this.task.run(async () => {
      try {
        const { serials } = await this.#client.session.start({
          zones: [...this.chosen],
          limitMinutes: this.limitMinutes ?? undefined,
          override: this.override,
        });
        names = serials.map(({ name }) => name);
      } catch (error) {
        this.cannotListen = appErrorOf(error)?.code === 'cannot-listen';
        throw error;
      }
    });
    return began ? names : null;
  }

  async #check(): Promise<Checked> {
    const [settings, preflight, ...all] = await Promise.all([
      this.#client.settings.get(),
      this.#client.session.preflight(),
      ...this.zones.map(({ name }) => this.#client.zones.findings({ zone: name, limit: MOST_FINDINGS })),
    ]);
    this.limitMinutes ??= settings.keepOpen ? null : preflight.limitMinutes;
    return {
      settings,
      preflight,
      findings: Object.fromEntries(this.zones.map(({ name }, index) => [name, all[index]])),
    };
  }
}
