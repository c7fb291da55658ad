/**
 * A record type is a table of fields. From the table come its wire form (plain, compressed, canonical), its text, its
 * edit form and equality; an irregular type overrides one field, never the scheme.
 *
 * At rest a record's data is its plain wire form, an `Octets`: two records are equal when their octets are, and sorting
 * octets is the canonical order of RFC 4034 §6.3. The typed values below exist only while something looks inside.
 */
import { type Name } from '../name.ts';
import { octetsFrom, type Octets } from '../octets.ts';
import { OctetsWriter } from '../octets-writer.ts';
import { type TYPE } from '../types.ts';
import { WireReader } from '../wire-reader.ts';
import { type NameRules, type WireOutput, type WireWriter } from '../wire-writer.ts';
import { canonicalByLayout, compressTo, layoutOf, type Layout } from './layout.ts';
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

/** A named value of a field: what stands in the record's text, and what it means. */
export interface Choice {
  readonly text: string;
  readonly meaning: string;
}

/** A label of the owner that has a field of its own in a form; in the name it has an underscore before it (RFC 8552). */
export interface OwnerLabel {
  /** The usual one, without the underscore. */
  readonly example: string;
  readonly choices: readonly Choice[];
}

/** The labels that a type's owners begin with, in their order, by the RFC's word for them. */
export type OwnerLabels = Readonly<Record<string, OwnerLabel>>;

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
  readonly choices?: readonly Choice[];
  /** wire → value; throws WireError. `before` holds the values of the fields before this one. */
  parse(reader: WireReader, before: Values): T;
  /** value → wire. */
  compose(value: T, writer: WireOutput): void;
  /** text → value; throws ScanError. `before` holds the values of the fields before this one. */
  scan(scanner: RdataScanner, before: Values): T;
  /** value → text; names absolute, or relative to `origin` when one is given. Empty when the text leaves it out. */
  print(value: T, origin?: Name): string;
}

/** Values by field name, their types not known. */
export type Values = Readonly<Record<string, unknown>>;
export type Fields = Readonly<Record<string, Field<unknown>>>;
/** The typed value of a record whose table is `F`. */
export type ValueOf<F> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A record type, derived from its table. */
export interface RdataType<F = Fields> {
  readonly mnemonic: string;
  readonly type: number;
  readonly fields: F;
  /** Set where records of the type stand at names such as `_service._proto.name`. */
  readonly ownerLabels?: OwnerLabels;
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

/** What a few types have beyond their fields. */
export interface RdataOptions<F> {
  /** The wire form, where it is not the fields one after the other (HIP). */
  readonly wire?: {
    parse(reader: WireReader): ValueOf<F>;
    compose(value: ValueOf<F>, writer: WireOutput): void;
  };
  readonly ownerLabels?: OwnerLabels;
}

/** Makes a record type of its table of fields. */
export function defineRdata<const M extends keyof typeof TYPE, const F extends Fields>(
  mnemonic: M,
  type: (typeof TYPE)[M],
  fields: F,
  options: RdataOptions<F> = {},
): RdataType<F> {
  const table = Object.entries(fields as Fields);
  const form = wireFormOf(table, options);
  return {
    mnemonic,
    type,
    fields,
    ownerLabels: options.ownerLabels,
    parse: (rdata) => form.parse(WireReader.plain(rdata)),
    compose: (value) => form.compose(value, 'plain'),
    ...messageFormOf(form, table, options.wire === undefined ? layoutOf(fields) : undefined),
    ...textFormOf(mnemonic, form, table),
  };
}

type Table = readonly (readonly [key: string, field: Field<unknown>])[];

/** Typed values from wire form that is read to its end, and back. */
interface WireForm<F> {
  parse(reader: WireReader): ValueOf<F>;
  compose(value: ValueOf<F>, mode: 'plain' | 'canonical'): Octets;
}

function wireFormOf<F>(table: Table, { wire }: RdataOptions<F>): WireForm<F> {
  return {
    parse(reader) {
      const value =
        wire?.parse(reader) ?? readFields<F>(table, (field, before) => field.parse(reader, before));
      reader.expectEnd();
      return value;
    },
    compose(value, mode) {
      const writer = new OctetsWriter(mode);
      if (wire !== undefined) wire.compose(value, writer);
      else for (const [key, field] of table) field.compose((value as Values)[key], writer);
      return writer.finish();
    },
  };
}

/** What names ask for: decompressing, compressing and lower-casing. Types without names are octets throughout. */
function messageFormOf<F>(
  form: WireForm<F>,
  table: Table,
  layout: Layout | undefined,
): Pick<RdataType<F>, 'canonical' | 'fromMessage' | 'toMessage'> {
  const names = table.flatMap(([, field]) => field.nameRules ?? []);
  const lowercases = names.some((rules) => rules.canonicalLowercase);
  const compresses = names.some((rules) => rules.compress);
  const mayArriveCompressed = compresses || names.some((rules) => rules.decompress);
  const canonicalByFields = (rdata: Octets): Octets =>
    form.compose(form.parse(WireReader.plain(rdata)), 'canonical');
  return {
    canonical: !lowercases
      ? (rdata) => rdata
      : layout === undefined
        ? canonicalByFields
        : (rdata) => canonicalByLayout(rdata, layout),
    fromMessage(reader, length) {
      const start = reader.offset;
      const value = form.parse(reader.part(length));
      return mayArriveCompressed
        ? form.compose(value, 'plain')
        : octetsFrom(reader.bytes, start, start + length);
    },
    toMessage:
      compresses && layout !== undefined
        ? (rdata, writer) => compressTo(writer, rdata, layout)
        : (rdata, writer) => writer.octets(rdata),
  };
}

function textFormOf<F>(
  mnemonic: string,
  form: WireForm<F>,
  table: Table,
): Pick<RdataType<F>, 'scan' | 'print' | 'fieldTexts'> {
  const texts = (rdata: Octets, origin?: Name): [string, string][] => {
    const value = form.parse(WireReader.plain(rdata)) as Values;
    return table.map(([key, field]) => [key, field.print(value[key], origin)]);
  };
  return {
    scan(scanner) {
      const value = readFields<F>(table, (field, before) => field.scan(scanner, before));
      scanner.expectEnd(mnemonic);
      const rdata = form.compose(value, 'plain');
      return rdata.length > MOST_OCTETS
        ? scanner.fail(`at most ${MOST_OCTETS} octets of data, this record has ${rdata.length}`)
        : rdata;
    },
    print: (rdata, origin) =>
      texts(rdata, origin)
        .map(([, text]) => text)
        .filter((text) => text !== '')
        .join(' '),
    fieldTexts: (rdata, origin) => Object.fromEntries(texts(rdata, origin)),
  };
}

function readFields<F>(table: Table, read: (field: Field<unknown>, before: Values) => unknown): ValueOf<F> {
  const value: Record<string, unknown> = {};
  for (const [key, field] of table) value[key] = read(field, value);
  return value as ValueOf<F>;
}

/** RDLENGTH has 16 bits (RFC 1035 §3.2.1). */
const MOST_OCTETS = 65535;
