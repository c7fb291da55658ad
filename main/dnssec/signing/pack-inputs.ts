/** What the signatures of record sets cover, on its way to a worker thread (see signature-batch.ts). */
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { signingInput } from './rrsig.ts';
import { Scratch } from './signature-batch.ts';
import { type SigningTimes } from './signing-times.ts';

/** The sets' inputs, in a buffer of their own that can be handed over. */
export function packInputs(
  sets: readonly RRset[],
  zone: Octets,
  times: SigningTimes,
): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const rrset of sets) {
    const input = signingInput(rrset, zone, times);
    const out = scratch.room(length, 4 + input.length);
    out.writeUInt32BE(input.length, length);
    out.write(input, length + 4, 'latin1');
    length += 4 + input.length;
  }
  return scratch.copy(length);
}

const scratch = new Scratch();
