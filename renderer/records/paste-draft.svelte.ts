/** Text about to be pasted, and what main says it would do: asked anew while it is typed. */
import type { Client } from '../app/connection.svelte.ts';
import { explain } from '../app/failure.ts';

export type PastePreview = Awaited<ReturnType<Client['records']['previewPaste']>>;

/** Long enough that a word is not asked about letter by letter, too short to be noticed. */
const PAUSE_MS = 120;

export class PasteDraft {
  preview = $state.raw<PastePreview | null>(null);
  error = $state<string | null>(null);
  /** The text that `preview` is of. */
  #seen = $state('');
  #text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = new AbortController();
  readonly #ask: (text: string, signal: AbortSignal) => Promise<PastePreview>;

  constructor(ask: (text: string, signal: AbortSignal) => Promise<PastePreview>) {
    this.#ask = ask;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.stop();
    this.error = null;
    if (text.trim() === '') this.preview = null;
    else this.#timer = setTimeout(() => void this.#look(text), PAUSE_MS);
  }

  /** Something would change, nothing is wrong, and what is shown is of what stands there. */
  get ready(): boolean {
    const { preview } = this;
    return (
      preview !== null &&
      this.#seen === this.#text &&
      preview.errors === 0 &&
      preview.added + preview.changed > 0
    );
  }

  /** Ends what is asked. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
  }

  async #look(text: string): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    try {
      const preview = await this.#ask(text, signal);
      if (signal.aborted) return;
      this.preview = preview;
      this.#seen = text;
    } catch (error) {
      if (!signal.aborted) this.error = explain(error);
    }
  }
}
