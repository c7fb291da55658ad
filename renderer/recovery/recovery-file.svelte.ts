/** The recovery file: its age, saving it, restoring from it. */
import type { App } from '../app/app.svelte.ts';
import { download } from '../app/download.ts';
import { Resource, Task } from '../app/resource.svelte.ts';
import { words } from './words.ts';

const LEAST_LENGTH = 8;

export class RecoveryFile {
  readonly state: Resource<Awaited<ReturnType<App['client']['recovery']['state']>>>;
  readonly saving = new Task();
  readonly restoring = new Task();
  passphrase = $state('');
  repeated = $state('');
  /** Whether it was tried: before, nothing that is still being typed is an error. */
  tried = $state(false);
  restored = $state.raw<readonly string[] | null>(null);
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
    this.state = new Resource(() => app.client.recovery.state());
  }

  get tooShort(): boolean {
    return this.passphrase.length < LEAST_LENGTH;
  }

  get differs(): boolean {
    return this.passphrase !== this.repeated;
  }

  /** True when a passphrase that can be used was typed twice. */
  get isReady(): boolean {
    return !this.tooShort && !this.differs;
  }

  /** Makes the file and hands it to the browser. `first`: what has to be done so that it holds everything. */
  async save(first: () => Promise<unknown> = async () => undefined): Promise<boolean> {
    this.tried = true;
    if (!this.isReady) return false;
    const done = await this.saving.run(async () => {
      await first();
      const { text } = await this.#app.client.recovery.save({ passphrase: this.passphrase });
      download(words.fileName(), text, 'application/age');
    });
    await this.state.reload();
    if (!done) return false;
    this.passphrase = '';
    this.repeated = '';
    this.tried = false;
    this.#app.toasts.done(words.saved);
    return true;
  }

  async restore(file: File, passphrase: string): Promise<void> {
    await this.restoring.run(async () => {
      const { zones } = await this.#app.client.recovery.restore({ text: await file.text(), passphrase });
      this.restored = zones;
    });
    await this.state.reload();
  }
}
