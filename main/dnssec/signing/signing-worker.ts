/** The worker thread of the signing pool: takes batches, gives back their signatures. Keeps nothing in between. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { signBatch, type SignatureBatch } from './signature-batch.ts';

export interface BatchRequest extends SignatureBatch {
  readonly id: number;
}

export interface BatchReply {
  readonly id: number;
  readonly signatures: Uint8Array<ArrayBuffer>;
}

// Linux takes this for the calling thread alone: with every core busy signing, the main thread still gets its turns. Other
// systems would take it for the whole process.
if (parentPort !== null && process.platform === 'linux')
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on('message', ({ id, ...batch }: BatchRequest) => {
  const signatures = signBatch(batch);
  const reply: BatchReply = { id, signatures };
  parentPort?.postMessage(reply, [signatures.buffer]);
});
