/** One endpoint in service: datagrams and connections in, replies out. */
import { type RemoteInfo } from 'node:dgram';
import { type Socket } from 'node:net';
import { type ServerClient, type ServerEvent } from '../../../shared/model/server-events.ts';
import { normaliseAddress } from '../address.ts';
import { type ServerLimits } from '../limits.ts';
import { type Reply } from '../pipeline/request.ts';
import { type BoundSockets, closeSockets, type Endpoint } from './bind.ts';
import { type ConnectionTable } from './connection-table.ts';
import { type RateLimit } from './rate-limit.ts';
import { type Seldom } from './seldom.ts';
import { TcpConnection } from './tcp-connection.ts';
import { type TransferTeller } from './transfer-teller.ts';

/** What all endpoints of a server share. */
export interface ListenerContext {
  readonly limits: ServerLimits;
  readonly connections: ConnectionTable;
  readonly rateLimit: RateLimit;
  readonly seldom: Seldom;
  readonly transfers: TransferTeller;
  readonly now: () => number;
  readonly tell: (event: ServerEvent) => void;
  isListed(address: string): boolean;
  respond(bytes: Uint8Array, client: ServerClient): Reply;
}

export class Listener {
  readonly #sockets: BoundSockets;
  readonly #context: ListenerContext;

  constructor(sockets: BoundSockets, context: ListenerContext) {
    this.#sockets = sockets;
    this.#context = context;
    sockets.udp.on('message', (bytes, from) => this.#datagram(bytes, from));
    sockets.udp.on('error', (error) => this.#failed('udp', error));
    sockets.tcp.on('connection', (socket) => this.#connection(socket));
    sockets.tcp.on('error', (error) => this.#failed('tcp', error));
  }

  get endpoint(): Endpoint {
    return this.#sockets.endpoint;
  }

  /** Resolves when nothing listens here any more; the connections must be closed beside it. */
  async close(): Promise<void> {
    await closeSockets(this.#sockets);
  }

  #datagram(bytes: Uint8Array, from: RemoteInfo): void {
    // RFC 768: no port, no answer wanted; and none can be sent.
    if (from.port === 0) return;
    const address = normaliseAddress(from.address);
    const client: ServerClient = { address, port: from.port, transport: 'udp' };
    const reply = this.#respond(bytes, client);
    // Transfers come by TCP only; the responder never gives one to a UDP client.
    if (reply.kind !== 'message') return;
    this.#sockets.udp.send(reply.bytes, from.port, from.address, ignoreLoss);
  }

  #connection(socket: Socket): void {
    const { connections, limits, transfers } = this.#context;
    // Gone before it was taken up.
    if (socket.remoteAddress === undefined || socket.remotePort === undefined) return void socket.destroy();
    const address = normaliseAddress(socket.remoteAddress);
    const client: ServerClient = { address, port: socket.remotePort, transport: 'tcp' };
    if (!connections.makeRoom(address)) {
      socket.destroy();
      return this.#refuse(client, 'too-many-connections');
    }
    const connection = new TcpConnection(socket, address, {
      limits,
      transfers,
      respond: (bytes) => this.#respond(bytes, client),
      onActivity: (active) => connections.touch(active),
      onFault: (error) => this.#fault(client, error),
    });
    connections.add(connection);
    socket.once('close', () => connections.remove(connection));
  }

  /** Strangers are answered so often and no more, by TCP as by UDP. */
  #respond(bytes: Uint8Array, client: ServerClient): Reply {
    const { isListed, rateLimit, respond } = this.#context;
    if (!isListed(client.address) && !rateLimit.admits(client.address)) {
      this.#refuse(client, 'rate-limited');
      return { kind: 'nothing' };
    }
    try {
      return respond(bytes, client);
    } catch (error) {
      this.#fault(client, error);
      return { kind: 'nothing' };
    }
  }

  /** Whatever a packet can bring to light, it shall not end the session for all the others. */
  #fault(client: ServerClient, error: unknown): void {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#refuse(client, 'program-defect', trace);
  }

  /** Told seldom: these come in floods. */
  #refuse(
    client: ServerClient,
    reason: 'rate-limited' | 'too-many-connections' | 'program-defect',
    trace?: string,
  ): void {
    const { now, seldom, tell } = this.#context;
    if (!seldom.isDue(`${reason} ${client.address}`)) return;
    const detail = trace === undefined ? {} : { trace };
    tell({ kind: 'request-refused', at: now(), client, reason, rcode: undefined, ...detail });
  }

  #failed(transport: 'udp' | 'tcp', error: Error): void {
    const { now, tell } = this.#context;
    const code = 'code' in error ? String(error.code) : error.message;
    tell({ kind: 'listener-failed', at: now(), ...this.endpoint, transport, code });
  }
}

/** A datagram that could not be sent is lost like any other on its way: the client asks again. */
function ignoreLoss(): void {
  return undefined;
}
