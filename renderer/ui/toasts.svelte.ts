/** Short messages about what was just done, with a way back where there is one. */

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'ok' | 'wrong';
  readonly undo?: () => void;
}

const LIFETIME_MS = 7000;

export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;

  /** Says what was done; `undo` takes it back. */
  done(text: string, undo?: () => void): void {
    this.#show({ id: this.#next++, text, tone: 'ok', undo });
  }

  /** Says what did not work; stays until dismissed. */
  failed(text: string): void {
    this.#show({ id: this.#next++, text, tone: 'wrong' });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #show(toast: Toast): void {
    // What is undone is always the last thing done: an older offer to undo would take back the wrong one.
    this.list = [...this.list.filter(({ tone }) => tone === 'wrong').slice(-2), toast];
    if (toast.tone === 'ok') setTimeout(() => this.dismiss(toast.id), LIFETIME_MS);
  }
}
