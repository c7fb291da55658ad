/** TSIG keys with their secrets, in memory for as long as a session needs them and no longer. */
import type { Name } from '../../shared/dns/name.ts';
import type { TsigKey, TsigKeys } from '../tsig/tsig-key.ts';

export class HeldKeys implements TsigKeys {
  #byOrder: ReadonlyMap<string, TsigKey> = new Map();

  find(name: Name): TsigKey | undefined {
    return this.#byOrder.get(name.order);
  }

  hold(keys: Iterable<TsigKey>): void {
    this.#byOrder = new Map([...keys].map((key) => [key.name.order, key]));
  }

  forget(): void {
    this.#byOrder = new Map();
  }
}
