/**
 * Where a session is reached: its sockets, the addresses of this computer that they are bound to, and the router's port that is
 * sent here for as long. An address may be gone, or another one be there, before the session is over.
 */
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { BindFailure } from '../../shared/model/session.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import type { SessionParts } from './session-parts.ts';

type ListeningParts = Pick<SessionParts, 'server' | 'mapping' | 'ownAddresses'>;

export class Listening {
  readonly #parts: ListeningParts;
  #endpoints: readonly Endpoint[] = [];
  /** Addresses that are listened on and that an interface lists: a wildcard does not go away, and 127.0.0.2 works unlisted. */
  #bound: readonly string[] = [];
  #own: ReadonlySet<string> = new Set();
  #outside: string | undefined;

  constructor(parts: ListeningParts) {
    this.#parts = parts;
  }

  get endpoints(): readonly Endpoint[] {
    return this.#endpoints;
  }

  /** A session begins: all sockets open, or none and what stands against it. */
  async open(
    listen: readonly Endpoint[],
    keys: ReadonlyMap<string, TsigKey>,
  ): Promise<readonly BindFailure[] | null> {
    const failures = await this.#bind(listen, keys);
    if (failures === null) {
      this.#own = new Set(this.#parts.ownAddresses());
      this.#outside = undefined;
    }
    return failures;
  }

  /** All sockets anew, where they were. */
  async reopen(keys: ReadonlyMap<string, TsigKey>): Promise<readonly BindFailure[] | null> {
    await this.#parts.server.close();
    return this.#bind(this.#endpoints, keys);
  }

  async close(): Promise<void> {
    // The router takes its time, or does not answer at all: the end does not wait for it.
    void this.#parts.mapping.end();
    await this.#parts.server.close();
  }

  /** Asks the router anew to send its port here. */
  mapAgain(): void {
    this.#parts.mapping.begin(this.#endpoints);
  }

  /** What became of this computer's addresses since they were looked at last. */
  look(): 'same' | 'bound-gone' | 'changed' {
    const before = this.#own;
    this.#own = new Set(this.#parts.ownAddresses());
    if (this.#bound.some((address) => !this.#own.has(address))) return 'bound-gone';
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

  async #bind(
    listen: readonly Endpoint[],
    keys: ReadonlyMap<string, TsigKey>,
  ): Promise<readonly BindFailure[] | null> {
    const outcome = await this.#parts.server.open(listen, keys);
    if (outcome.kind === 'failed') return outcome.failures;
    this.#endpoints = outcome.endpoints;
    const own = new Set(this.#parts.ownAddresses());
    this.#bound = outcome.endpoints.map(({ address }) => address).filter((address) => own.has(address));
    this.#parts.mapping.begin(outcome.endpoints);
    return null;
  }
}
