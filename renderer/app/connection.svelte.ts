/** The calls to main, over a wire that is opened anew when it closes. */
import { createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/api/contract.ts';
import type { OpenWire, Wire } from './wire.ts';

/** Main's side of the contract, as the screens call it. */
export type Client = ContractRouterClient<Contract>;

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;

export class Connection {
  /** `refused`: not even the first wire came up, as without a cookie. */
  status = $state<'connecting' | 'open' | 'lost' | 'refused'>('connecting');
  readonly client: Client;
  readonly #openWire: OpenWire;
  readonly #opened: () => void;
  #link: RPCLink<Record<never, never>>;
  #wire: Wire;
  #wasOpen = false;
  #retryMs = FIRST_RETRY_MS;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** `opened` is called each time a wire comes up. */
  constructor(openWire: OpenWire, opened: () => void) {
    this.#openWire = openWire;
    this.#opened = opened;
    [this.#wire, this.#link] = this.#connect();
    this.client = createORPCClient(new DynamicLink(() => Promise.resolve(this.#link)));
  }

  dispose(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#wire.close();
  }

  #connect(): [Wire, RPCLink<Record<never, never>>] {
    const wire = this.#openWire();
    wire.addEventListener('open', () => {
      this.status = 'open';
      this.#wasOpen = true;
      this.#retryMs = FIRST_RETRY_MS;
      this.#opened();
    });
    wire.addEventListener('close', () => this.#lost());
    return [wire, new RPCLink({ websocket: wire })];
  }

  #lost(): void {
    if (this.#closed) return;
    this.status = this.#wasOpen ? 'lost' : 'refused';
    this.#retry = setTimeout(() => {
      [this.#wire, this.#link] = this.#connect();
    }, this.#retryMs);
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
  }
}
