/** A zone's DNSSEC as main tells it, followed for as long as the screen is open. */
import type { DnssecState, SigningChoice } from '../../shared/model/dnssec.ts';
import type { KeyRole } from '../../shared/model/zone-key.ts';
import type { App } from '../app/app.svelte.ts';
import { explain } from '../app/failure.ts';
import { Task, type Loaded } from '../app/resource.svelte.ts';

/** After the wire broke: the shell connects anew by itself. */
const AGAIN_MS = 1000;

export class ZoneDnssec {
  current = $state.raw<Loaded<DnssecState>>({ state: 'loading' });
  /** Whether the last look from outside reached anybody. */
  reached = $state<boolean | null>(null);
  readonly looking = new Task();
  readonly cancelling = new Task();
  readonly #app: App;
  readonly #zone: string;
  readonly #end = new AbortController();

  constructor(app: App, zone: string) {
    this.#app = app;
    this.#zone = zone;
    void this.#follow();
  }

  /** Makes the keys, unless they are there: saving the recovery file may have failed after it. Throws what the call throws. */
  async enable(choice: SigningChoice & { readonly evenSo?: boolean }): Promise<void> {
    if (this.current.state === 'ready' && this.current.value.signs) return;
    await this.#app.client.dnssec.enable({ zone: this.#zone, ...choice });
  }

  async cancelSigning(): Promise<void> {
    await this.cancelling.run(() => this.#app.client.dnssec.cancel({ zone: this.#zone }));
  }

  readonly changing = new Task();

  withdraw(begin: boolean): Promise<boolean> {
    return this.changing.run(() => this.#app.client.dnssec.withdraw({ zone: this.#zone, begin }));
  }

  disable(evenNow: boolean): Promise<boolean> {
    return this.changing.run(() => this.#app.client.dnssec.disable({ zone: this.#zone, evenNow }));
  }

  startRollover(role: KeyRole): Promise<boolean> {
    return this.changing.run(() => this.#app.client.dnssec.startRollover({ zone: this.#zone, role }));
  }

  continueRollover(): Promise<boolean> {
    return this.changing.run(() => this.#app.client.dnssec.continueRollover({ zone: this.#zone }));
  }

  cancelRollover(): Promise<boolean> {
    return this.changing.run(() => this.#app.client.dnssec.cancelRollover({ zone: this.#zone }));
  }

  signAnew(): Promise<boolean> {
    return this.changing.run(() => this.#app.client.dnssec.signAnew({ zone: this.#zone }));
  }

  readonly taking = new Task();

  /** The two halves of a key, told apart by what they contain. */
  async takeKeyIn(files: readonly File[]): Promise<void> {
    await this.taking.run(async () => {
      const texts = await Promise.all(files.map((file) => file.text()));
      const isPrivate = (text: string): boolean => /Private-key-format|PRIVATE KEY/.test(text);
      await this.#app.client.dnssec.importKey({
        zone: this.#zone,
        privateText: texts.find(isPrivate),
        publicText: texts.find((text) => !isPrivate(text)),
      });
    });
  }

  async forgetKey(keyTag: number): Promise<void> {
    await this.changing.run(() => this.#app.client.dnssec.forgetKey({ zone: this.#zone, keyTag }));
  }

  /** A key's files, in BIND's form, which PowerDNS and Knot take in too. */
  async exportKey(keyTag: number): Promise<readonly { readonly name: string; readonly text: string }[]> {
    let files: readonly { readonly name: string; readonly text: string }[] = [];
    await this.changing.run(async () => {
      ({ files } = await this.#app.client.dnssec.exportKey({ zone: this.#zone, keyTag }));
    });
    return files;
  }

  async look(): Promise<void> {
    await this.looking.run(async () => {
      const { reached, state } = await this.#app.client.dnssec.look({ zone: this.#zone });
      this.reached = reached;
      this.current = { state: 'ready', value: state };
    });
  }

  dispose(): void {
    this.#end.abort();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      try {
        for await (const value of await this.#app.client.dnssec.watch({ zone: this.#zone }, { signal }))
          this.current = { state: 'ready', value };
      } catch (error) {
        if (!signal.aborted && this.current.state !== 'ready')
          this.current = { state: 'failed', sentence: explain(error) };
      }
      if (!signal.aborted) await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
}
