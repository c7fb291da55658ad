/** Records of all zones that a typed text is about, asked for while it is typed; an answer that comes too late is dropped. */
import type { RecordHit } from '../../shared/model/records.ts';
import type { Client } from './connection.svelte.ts';
import { explain } from './failure.ts';

/** From so many letters on; one alone is in nearly everything. */
const SHORTEST = 2;
const PAUSE_MS = 80;
const MOST_SHOWN = 30;

export class RecordSearch {
  hits = $state.raw<readonly RecordHit[]>([]);
  /** How many there are; more than `hits` where only the first are shown. */
  total = $state(0);
  busy = $state(false);
  error = $state<string | null>(null);
  readonly #client: Client;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = new AbortController();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks about this text after a pause, unless another one comes first. What was found stays until then. */
  look(text: string): void {
    this.stop();
    this.error = null;
    if (text.trim().length < SHORTEST) {
      this.hits = [];
      this.total = 0;
      return;
    }
    this.busy = true;
    this.#timer = setTimeout(() => void this.#ask(text), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.busy = false;
  }

  async #ask(text: string): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    try {
      const { hits, total } = await this.#client.records.search({ text, limit: MOST_SHOWN }, { signal });
      if (signal.aborted) return;
      this.hits = hits;
      this.total = total;
      this.busy = false;
    } catch (error) {
      if (signal.aborted) return;
      this.error = explain(error);
      this.busy = false;
    }
  }
}
