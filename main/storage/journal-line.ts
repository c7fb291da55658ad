/**
 * One line of a journal: `<crc32> <length> <JSON>\n`, crc32 of the JSON's bytes in eight hex digits, length of the same in
 * decimal. JSON text holds no raw line feed, so a reader that lost its way finds the next line by looking for one.
 */
import { crc32 } from 'node:zlib';

const LF = 0x0a;
const SPACE = 0x20;
/** crc32, space, up to nine digits, space. */
const LONGEST_PREFIX = 8 + 1 + 9 + 1;

export function encodeLine(record: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  const prefix = `${crc32(json).toString(16).padStart(8, '0')} ${json.length} `;
  return Buffer.concat([Buffer.from(prefix), json, Buffer.of(LF)]);
}

/** A line read back, where the next one starts, or what is wrong with it. */
export type DecodedLine =
  | { readonly kind: 'record'; readonly record: unknown; readonly end: number }
  /** The file ends before the line does: what a kill or power cut in the middle of an append leaves. */
  | { readonly kind: 'torn' }
  | { readonly kind: 'corrupt'; readonly reason: string };

/** Reads the line at `start`, which is before the end of `bytes`. */
export function decodeLine(bytes: Buffer, start: number): DecodedLine {
  const newline = bytes.indexOf(LF, start);
  if (newline < 0) return { kind: 'torn' };
  const crcEnd = start + 8;
  const lengthEnd = bytes.subarray(0, Math.min(newline, start + LONGEST_PREFIX)).indexOf(SPACE, crcEnd + 1);
  const prefix = bytes.toString('latin1', start, Math.max(lengthEnd, start));
  const match = /^([0-9a-f]{8}) ([1-9][0-9]{0,8})$/.exec(prefix);
  if (match === null) return { kind: 'corrupt', reason: 'no line starts here' };
  const json = bytes.subarray(lengthEnd + 1, newline);
  if (json.length !== Number(match[2])) return { kind: 'corrupt', reason: 'wrong length' };
  if (crc32(json) !== Number.parseInt(match[1], 16)) return { kind: 'corrupt', reason: 'wrong checksum' };
  return { kind: 'record', record: JSON.parse(json.toString('utf8')), end: newline + 1 };
}
