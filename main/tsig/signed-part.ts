/** A message with and without its TSIG record: ARCOUNT and ID change with it (RFC 8945 §4.3.2). */
import { COUNT_OFFSET, HEADER_LENGTH } from '../../shared/dns/message/header.ts';
import { type Signature } from '../../shared/dns/message/message.ts';
import { composeTsig, type TsigRecord } from '../../shared/dns/message/tsig-record.ts';
import { WireWriter } from '../../shared/dns/wire-writer.ts';

/** What was signed of a received message, as pieces: a header with ARCOUNT − 1 and the original ID, and the rest up to the TSIG. */
export function signedPart(bytes: Uint8Array, signature: Signature): readonly Uint8Array[] {
  const header = bytes.slice(0, HEADER_LENGTH);
  header[0] = signature.tsig.originalId >> 8;
  header[1] = signature.tsig.originalId;
  addToAdditionalCount(header, -1);
  return [header, bytes.subarray(HEADER_LENGTH, signature.offset)];
}

/** The message with the record at its end. */
export function appendTsig(message: Uint8Array, tsig: TsigRecord): Uint8Array {
  const record = tsigOctets(tsig);
  const signed = new Uint8Array(message.length + record.length);
  signed.set(message);
  signed.set(record, message.length);
  addToAdditionalCount(signed, 1);
  return signed;
}

/** The record's octets, to be sent after a message whose ARCOUNT counts it. */
export function tsigOctets(tsig: TsigRecord): Uint8Array {
  const writer = new WireWriter('plain', 256);
  composeTsig(tsig, writer);
  return writer.finish();
}

/** Changes ARCOUNT in place. */
export function addToAdditionalCount(header: Uint8Array, change: number): void {
  const at = COUNT_OFFSET.additional;
  const count = ((header[at] << 8) | header[at + 1]) + change;
  header[at] = count >> 8;
  header[at + 1] = count;
}
