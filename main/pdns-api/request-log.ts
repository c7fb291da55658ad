/** The last requests, for the owner to see which tool did what. Keys and bodies are not kept. */
import type { ApiRequest } from '../../shared/model/api.ts';

const MOST = 100;
const MOST_TEXT = 200;

export class RequestLog {
  #requests: readonly ApiRequest[] = [];
  readonly #onChanged: () => void;

  constructor(onChanged: () => void) {
    this.#onChanged = onChanged;
  }

  /** Newest first. */
  get requests(): ApiRequest[] {
    return [...this.#requests];
  }

  add(request: ApiRequest): void {
    const cut = (text: string): string => text.slice(0, MOST_TEXT);
    const short = {
      ...request,
      client: cut(request.client),
      path: cut(request.path),
      error: cut(request.error),
    };
    this.#requests = [short, ...this.#requests].slice(0, MOST);
    this.#onChanged();
  }
}
