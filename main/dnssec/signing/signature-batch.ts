/**
 * Record sets on their way to a worker thread, and their signatures on the way back, each as one run of octets: a message of
 * thousands of objects would hold up the main thread for longer than signing them takes the worker. A set travels as what
 * its signatures cover, so that the worker has nothing left to do but to sign.
 *
 *     inputs     = (length:u32 input)*            see signingInput
 *     signatures = (length:u16 rrsig-rdata)*      input by input, signer by signer
 */
import { type Octets } from '../../../shared/dns/octets.ts';
import { rrsigMostOctets, type Signer, writeRrsig } from './write-rrsig.ts';

/** One message to a worker. */
export interface SignatureBatch {
  readonly inputs: Uint8Array<ArrayBuffer>;
  /** The zone's name in canonical wire form. */
  readonly zone: Octets;
  readonly signers: readonly Signer[];
}

/** In the worker: signs all inputs of a batch. */
export function signBatch({ inputs, zone, signers }: SignatureBatch): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(inputs.buffer, inputs.byteOffset, inputs.length);
  const most = 2 + rrsigMostOctets(zone);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const start = at + 4;
    at = start + bytes.readUInt32BE(at);
    const input = bytes.subarray(start, at);
    for (const signer of signers) {
      const out = scratch.room(length, most);
      const end = writeRrsig(input, zone, signer, out, length + 2);
      out.writeUInt16BE(end - length - 2, length);
      length = end;
    }
  }
  return scratch.copy(length);
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

/**
 * Where a batch is written until its length is known, again and again. What is handed over is a copy that is no longer than it
 * must be: the collector is told of every octet.
 */
export class Scratch {
  #buffer = Buffer.allocUnsafeSlow(0x1_0000);

  /** The buffer, with what was written up to `length` and at least so many more octets. */
  room(length: number, more: number): Buffer {
    if (length + more > this.#buffer.length) {
      const longer = Buffer.allocUnsafeSlow(2 * (length + more));
      this.#buffer.copy(longer, 0, 0, length);
      this.#buffer = longer;
    }
    return this.#buffer;
  }

  copy(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer.subarray(0, length));
  }
}

const scratch = new Scratch();
