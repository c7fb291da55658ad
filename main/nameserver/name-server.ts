/**
 * The name server of a publish session: open it, and every zone is served to those who may have it; close it, and nothing
 * listens any more. Everything it does is told as events (shared/model/server-events.ts).
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Name } from '../../shared/dns/name.ts';
import { type ServerEvent } from '../../shared/model/server-events.ts';
import { type TsigKeys } from '../tsig/tsig-key.ts';
import { NO_PROOFS, type Proofs } from './answers/proofs.ts';
import { DEFAULT_LIMITS, type ServerLimits } from './limits.ts';
import { respond } from './pipeline/responder.ts';
import { type ServedZones } from './served-zones.ts';
import {
  bindEndpoint,
  type BindFailure,
  type BoundSockets,
  closeSockets,
  type Endpoint,
} from './sockets/bind.ts';
import { ConnectionTable } from './sockets/connection-table.ts';
import { Listener, type ListenerContext } from './sockets/listener.ts';
import { RateLimit } from './sockets/rate-limit.ts';
import { Seldom } from './sockets/seldom.ts';
import { TransferTeller } from './sockets/transfer-teller.ts';
import { StreamCache } from './transfers/stream-cache.ts';
import { RecordTooLong } from './transfers/stream-composer.ts';
import { type TransferStream } from './transfers/transfer-stream.ts';

export interface NameServerOptions {
  readonly zones: ServedZones;
  readonly keys: TsigKeys;
  readonly onEvent: (event: ServerEvent) => void;
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number;
  /** What proves denials in signed zones. */
  readonly proofs?: Proofs;
  readonly limits?: Partial<ServerLimits>;
}

export type OpenResult =
  /** Where it listens, ports 0 replaced by those that were found. */
  | { readonly kind: 'opened'; readonly endpoints: readonly Endpoint[] }
  /** Nothing listens: one address that fails fails them all. */
  | { readonly kind: 'failed'; readonly failures: readonly BindFailure[] };

/** Refusals that come in floods are told once in so long. */
const SELDOM_MS = 10_000;

export class NameServer {
  readonly #options: NameServerOptions;
  readonly #limits: ServerLimits;
  readonly #streams: StreamCache;
  readonly #connections: ConnectionTable;
  readonly #context: ListenerContext;
  #listeners: readonly Listener[] = [];
  /** Counts openings and closings: work that was begun in an earlier one stops. */
  #epoch = 0;

  constructor(options: NameServerOptions) {
    const { zones, keys, onEvent: tell, now = Date.now, proofs = NO_PROOFS } = options;
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#streams = new StreamCache(this.#limits.streamOctets);
    this.#connections = new ConnectionTable(this.#limits, (address) => zones.isListed(address));
    const { strangersPerSecond, allStrangersPerSecond } = this.#limits;
    const responder = { zones, keys, proofs, streams: this.#streams, now, tell };
    this.#context = {
      limits: this.#limits,
      connections: this.#connections,
      rateLimit: new RateLimit(strangersPerSecond, allStrangersPerSecond, now),
      seldom: new Seldom(SELDOM_MS, now),
      transfers: new TransferTeller(tell, now),
      now,
      tell,
      isListed: (address) => zones.isListed(address),
      respond: (bytes, client) => respond(bytes, client, responder),
    };
  }

  /** Where it listens; empty while closed. */
  get endpoints(): readonly Endpoint[] {
    return this.#listeners.map(({ endpoint }) => endpoint);
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Listens on all of the endpoints, or on none. */
  async open(wanted: readonly Endpoint[]): Promise<OpenResult> {
    if (this.#listeners.length > 0) throw new Error('bug: the name server is open already');
    const epoch = ++this.#epoch;
    const results = await Promise.all(wanted.map(bindEndpoint));
    const bound = results.filter((result): result is BoundSockets => !('code' in result));
    const failures = results.filter((result): result is BindFailure => 'code' in result);
    if (failures.length > 0 || epoch !== this.#epoch) {
      await Promise.all(bound.map(closeSockets));
      return { kind: 'failed', failures };
    }
    this.#listeners = bound.map((sockets) => new Listener(sockets, this.#context));
    return { kind: 'opened', endpoints: this.endpoints };
  }

  /** Cuts every connection and lets go of every port and stream; resolves when nothing listens. Idempotent. */
  async close(): Promise<void> {
    this.#epoch++;
    const listeners = this.#listeners;
    this.#listeners = [];
    const closed = Promise.all(listeners.map((listener) => listener.close()));
    this.#connections.destroyAll();
    await closed;
    this.#streams.clear();
  }

  /**
   * Composes the transfers of these zones ahead, a message at a time in turns that nobody else needs, so that the first
   * secondary to ask finds them ready. Resolves when done, or when the server is closed.
   */
  async prepare(zones: readonly Name[]): Promise<void> {
    const epoch = this.#epoch;
    for (const name of zones) {
      const zone = this.#options.zones.find(name);
      if (zone?.kind !== 'primary' || zone.version === undefined) continue;
      const stream = this.#streams.get(zone, zone.version);
      while (!stream.isComplete && epoch === this.#epoch && composesNext(stream)) await nextTurn();
    }
  }
}

/** False when the zone holds a record that no transfer can carry: the first transfer will tell so. */
function composesNext(stream: TransferStream): boolean {
  try {
    stream.composeNext();
    return true;
  } catch (error) {
    if (error instanceof RecordTooLong) return false;
    throw error;
  }
}
