/**
 * Record sets on their way to a worker thread, and their signatures on the way back, each as one run of octets: a message of
 * thousands of objects would hold up the main thread for longer than signing them takes the worker. A set travels as what
 * its signatures cover, so that the worker has nothing left to do but to sign.
 *
 *     inputs     = (length:u32 input)*            see signingInput
 *     signatures = (length:u16 rrsig-rdata)*      input by input, signer by signer
 */
import { type Octets } from '../../../shared/dns/octets.ts';
import { rrsigMostOctets, type Signer, signingInput, writeRrsig } from './rrsig.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { type SigningTimes } from './signing-times.ts';

/** One message to a worker. */
export interface SignatureBatch {
  readonly inputs: Octets;
  /** The zone's name in canonical wire form. */
  readonly zone: Octets;
  readonly signers: readonly Signer[];
}

export function packInputs(sets: readonly RRset[], zone: Octets, times: SigningTimes): Octets {
  let packed = '';
  for (const rrset of sets) {
    const input = signingInput(rrset, zone, times);
    const { length } = input;
    packed +=
      String.fromCharCode(length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff) +
      input;
  }
  return packed as Octets;
}

/** In the worker: signs all inputs of a batch. */
export function signBatch({ inputs, zone, signers }: SignatureBatch): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(inputs, 'latin1');
  const most = 2 + rrsigMostOctets(zone);
  // RRSIGs of elliptic curves are about as long as what they sign. Not from Node's pool, which cannot be handed over.
  let out = Buffer.allocUnsafeSlow(2 * bytes.length + most);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const start = at + 4;
    at = start + bytes.readUInt32BE(at);
    const input = bytes.subarray(start, at);
    for (const signer of signers) {
      if (length + most > out.length) {
        const grown = Buffer.allocUnsafeSlow(2 * out.length);
        out.copy(grown);
        out = grown;
      }
      const end = writeRrsig(input, zone, signer, out, length + 2);
      out.writeUInt16BE(end - length - 2, length);
      length = end;
    }
  }
  return new Uint8Array(out.buffer, out.byteOffset, length);
}

/** The signatures of a reply, in their order. */
export function unpackSignatures(bytes: Uint8Array): Octets[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const signatures: Octets[] = [];
  for (let at = 0; at < buffer.length;) {
    const end = at + 2 + buffer.readUInt16BE(at);
    signatures.push(buffer.toString('latin1', at + 2, end) as Octets);
    at = end;
  }
  return signatures;
}
