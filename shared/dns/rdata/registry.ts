/**
 * All record types: by number and by mnemonic, and what is done with the unknown ones (RFC 3597).
 *
 * What follows here is the only place that knows the set of types. Everything else asks by number.
 */
import { hexDecode, hexEncode } from '../encodings.ts';
import { type Name } from '../name.ts';
import { bytesFrom, type Octets } from '../octets.ts';
import { WireError, WireReader } from '../wire-reader.ts';
import { type WireWriter } from '../wire-writer.ts';
import { a } from './a.ts';
import { cname } from './cname.ts';
import { type RdataType } from './define-rdata.ts';
import { mx } from './mx.ts';
import { ns } from './ns.ts';
import { type RdataScanner } from './rdata-scanner.ts';
import { soa } from './soa.ts';
import { srv } from './srv.ts';
import { txt } from './txt.ts';

/** Every record type with a table of its own. */
export const RDATA_TYPES = [a, ns, cname, soa, mx, txt, srv] as unknown as readonly RdataType[];

const byType = new Map(RDATA_TYPES.map((rdataType) => [rdataType.type, rdataType]));
const byMnemonic = new Map(RDATA_TYPES.map((rdataType) => [rdataType.mnemonic, rdataType]));

/** The table of a type, or undefined for one that is carried as RFC 3597 unknown. */
export function rdataType(type: number): RdataType | undefined {
  return byType.get(type);
}

/** A type's mnemonic, or TYPEnnn (RFC 3597 §5). */
export function typeToText(type: number): string {
  return byType.get(type)?.mnemonic ?? OTHER_TYPES[type] ?? `TYPE${type}`;
}

/** The type of a mnemonic or TYPEnnn, in either case; undefined when it is neither. */
export function typeFromText(text: string): number | undefined {
  const upper = text.toUpperCase();
  const known = byMnemonic.get(upper)?.type ?? otherByMnemonic.get(upper);
  if (known !== undefined) return known;
  const generic = /^TYPE([0-9]{1,5})$/.exec(upper);
  return generic !== null && Number(generic[1]) <= 65535 ? Number(generic[1]) : undefined;
}

/** Text of a record's data → plain wire form; `\# length hex` is taken for every type (RFC 3597 §5). Throws ScanError. */
export function scanRdata(type: number, scanner: RdataScanner): Octets {
  const first = scanner.peek();
  if (first !== undefined && !first.quoted && first.text === '\\#') return scanGeneric(type, scanner);
  const known = byType.get(type);
  return known === undefined
    ? scanner.fail(`the form \\# LENGTH HEX, since ${typeToText(type)} has no form of its own here`, first)
    : known.scan(scanner);
}

/** Plain wire form → text; unknown types, and data that does not fit its type, as `\# length hex`. */
export function printRdata(type: number, rdata: Octets, origin?: Name): string {
  try {
    return byType.get(type)?.print(rdata, origin) ?? printGeneric(rdata);
  } catch (error) {
    if (error instanceof WireError) return printGeneric(rdata);
    throw error;
  }
}

/** Rdata of a message → plain wire form, names decompressed. Throws WireError. */
export function rdataFromMessage(type: number, reader: WireReader, length: number): Octets {
  return byType.get(type)?.fromMessage(reader, length) ?? reader.octets(length);
}

/** Plain wire form → message, names compressed where RFC 3597 §4 allows it. */
export function rdataToMessage(type: number, rdata: Octets, writer: WireWriter): void {
  const known = byType.get(type);
  if (known === undefined) writer.octets(rdata);
  else known.toMessage(rdata, writer);
}

/** Canonical wire form (RFC 4034 §6.2). */
export function canonicalRdata(type: number, rdata: Octets): Octets {
  return byType.get(type)?.canonical(rdata) ?? rdata;
}

function scanGeneric(type: number, scanner: RdataScanner): Octets {
  scanner.next('\\#');
  const expected = 'the number of octets, then as many in hexadecimal';
  const length = scanner.next(expected);
  const hex = scanner.atEnd ? { text: '', token: length } : scanner.restJoined(expected);
  const rdata = hexDecode(hex.text);
  if (!/^[0-9]{1,5}$/.test(length.text) || rdata?.length !== Number(length.text))
    return scanner.fail(expected, length);
  const known = byType.get(type);
  if (known === undefined) return rdata;
  try {
    return known.fromMessage(new WireReader(bytesFrom(rdata)), rdata.length);
  } catch (error) {
    if (error instanceof WireError)
      return scanner.fail(`the octets of a ${known.mnemonic} record (${error.message})`, length);
    throw error;
  }
}

function printGeneric(rdata: Octets): string {
  return rdata.length === 0 ? '\\# 0' : `\\# ${rdata.length} ${hexEncode(rdata)}`;
}

/** Types that have a name but never data in a zone of ours: question types and meta types (RFC 6895 §3.1). */
const OTHER_TYPES: Readonly<Record<number, string>> = {
  41: 'OPT',
  249: 'TKEY',
  250: 'TSIG',
  251: 'IXFR',
  252: 'AXFR',
  253: 'MAILB',
  254: 'MAILA',
  255: 'ANY',
};
const otherByMnemonic = new Map(
  Object.entries(OTHER_TYPES).map(([type, mnemonic]) => [mnemonic, Number(type)]),
);
