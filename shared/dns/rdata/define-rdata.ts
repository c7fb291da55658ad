/**
 * A record type is a table of fields. From the table come its wire form (plain, compressed, canonical), its text, its
 * edit form and equality; an irregular type overrides one field, never the scheme.
 *
 * At rest a record's data is its plain wire form, an `Octets`: two records are equal when their octets are, and sorting
 * octets is the canonical order of RFC 4034 §6.3. The typed values below exist only while something looks inside.
 */
import { octetsFrom, type Octets } from '../octets.ts';
import { type Name } from '../name.ts';
import { bytesFrom } from '../octets.ts';
import { WireReader } from '../wire-reader.ts';
import { WireWriter, type NameRules, type WireMode } from '../wire-writer.ts';
import { type RdataScanner } from './rdata-scanner.ts';

/** How a field is shown in a form; the label and help come from the renderer's words, by type and field name. */
export type FieldKind =
  | 'u8'
  | 'u16'
  | 'u32'
  | 'ttl'
  | 'serial'
  | 'time'
  | 'name'
  | 'ipv4'
  | 'ipv6'
  | 'type'
  | 'types'
  | 'text'
  | 'texts'
  | 'hex'
  | 'base64'
  | 'base32hex'
  | 'algorithm'
  | 'flags'
  | 'params'
  | 'location'
  | 'other';

/** One field: its four operations, and what a form needs to know. */
export interface Field<T> {
  readonly kind: FieldKind;
  /** An example value, as a person would type it. */
  readonly example: string;
  /** What an error says was expected here: "an IPv4 address, such as 192.0.2.1". */
  readonly expected: string;
  /** True when the field takes all tokens that are left (TXT's strings, a base64 key split over lines). */
  readonly takesRest?: boolean;
  /** Set for names: how they are compressed and lower-cased. */
  readonly nameRules?: NameRules;
  /** Octets in wire form when that never varies. */
  readonly fixedLength?: number;
  /** Named values that a form can offer, by the text they stand for. */
  readonly choices?: readonly { readonly text: string; readonly meaning: string }[];
  /** wire → value; throws WireError. */
  parse(reader: WireReader): T;
  /** value → wire. */
  compose(value: T, writer: WireWriter): void;
  /** text → value; throws ScanError. */
  scan(scanner: RdataScanner): T;
  /** value → text; names absolute, or relative to `origin` when one is given. */
  print(value: T, origin?: Name): string;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
/** The typed value of a record whose table is `F`. */
export type ValueOf<F> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A record type, derived from its table. */
export interface RdataType<F = Fields> {
  readonly mnemonic: string;
  readonly type: number;
  readonly fields: F;
  /** Plain wire form → typed value; throws WireError. */
  parse(rdata: Octets): ValueOf<F>;
  /** Typed value → plain wire form. */
  compose(value: ValueOf<F>): Octets;
  /** Canonical wire form (RFC 4034 §6.2) of plain wire form. */
  canonical(rdata: Octets): Octets;
  /** Rdata as it stands in a message, names decompressed and everything checked → plain wire form; throws WireError. */
  fromMessage(reader: WireReader, length: number): Octets;
  /** Plain wire form into a message, names compressed where the type allows it. */
  toMessage(rdata: Octets, writer: WireWriter): void;
  /** Text → plain wire form; throws ScanError. Does not accept RFC 3597's `\#` form (see registry.ts). */
  scan(scanner: RdataScanner): Octets;
  /** Plain wire form → text. */
  print(rdata: Octets, origin?: Name): string;
  /** The text of each field, for an edit form, in the order of the table. */
  fieldTexts(rdata: Octets, origin?: Name): Readonly<Record<string, string>>;
}

/** Options of a type beyond its fields. */
export interface RdataOptions<F> {
  /** A check over several fields, on the way in from text; throws ScanError by scanner.fail. */
  readonly check?: (value: ValueOf<F>, scanner: RdataScanner) => void;
}

/** Makes a record type of its table of fields. */
export function defineRdata<const F extends Fields>(
  mnemonic: string,
  type: number,
  fields: F,
  options: RdataOptions<F> = {},
): RdataType<F> {
  const table = Object.entries(fields as Fields);
  const parseFrom = (reader: WireReader): ValueOf<F> => {
    const value: Record<string, unknown> = {};
    for (const [key, field] of table) value[key] = field.parse(reader);
    reader.expectEnd();
    return value as ValueOf<F>;
  };
  const composeTo = (value: ValueOf<F>, writer: WireWriter): void => {
    for (const [key, field] of table) field.compose((value as Record<string, unknown>)[key], writer);
  };
  const parse = (rdata: Octets): ValueOf<F> => parseFrom(new WireReader(bytesFrom(rdata)));
  const inMode = (value: ValueOf<F>, mode: WireMode): Octets => {
    const writer = new WireWriter(mode, 64);
    composeTo(value, writer);
    return writer.toOctets();
  };
  const names = table.filter(([, field]) => field.nameRules !== undefined);
  const lowercases = names.some(([, field]) => field.nameRules?.canonicalLowercase);
  const compresses = names.some(([, field]) => field.nameRules?.compress);
  const texts = (rdata: Octets, origin?: Name): [string, string][] => {
    const value = parse(rdata) as Record<string, unknown>;
    return table.map(([key, field]) => [key, field.print(value[key], origin)]);
  };

  return {
    mnemonic,
    type,
    fields,
    parse,
    compose: (value) => inMode(value, 'plain'),
    canonical: lowercases ? (rdata) => inMode(parse(rdata), 'canonical') : (rdata) => rdata,
    fromMessage(reader, length) {
      const end = reader.offset + length;
      const own = new WireReader(reader.bytes, reader.offset, end);
      const value = parseFrom(own);
      const plain =
        names.length === 0 ? octetsFrom(reader.bytes, reader.offset, end) : inMode(value, 'plain');
      reader.offset = end;
      return plain;
    },
    toMessage: compresses
      ? (rdata, writer) => composeTo(parse(rdata), writer)
      : (rdata, writer) => writer.octets(rdata),
    scan(scanner) {
      const value: Record<string, unknown> = {};
      for (const [key, field] of table) value[key] = field.scan(scanner);
      scanner.expectEnd(mnemonic);
      options.check?.(value as ValueOf<F>, scanner);
      return inMode(value as ValueOf<F>, 'plain');
    },
    print: (rdata, origin) =>
      texts(rdata, origin)
        .map(([, text]) => text)
        .filter((text) => text !== '')
        .join(' '),
    fieldTexts: (rdata, origin) => Object.fromEntries(texts(rdata, origin)),
  };
}
