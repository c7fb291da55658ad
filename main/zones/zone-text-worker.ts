/** The thread that reads one large zone file: what it needs in memory ends with it. See zone-text-thread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { packSnapshot } from './version-blob.ts';
import { ZoneState } from './zone-state.ts';
import { readZoneText, type ReadZone, type ZoneText } from './zone-text.ts';

export interface ReadRequest {
  readonly file: ZoneText;
  /** The zone's name in wire form, when it is known. */
  readonly zone: Octets | undefined;
}

/** What was read, in a form that crosses threads. */
export interface ReadReply extends Omit<ReadZone, 'contents'> {
  readonly contents: { readonly origin: Octets; readonly snapshot: Uint8Array } | undefined;
}

const { file, zone } = workerData as ReadRequest;
const { contents, ...read } = await readZoneText(file, zone === undefined ? undefined : Name.fromWire(zone));
const reply: ReadReply = {
  ...read,
  contents: contents && {
    origin: contents.origin.wire,
    snapshot: await packSnapshot({ state: new ZoneState(contents), served: contents }),
  },
};
parentPort?.postMessage(reply);
