/** Whether this computer is still where it was when the session opened: its own addresses, and the router's outside. */
import type { SessionParts } from './session-parts.ts';

export class AddressWatch {
  readonly #parts: Pick<SessionParts, 'ownAddresses' | 'mapping'>;
  #own: ReadonlySet<string> = new Set();
  #outside: string | undefined;

  constructor(parts: Pick<SessionParts, 'ownAddresses' | 'mapping'>) {
    this.#parts = parts;
  }

  /** A session opens: what is the case now. */
  begin(): void {
    this.#own = new Set(this.#parts.ownAddresses());
    this.#outside = undefined;
  }

  /** Those of `addresses` that an interface lists: a wildcard does not go away, and 127.0.0.2 works without being listed. */
  own(addresses: readonly string[]): readonly string[] {
    const own = new Set(this.#parts.ownAddresses());
    return addresses.filter((address) => own.has(address));
  }

  /** What became of this computer's addresses since they were looked at last; `listened` are those of the session. */
  look(listened: readonly string[]): 'same' | 'listened-gone' | 'changed' {
    const before = this.#own;
    this.#own = new Set(this.#parts.ownAddresses());
    if (listened.some((address) => !this.#own.has(address))) return 'listened-gone';
    const isSame = before.size === this.#own.size && [...before].every((address) => this.#own.has(address));
    return isSame ? 'same' : 'changed';
  }

  /** True when the router tells another outside than before. */
  outsideChanged(): boolean {
    const { state } = this.#parts.mapping;
    const before = this.#outside;
    if (state?.state === 'mapped' && state.externalAddress !== null) this.#outside = state.externalAddress;
    return before !== undefined && before !== this.#outside;
  }
}
