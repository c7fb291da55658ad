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
  /** `refused`: not even the first wire came up, as without a cookie; or the app answers and knows this page no more. */
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
    let opened = false;
    wire.addEventListener('open', () => {
      opened = true;
      this.status = 'open';
      this.#wasOpen = true;
      this.#retryMs = FIRST_RETRY_MS;
      this.#opened();
    });
    wire.addEventListener('close', () => {
      this.#lost();
      if (this.#wasOpen && !opened) void this.#judge(wire);
    });
    return [wire, new RPCLink({ websocket: wire })];
  }

  #lost(): void {
    if (this.#closed) return;
    if (!this.#wasOpen) this.status = 'refused';
    else if (this.status === 'open') this.status = 'lost';
    this.#retry = setTimeout(() => {
      [this.#wire, this.#link] = this.#connect();
    }, this.#retryMs);
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
  }

  /** After a retry that failed: whether nothing is there, or the app refuses this page, as when it was started anew. */
  async #judge(wire: Wire): Promise<void> {
    const answers = await fetch('./', { method: 'HEAD', cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (wire === this.#wire && this.status !== 'open') this.status = answers ? 'refused' : 'lost';
  }
}
