/**
 * Worker threads that sign. Started when there is work for them, and kept until the pool is disposed of; while idle they
 * hold no process alive. Batches wait here rather than at a worker, so that what was given up costs nothing more.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type BatchReply, type BatchRequest } from './signing-worker.ts';
import { type SignatureBatch } from './signature-batch.ts';

/** Enough that a worker never waits for the main thread, few enough that cancelling is quick. */
const IN_FLIGHT_MOST = 2;
const THREADS_MOST = 4;
const DISPOSED = 'the signing pool was disposed of';

interface Task {
  readonly batch: SignatureBatch;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (signatures: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
}

interface Lane {
  readonly worker: Worker;
  readonly inFlight: Map<number, Task>;
}

export class SigningPool {
  readonly #size: number;
  readonly #lanes: Lane[] = [];
  #waiting: Task[] = [];
  #nextId = 0;
  #disposed = false;

  /** At least two threads: on one core they share it with the main thread, which so stays responsive. */
  constructor(size = Math.max(2, Math.min(THREADS_MOST, availableParallelism()))) {
    this.#size = size;
  }

  get batchesAtOnce(): number {
    return this.#size * IN_FLIGHT_MOST;
  }

  /**
   * The signatures of a batch (see signature-batch.ts), whose inputs are handed over. Rejects with the signal's reason, or
   * with what a worker died of.
   */
  sign(batch: SignatureBatch, signal?: AbortSignal): Promise<Uint8Array> {
    if (this.#disposed) return Promise.reject(new Error(DISPOSED));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, signal, resolve, reject });
      this.#hire();
      this.#dispatch();
    });
  }

  /** Ends the threads; what they had not finished is rejected. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const lanes = this.#lanes.splice(0);
    await Promise.all(lanes.map(({ worker }) => worker.terminate()));
    const abandoned = [
      ...lanes.flatMap(({ inFlight }) => [...inFlight.values()]),
      ...this.#waiting.splice(0),
    ];
    for (const task of abandoned) task.reject(new Error(DISPOSED));
  }

  #hire(): void {
    while (this.#lanes.length < this.#size) {
      const worker = new Worker(new URL('./signing-worker.ts', import.meta.url));
      const lane: Lane = { worker, inFlight: new Map() };
      worker.unref();
      worker.on('message', (reply: BatchReply) => this.#finish(lane, reply));
      worker.on('error', (error) => this.#lose(lane, error));
      this.#lanes.push(lane);
    }
  }

  #dispatch(): void {
    for (let load = 0; load < IN_FLIGHT_MOST; load++) {
      for (const lane of this.#lanes) {
        if (lane.inFlight.size > load) continue;
        const task = this.#nextTask();
        if (task === undefined) return;
        const request: BatchRequest = { ...task.batch, id: this.#nextId++ };
        lane.inFlight.set(request.id, task);
        lane.worker.ref();
        lane.worker.postMessage(request, [request.inputs.buffer]);
      }
    }
  }

  #nextTask(): Task | undefined {
    for (;;) {
      const task = this.#waiting.shift();
      if (task?.signal?.aborted !== true) return task;
      task.reject(task.signal.reason);
    }
  }

  #finish(lane: Lane, { id, signatures }: BatchReply): void {
    const task = lane.inFlight.get(id);
    lane.inFlight.delete(id);
    this.#dispatch();
    if (lane.inFlight.size === 0) lane.worker.unref();
    task?.resolve(signatures);
  }

  /** A worker that died takes its batches with it; the next batch gets a new one. */
  #lose(lane: Lane, error: unknown): void {
    const index = this.#lanes.indexOf(lane);
    if (index >= 0) this.#lanes.splice(index, 1);
    for (const task of lane.inFlight.values()) task.reject(error);
    if (this.#waiting.length > 0) {
      this.#hire();
      this.#dispatch();
    }
  }
}
