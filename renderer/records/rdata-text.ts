/** Reading what is typed into the set editor by the server's own scanners, so that both always agree. */
import { utf8Decode, utf8Encode } from '../../shared/dns/encodings.ts';
import type { Name } from '../../shared/dns/name.ts';
import { NO_OCTETS, type Octets } from '../../shared/dns/octets.ts';
import type { Field, RdataType } from '../../shared/dns/rdata/define-rdata.ts';
import { printCharacterString } from '../../shared/dns/rdata/fields.ts';
import { RdataScanner, type Token } from '../../shared/dns/rdata/rdata-scanner.ts';
import { rdataType, scanRdata } from '../../shared/dns/rdata/registry.ts';
import { ScanError } from '../../shared/dns/scan-error.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { tokenizeRdata } from '../../shared/dns/zone-file/rdata-text.ts';

/** What a scanner says of a text. */
export interface TextFault {
  readonly expected: string;
  readonly found: string;
}

/** The tokens of one value as its type reads them. */
const tokensOf = (type: number, text: string): readonly Token[] => tokenizeRdata(type, utf8Encode(text));

/** What is wrong with a value's text, or null. */
export function valueFault(type: number, text: string, origin: Name): TextFault | null {
  return faultOf(() => scanRdata(type, new RdataScanner(tokensOf(type, text), origin)));
}

/** The text of each field of a value, or null when the value does not scan. */
export function fieldsOf(type: number, text: string, origin: Name): Record<string, string> | null {
  const table = rdataType(type);
  if (table === undefined) return null;
  let rdata: Octets = NO_OCTETS;
  const fault = faultOf(() => (rdata = scanRdata(type, new RdataScanner(tokensOf(type, text), origin))));
  if (fault !== null) return null;
  const texts: Record<string, string> = { ...table.fieldTexts(rdata, origin) };
  for (const [key, field] of Object.entries(table.fields)) {
    if (field.kind !== 'texts') continue;
    const plain = plainText(field, texts[key]);
    if (plain === null) return null;
    texts[key] = plain;
  }
  return texts;
}

/** What is wrong with each field, up to the first that cannot be read: what follows depends on it. */
export function fieldFaults(
  table: RdataType,
  texts: Readonly<Record<string, string>>,
  origin: Name,
): Record<string, TextFault> {
  const before: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(table.fields)) {
    const fault = faultOf(() => {
      const scanner = new RdataScanner(tokensOf(table.type, fieldText(field, texts[key] ?? '')), origin);
      before[key] = field.scan(scanner, before);
      if (!scanner.atEnd) scanner.fail(field.expected, scanner.peek());
    });
    if (fault !== null) return { [key]: fault };
  }
  return {};
}

/** The value's text, from the texts of its fields. */
export function joinFields(table: RdataType, texts: Readonly<Record<string, string>>): string {
  return Object.entries(table.fields)
    .map(([key, field]) => fieldText(field, texts[key] ?? '').trim())
    .filter((text) => text !== '')
    .join(' ');
}

/** A field as it stands in a zone file: character strings are typed as they are, and quoted and split here. */
function fieldText(field: Field<unknown>, typed: string): string {
  return field.kind === 'texts' ? quoted(typed) : typed;
}

const LONGEST_STRING = 255;

function quoted(text: string): string {
  return split(utf8Encode(text)).map(printCharacterString).join(' ');
}

function split(octets: Octets): readonly Octets[] {
  const strings: Octets[] = [];
  for (let at = 0; at === 0 || at < octets.length; at += LONGEST_STRING)
    strings.push(octets.slice(at, at + LONGEST_STRING) as Octets);
  return strings;
}

/** Character strings as one plain text, or null where that would lose how they were split or is no text. */
function plainText(field: Field<unknown>, text: string): string | null {
  const strings = field.scan(new RdataScanner(tokensOf(TYPE.TXT, text), undefined), {});
  if (!Array.isArray(strings)) return null;
  const joined = strings.join('') as Octets;
  const same = split(joined).join('\0 ') === strings.join('\0 ');
  const plain = utf8Decode(joined);
  // Control characters cannot be typed into a field.
  return same && plain !== undefined && !/[\0-\x08\x0b-\x1f]/.test(plain) ? plain : null;
}

function faultOf(scan: () => unknown): TextFault | null {
  try {
    scan();
    return null;
  } catch (error) {
    if (error instanceof ScanError) return { expected: error.expected, found: error.found };
    throw error;
  }
}
