/**
 * Gathers the sets that a run has to sign. A few are signed at once where they stand, more go to the worker threads in
 * batches, the first while later ones are still being found.
 */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { packInputs } from './pack-inputs.ts';
import { signRRset } from './rrsig.ts';
import { type SignatureBatch, unpackSignatures } from './signature-batch.ts';
import { type SigningTimes } from './signing-times.ts';
import { type SigningWork } from './turn.ts';
import { type Signer } from './write-rrsig.ts';

/** The signatures of one set: none yet, until its batch comes back; all are there once the queue is done. */
export interface SignatureTicket {
  readonly rrset: RRset;
  rrsigs: readonly Octets[];
}

/** Where batches are signed: a SigningPool. */
export interface BatchSigner {
  sign(batch: SignatureBatch, signal?: AbortSignal): Promise<Uint8Array>;
}

/** Less work than this is not worth a thread. */
const INLINE_MOST_MS = 10;
/** Long enough that messages cost little, short enough for smooth progress and quick cancelling. */
const BATCH_MS = 20;
/** As many keep a few threads busy while the main thread has something else to do. What waits beyond them only costs memory. */
const BATCHES_AHEAD = 8;

export class SignatureQueue {
  readonly #origin: Name;
  readonly #signers: readonly Signer[];
  readonly #times: SigningTimes;
  readonly #batchSigner: BatchSigner;
  readonly #work: SigningWork;
  readonly #setMs: number;
  #waiting: SignatureTicket[] = [];
  /** Batches under way, and those that failed. */
  readonly #batches = new Set<Promise<void>>();
  #requested = 0;
  #signed = 0;
  /** How many sets there will be about, for the progress. */
  expected = 0;

  constructor(
    origin: Name,
    signers: readonly Signer[],
    times: SigningTimes,
    batchSigner: BatchSigner,
    work: SigningWork,
  ) {
    this.#origin = origin;
    this.#signers = signers;
    this.#times = times;
    this.#batchSigner = batchSigner;
    this.#work = work;
    this.#setMs = signers.reduce((sum, { algorithm }) => sum + algorithm.signMicroseconds / 1000, 0.001);
  }

  /** Has a set signed by every signer. */
  request(rrset: RRset): SignatureTicket {
    const ticket: SignatureTicket = { rrset, rrsigs: [] };
    this.#requested++;
    this.#waiting.push(ticket);
    if (this.#waiting.length * this.#setMs >= BATCH_MS) this.#sendBatch();
    return ticket;
  }

  /** True when so much waits to be signed that finding more would only pile it up. */
  get isAhead(): boolean {
    return this.#batches.size >= BATCHES_AHEAD;
  }

  /** Resolves when a batch has come back. */
  async catchUp(): Promise<void> {
    await Promise.race(this.#batches);
  }

  /** Resolves when every ticket has its signatures. */
  async done(): Promise<void> {
    const { signal, turn } = this.#work;
    this.expected = this.#requested;
    signal?.throwIfAborted();
    if (this.#batches.size === 0 && this.#waiting.length * this.#setMs <= INLINE_MOST_MS) {
      for (const ticket of this.#waiting) {
        ticket.rrsigs = this.#signers.map((signer) =>
          signRRset(ticket.rrset, this.#origin, signer, this.#times),
        );
        if (turn.isOver) await turn.pass();
      }
      this.#tell(this.#waiting.length);
      return;
    }
    if (this.#waiting.length > 0) this.#sendBatch();
    await Promise.all(this.#batches);
  }

  #sendBatch(): void {
    const tickets = this.#waiting;
    this.#waiting = [];
    const batch = this.#signBatch(tickets);
    this.#batches.add(batch);
    // One that failed stays, for catchUp() or done() to meet; before that, it is no unhandled rejection.
    batch.then(
      () => this.#batches.delete(batch),
      () => undefined,
    );
  }

  async #signBatch(tickets: readonly SignatureTicket[]): Promise<void> {
    const zone = this.#origin.toLowerCase().wire;
    const sets = tickets.map(({ rrset }) => rrset);
    const batch: SignatureBatch = {
      inputs: packInputs(sets, zone, this.#times),
      zone,
      signers: this.#signers,
    };
    const signatures = unpackSignatures(await this.#batchSigner.sign(batch, this.#work.signal));
    const each = this.#signers.length;
    tickets.forEach((ticket, n) => (ticket.rrsigs = signatures.slice(n * each, (n + 1) * each)));
    this.#tell(tickets.length);
  }

  #tell(signed: number): void {
    this.#signed += signed;
    this.#work.onProgress?.(this.#signed, Math.max(this.expected, this.#requested));
  }
}
