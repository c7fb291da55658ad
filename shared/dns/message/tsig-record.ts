/** The TSIG pseudo-record: the last one of a signed message (RFC 8945 §4.2). */
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { CLASS, TYPE } from '../types.ts';
import { type WireReader } from '../wire-reader.ts';
import { type WireWriter } from '../wire-writer.ts';

export interface TsigRecord {
  readonly keyName: Name;
  readonly algorithmName: Name;
  /** Seconds since 1970, 48 bits. */
  readonly timeSigned: number;
  readonly fudgeSeconds: number;
  readonly mac: Octets;
  /** The ID under which it was signed; a forwarder may have changed the header's. */
  readonly originalId: number;
  /** TSIG's own RCODE: BADSIG, BADKEY, BADTIME, BADTRUNC, or 0. */
  readonly error: number;
  /** Empty, or the server's time with BADTIME (six octets). */
  readonly otherData: Octets;
}

/** The record's data from the reader, which ends where the data ends; throws WireError. */
export function parseTsig(keyName: Name, reader: WireReader): TsigRecord {
  const algorithmName = reader.name(false);
  const timeSigned = reader.u48();
  const fudgeSeconds = reader.u16();
  const mac = reader.octets(reader.u16());
  const originalId = reader.u16();
  const error = reader.u16();
  const otherData = reader.octets(reader.u16());
  reader.expectEnd();
  return { keyName, algorithmName, timeSigned, fudgeSeconds, mac, originalId, error, otherData };
}

/** The whole record; no name in it is compressed (RFC 8945 §4.2). */
export function composeTsig(tsig: TsigRecord, writer: WireWriter): void {
  writer.octets(tsig.keyName.wire);
  writer.u16(TYPE.TSIG);
  writer.u16(CLASS.ANY);
  writer.u32(0);
  writer.u16(tsig.algorithmName.wire.length + DATA_FIXED_LENGTH + tsig.mac.length + tsig.otherData.length);
  writer.octets(tsig.algorithmName.wire);
  writer.u48(tsig.timeSigned);
  writer.u16(tsig.fudgeSeconds);
  writer.u16(tsig.mac.length);
  writer.octets(tsig.mac);
  writer.u16(tsig.originalId);
  writer.u16(tsig.error);
  writer.u16(tsig.otherData.length);
  writer.octets(tsig.otherData);
}

/** How many octets such a record takes, so that a composer can keep them free. */
export function tsigLength(keyName: Name, algorithmName: Name, macLength: number, otherLength = 0): number {
  return keyName.wire.length + 10 + algorithmName.wire.length + DATA_FIXED_LENGTH + macLength + otherLength;
}

/** The most that any TSIG record of ours can take: a key name of 255 octets, HMAC-SHA512's MAC, MD5's long name, a time. */
export const LARGEST_TSIG = 255 + 10 + 26 + 16 + 64 + 6;

const DATA_FIXED_LENGTH = 16;
