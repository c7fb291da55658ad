/**
 * One TCP client (RFC 7766): its requests are answered one after the other, in their order, each within bounds of time and
 * memory. It is read from no faster than it is answered, and cut when it takes too long to ask or to read.
 */
import { type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Reply } from '../pipeline/request.ts';
import { type ServerLimits } from '../limits.ts';
import { TcpFrames } from './tcp-frames.ts';
import { type TransferTeller } from './transfer-teller.ts';
import { type OutgoingTransfer } from '../transfers/outgoing-transfer.ts';
import { RecordTooLong } from '../transfers/stream-composer.ts';

/** What a connection needs of the server. */
export interface ConnectionContext {
  readonly limits: ServerLimits;
  readonly transfers: TransferTeller;
  respond(bytes: Uint8Array): Reply;
  /** It has just become idle, or has just begun to answer. */
  onActivity(connection: TcpConnection): void;
  /** Answering threw: a defect. */
  onFault(error: unknown): void;
}

/** Whether the system took what was written, or why it will not. */
type Taken = true | 'closed-by-client' | 'stalled' | 'server-closed';

/** Octets handed to the system at a time: what waits for one client in memory, beside the shared stream. */
const BATCH_OCTETS = 256 * 1024;
/** How long one connection may work before others get their turn. */
const TURN_MS = 8;

export class TcpConnection {
  readonly address: string;
  readonly #socket: Socket;
  readonly #context: ConnectionContext;
  readonly #frames = new TcpFrames();
  readonly #requests: Uint8Array[] = [];
  #timer: NodeJS.Timeout | undefined;
  #answering = false;
  #closing = false;
  /** The client has sent all it will. */
  #ended = false;
  /** Ends the wait for the system to take what was written: true = taken, else why not. */
  #settle: ((taken: Taken) => void) | undefined;
  /** Who ended the connection, once it has ended. */
  #endedBy: 'closed-by-client' | 'server-closed' = 'closed-by-client';
  #turnBegan = 0;

  constructor(socket: Socket, address: string, context: ConnectionContext) {
    this.address = address;
    this.#socket = socket;
    this.#context = context;
    this.#awaitRequest();
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('end', () => this.#onEnd());
    // A reset is followed by close, which does all that has to be done.
    socket.on('error', () => this.#settle?.('closed-by-client'));
    socket.on('close', () => this.#onClose());
  }

  /** True while nothing is being answered: such a connection can make room for another. */
  get isIdle(): boolean {
    return !this.#answering;
  }

  /** Says goodbye: no more requests are read, what the client still sends is thrown away, and then it is closed. */
  finish(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#requests.length = 0;
    clearTimeout(this.#timer);
    this.#socket.end();
    this.#socket.resume();
    if (this.#ended) return;
    // Closing with unread data would send a reset, and a reset can overtake the answer (RFC 1122 §4.2.2.13).
    const linger = setTimeout(() => this.#socket.destroy(), this.#context.limits.lingerMs);
    this.#socket.once('close', () => clearTimeout(linger));
  }

  /** Closes at once. */
  destroy(): void {
    this.#closing = true;
    if (!this.#socket.destroyed) this.#endedBy = 'server-closed';
    this.#settle?.(this.#endedBy);
    this.#socket.destroy();
  }

  /** Reading does not prolong it: the whole request has to be there in time. */
  #awaitRequest(): void {
    this.#timer = setTimeout(() => this.finish(), this.#context.limits.requestTimeoutMs);
  }

  #read(chunk: Buffer): void {
    if (this.#closing) return;
    for (const bytes of this.#frames.push(chunk)) this.#requests.push(bytes);
    if (this.#requests.length >= this.#context.limits.pipelinedRequests) this.#socket.pause();
    if (this.#requests.length > 0 && !this.#answering) this.#answerAll().catch((error) => this.#fail(error));
  }

  #onEnd(): void {
    this.#ended = true;
    if (!this.#answering) this.finish();
  }

  #onClose(): void {
    this.#closing = true;
    clearTimeout(this.#timer);
    this.#settle?.('closed-by-client');
  }

  async #answerAll(): Promise<void> {
    this.#answering = true;
    clearTimeout(this.#timer);
    this.#context.onActivity(this);
    this.#turnBegan = performance.now();
    for (let request = this.#requests.shift(); request !== undefined; request = this.#requests.shift()) {
      await this.#answer(this.#context.respond(request));
      await this.#letOthers();
      if (this.#closing) return;
      if (this.#socket.isPaused() && this.#requests.length === 0) this.#socket.resume();
    }
    this.#answering = false;
    this.#awaitRequest();
    this.#context.onActivity(this);
    if (this.#ended) this.finish();
  }

  #fail(error: unknown): void {
    this.#context.onFault(error);
    this.destroy();
  }

  async #answer(reply: Reply): Promise<void> {
    // What is not answered is no client's of ours; else it could keep the connection with two octets now and then.
    if (reply.kind === 'nothing') return this.finish();
    if (reply.kind === 'transfer') return this.#transfer(reply);
    const { length } = reply.bytes;
    const taken = await this.#write([Uint8Array.of(length >> 8, length), reply.bytes]);
    if (taken !== true) this.destroy();
  }

  async #transfer({ transfer, facts }: Extract<Reply, { kind: 'transfer' }>): Promise<void> {
    const told = this.#context.transfers.begin(facts, transfer);
    try {
      for (let batch = nextBatch(transfer); batch.length > 0; batch = nextBatch(transfer)) {
        const taken = await this.#write(batch);
        if (taken !== true) {
          told.cut(taken);
          return this.destroy();
        }
        await this.#letOthers();
      }
      told.finish();
    } catch (error) {
      if (!(error instanceof RecordTooLong)) throw error;
      told.cut('record-too-long');
      this.destroy();
    }
  }

  /** What the system takes at once never lets the event loop turn by itself. */
  async #letOthers(): Promise<void> {
    if (performance.now() - this.#turnBegan < TURN_MS) return;
    await nextTurn();
    this.#turnBegan = performance.now();
  }

  /** Hands pieces to the system; resolves when it has taken them, or when it will not. */
  async #write(pieces: readonly Uint8Array[]): Promise<Taken> {
    if (!this.#socket.writable) return this.#endedBy;
    const { promise, resolve } = Promise.withResolvers<Taken>();
    const stall = setTimeout(() => resolve('stalled'), this.#context.limits.stallTimeoutMs);
    this.#settle = resolve;
    this.#socket.cork();
    pieces.forEach((piece, i) =>
      this.#socket.write(
        piece,
        i === pieces.length - 1 ? (error) => resolve(error ? 'closed-by-client' : true) : undefined,
      ),
    );
    this.#socket.uncork();
    const outcome = await promise;
    clearTimeout(stall);
    this.#settle = undefined;
    return outcome;
  }
}

/**
 * Messages for one write, in pieces; none after the last. A message that is still to be composed comes alone: the first
 * leaves at once, and composing holds up the others for no longer than a message takes.
 */
function nextBatch(transfer: OutgoingTransfer): readonly Uint8Array[] {
  const batch: Uint8Array[] = [];
  const begun = transfer.octets;
  do {
    const pieces = transfer.next();
    if (pieces === undefined) break;
    batch.push(...pieces);
  } while (transfer.isNextReady && transfer.octets - begun < BATCH_OCTETS);
  return batch;
}
