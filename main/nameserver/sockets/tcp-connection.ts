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
  readonly #timer: NodeJS.Timeout;
  #answering = false;
  #closing = false;
  /** The client has sent all it will. */
  #ended = false;
  /** Ends the wait for the system to take what was written: true = taken, else why not. */
  #settle: ((taken: Taken) => void) | undefined;

  constructor(socket: Socket, address: string, context: ConnectionContext) {
    this.address = address;
    this.#socket = socket;
    this.#context = context;
    this.#timer = setTimeout(() => this.finish(), context.limits.requestTimeoutMs);
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
    this.#settle?.('server-closed');
    this.#socket.destroy();
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
    for (let request = this.#requests.shift(); request !== undefined; request = this.#requests.shift()) {
      await this.#answer(this.#context.respond(request));
      if (this.#closing) return;
      if (this.#socket.isPaused() && this.#requests.length === 0) this.#socket.resume();
    }
    this.#answering = false;
    this.#timer.refresh();
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
    let turnBegan = performance.now();
    try {
      for (;;) {
        const batch: Uint8Array[] = [];
        let octets = 0;
        let done = false;
        while (octets < BATCH_OCTETS && !done) {
          const pieces = transfer.next();
          done = pieces === undefined;
          for (const piece of pieces ?? []) octets += batch[batch.push(piece) - 1].length;
          // The first message leaves at once, and composing never holds up the others for more than a message.
          if (!transfer.isNextReady) break;
        }
        const taken = batch.length === 0 ? true : await this.#write(batch);
        if (taken !== true) {
          told.cut(taken);
          return this.destroy();
        }
        if (done) return told.finish();
        if (performance.now() - turnBegan > TURN_MS) {
          await nextTurn();
          turnBegan = performance.now();
        }
      }
    } catch (error) {
      if (!(error instanceof RecordTooLong)) throw error;
      told.cut('record-too-long');
      this.destroy();
    }
  }

  /** Hands pieces to the system; resolves when it has taken them, or when it will not. */
  async #write(pieces: readonly Uint8Array[]): Promise<Taken> {
    if (this.#socket.destroyed || !this.#socket.writable) return 'closed-by-client';
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
