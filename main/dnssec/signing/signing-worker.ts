/** The worker thread of the signing pool: takes batches, gives back their signatures. Keeps nothing in between. */
import { parentPort } from 'node:worker_threads';
import { signBatch, type SignatureBatch } from './signature-batch.ts';

export interface BatchRequest extends SignatureBatch {
  readonly id: number;
}

export interface BatchReply {
  readonly id: number;
  readonly signatures: Uint8Array<ArrayBuffer>;
}

parentPort?.on('message', ({ id, ...batch }: BatchRequest) => {
  const signatures = signBatch(batch);
  const reply: BatchReply = { id, signatures };
  parentPort?.postMessage(reply, [signatures.buffer]);
});
