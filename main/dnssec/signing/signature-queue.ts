/**
 * Gathers the sets that a run has to sign. A few are signed at once where they stand, more go to the worker threads in
 * batches, the first while later ones are still being found.
 */
import { assert } from '../../../shared/assert.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { packInputs } from './pack-inputs.ts';
import { signRRset } from './rrsig.ts';
import { type SignatureBatch, unpackSignatures } from './signature-batch.ts';
import { type SigningTimes } from './signing-times.ts';
import { type SigningWork } from './turn.ts';
import { type Signer } from './write-rrsig.ts';

/** Where batches are signed: a SigningPool. */
export interface BatchSigner {
  /** As many batches at once keep it busy; more of them only wait. */
  readonly batchesAtOnce: number;
  sign(batch: SignatureBatch, signal?: AbortSignal): Promise<Uint8Array>;
}

/** Less work than this is not worth a thread. */
const INLINE_MOST_MS = 10;
/** Long enough that messages cost little, short enough for smooth progress and quick cancelling. */
const BATCH_MS = 20;

export class SignatureQueue {
  readonly #origin: Name;
  readonly #signers: readonly Signer[];
  readonly #times: SigningTimes;
  readonly #batchSigner: BatchSigner;
  readonly #work: SigningWork;
  /** How long a set takes a thread. */
  readonly #setMs: number;
  /** How many sets a batch has; the last one has what is left. */
  readonly #batchSets: number;
  #waiting: RRset[] = [];
  /** Batches under way, and those that failed. */
  readonly #batches = new Set<Promise<void>>();
  /** Of each batch: its signatures, set by set, signer by signer; a hole while it is under way. */
  readonly #signatures: (readonly Octets[] | undefined)[] = [];
  #sent = 0;
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
    this.#batchSets = Math.ceil(BATCH_MS / this.#setMs);
  }

  /** Has a set signed by every signer; the ticket that its signatures are asked for with. */
  request(rrset: RRset): number {
    this.#waiting.push(rrset);
    if (this.#waiting.length === this.#batchSets) this.#sendBatch();
    return this.#requested++;
  }

  /** True once `signaturesOf` the ticket are there: when its batch has come back, at the latest when the queue is done. */
  isSigned(ticket: number): boolean {
    return this.#signatures[Math.floor(ticket / this.#batchSets)] !== undefined;
  }

  /** A set's signatures, signer by signer. */
  signaturesOf(ticket: number): readonly Octets[] {
    const batch = this.#signatures[Math.floor(ticket / this.#batchSets)];
    assert(batch !== undefined, 'signatures are asked for when they are there');
    const start = (ticket % this.#batchSets) * this.#signers.length;
    return batch.slice(start, start + this.#signers.length);
  }

  /** True when so much waits to be signed that finding more would only pile it up. */
  get isAhead(): boolean {
    return this.#batches.size >= this.#batchSigner.batchesAtOnce;
  }

  /** Resolves when a batch has come back. */
  async catchUp(): Promise<void> {
    await Promise.race(this.#batches);
  }

  /** Resolves when all that was requested is signed. */
  async done(): Promise<void> {
    const { signal } = this.#work;
    this.expected = this.#requested;
    signal?.throwIfAborted();
    if (this.#batches.size === 0 && this.#waiting.length * this.#setMs <= INLINE_MOST_MS)
      return this.#signHere();
    if (this.#waiting.length > 0) this.#sendBatch();
    await Promise.all(this.#batches);
  }

  async #signHere(): Promise<void> {
    const { turn } = this.#work;
    const signatures: Octets[] = [];
    for (const rrset of this.#waiting) {
      for (const signer of this.#signers)
        signatures.push(signRRset(rrset, this.#origin, signer, this.#times));
      if (turn.isOver) await turn.pass();
    }
    this.#signatures[this.#sent++] = signatures;
    this.#tell(this.#waiting.length);
    this.#waiting = [];
  }

  #sendBatch(): void {
    const batch = this.#signBatch(this.#sent++, this.#waiting);
    this.#waiting = [];
    this.#batches.add(batch);
    // One that failed stays, for catchUp() or done() to meet; before that, it is no unhandled rejection.
    batch.then(
      () => this.#batches.delete(batch),
      () => undefined,
    );
  }

  async #signBatch(number: number, sets: readonly RRset[]): Promise<void> {
    const zone = this.#origin.toLowerCase().wire;
    const batch: SignatureBatch = {
      inputs: packInputs(sets, zone, this.#times),
      zone,
      signers: this.#signers,
    };
    this.#signatures[number] = unpackSignatures(await this.#batchSigner.sign(batch, this.#work.signal));
    this.#tell(sets.length);
  }

  #tell(signed: number): void {
    this.#signed += signed;
    this.#work.onProgress?.(this.#signed, Math.max(this.expected, this.#requested));
  }
}
