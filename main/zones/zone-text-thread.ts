/**
 * Reads a large zone file in a thread of its own. That leaves the main thread to those who wait for it, and what reading
 * takes in memory (several times what the zone does) goes back to the system when the thread ends.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Name } from '../../shared/dns/name.ts';
import { unpackSnapshot } from './version-blob.ts';
import { type ReadZone, type ZoneText } from './zone-text.ts';
import type { ReadReply, ReadRequest } from './zone-text-worker.ts';

/** As `readZoneText`; rejects with what the thread died of. */
export async function readZoneTextInThread(file: ZoneText, zone: Name | undefined): Promise<ReadZone> {
  const { contents, ...read } = await askThread({ file, zone: zone?.wire });
  if (contents === undefined) return { ...read, contents };
  const { origin, snapshot } = contents;
  const { served } = await unpackSnapshot(Buffer.from(snapshot), Name.fromWire(origin));
  return { ...read, contents: served };
}

/** Room for what is garbage at once: left to itself, a thread takes four times as much, and is no faster for it. */
const YOUNG_MB_MOST = 48;

async function askThread(request: ReadRequest): Promise<ReadReply> {
  const worker = new Worker(new URL('./zone-text-worker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB_MOST },
  });
  try {
    const [reply] = (await once(worker, 'message')) as [ReadReply];
    return reply;
  } finally {
    await worker.terminate();
  }
}
