/**
 * The zone-file printer: contents → master-file text (RFC 1035 §5) that BIND, Knot and NSD read back equal.
 *
 * The same contents always print as the same text: names in canonical order, the apex first with SOA and NS, then types
 * by number. Both forms stream, so a large zone is never held as one text.
 */
import { type Name } from '../name.ts';
import { printName, printRelativeName } from '../name-text.ts';
import { hexEncode } from '../encodings.ts';
import { type Octets } from '../octets.ts';
import { soa } from '../rdata/soa.ts';
import { printRdata, typeToText } from '../rdata/registry.ts';
import { type RRset } from '../rrset.ts';
import { printTtl } from '../ttl.ts';
import { TYPE } from '../types.ts';
import { type ZoneContents, type ZoneNode } from '../zone-contents.ts';

export interface PrintOptions {
  /** Lines of comment at the top, such as who made the file; without their semicolons. */
  readonly heading?: readonly string[];
  /**
   * Types written as RFC 3597 has it, `TYPE55 \# 4 00000000`, for readers that do not know them by name. Unless told:
   * those that not every server knows, in a zone for people and servers; none, in one record per line.
   */
  readonly genericTypes?: ReadonlySet<number>;
}

/** The zone as a person would write it: `$ORIGIN`, `$TTL`, relative names in columns, the SOA's timers named. */
export function* printZone(
  contents: ZoneContents,
  { heading = [], genericTypes = NOT_KNOWN_EVERYWHERE }: PrintOptions = {},
): Generator<string> {
  const { origin } = contents;
  const ttlSeconds = commonTtl(contents);
  let text = heading.map((line) => `; ${line.replace(/[\r\n]+/g, ' ')}\n`).join('');
  text += `$ORIGIN ${printName(origin)}\n$TTL ${ttlSeconds}\n`;
  for (const node of contents.nodes()) {
    let owner = printRelativeName(node.owner, origin);
    for (const rrset of inReadingOrder(node)) {
      const ttl = rrset.ttlSeconds === ttlSeconds ? '' : String(rrset.ttlSeconds);
      const { typeText, data } = printer(rrset.type, genericTypes, origin);
      const head = `${ttl.padEnd(7)} IN ${typeText.padEnd(7)}`;
      for (const rdata of rrset.rdatas) {
        text += `${owner.padEnd(OWNER_WIDTH)} ${head} ${data(rdata)}\n`;
        owner = '';
      }
    }
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** One record per line, everything spelled out: for exports, comparisons and `check-zone`. */
export function* printRecords(
  contents: ZoneContents,
  { genericTypes = NO_TYPES }: PrintOptions = {},
): Generator<string> {
  let text = '';
  for (const node of contents.nodes()) {
    const owner = printName(node.owner);
    for (const { type, ttlSeconds, rdatas } of inReadingOrder(node)) {
      const { typeText, data } = printer(type, genericTypes);
      const head = `${owner}\t${ttlSeconds}\tIN\t${typeText}\t`;
      for (const rdata of rdatas) text += `${head}${data(rdata)}\n`;
    }
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** How a type is printed: by name and fields, or as RFC 3597 §5 has it. With an origin, for people. */
function printer(type: number, genericTypes: ReadonlySet<number>, origin?: Name): TypePrinter {
  if (genericTypes.has(type))
    return {
      typeText: `TYPE${type}`,
      data: (rdata) => `\\# ${rdata.length} ${hexEncode(rdata)}`.trimEnd(),
    };
  if (type === TYPE.SOA && origin !== undefined)
    return { typeText: 'SOA', data: (rdata) => printSoa(rdata, origin) };
  return { typeText: typeToText(type), data: (rdata) => printRdata(type, rdata, origin) };
}

interface TypePrinter {
  readonly typeText: string;
  data(rdata: Octets): string;
}

/** SOA first, then NS, then by number. */
function inReadingOrder({ rrsets }: ZoneNode): readonly RRset[] {
  return rrsets.length === 1 || !rrsets.some(({ type }) => type === TYPE.SOA)
    ? rrsets
    : [...rrsets].sort((x, y) => rank(x.type) - rank(y.type));
}

function rank(type: number): number {
  return type === TYPE.SOA ? -2 : type === TYPE.NS ? -1 : type;
}

/** The TTL that most sets have; the lower one of two that are as common. */
function commonTtl(contents: ZoneContents): number {
  const counts = new Map<number, number>();
  for (const { ttlSeconds } of contents.rrsets()) counts.set(ttlSeconds, (counts.get(ttlSeconds) ?? 0) + 1);
  let common = 3600;
  let most = 0;
  for (const [ttlSeconds, count] of counts)
    if (count > most || (count === most && ttlSeconds < common)) [common, most] = [ttlSeconds, count];
  return common;
}

/** A SOA over several lines. Each timer is followed by its name, and by its length in units where that says more. */
function printSoa(rdata: Octets, origin: Name): string {
  const texts = soa.fieldTexts(rdata, origin);
  const indent = ' '.repeat(OWNER_WIDTH + 20);
  const lines = ['serial', 'refresh', 'retry', 'expire', 'minimum'].map((field) => {
    const units = field === 'serial' ? '' : printTtl(Number(texts[field]));
    const comment = units === '' || units === `${texts[field]}s` ? field : `${field} (${units})`;
    return `${indent}${texts[field].padEnd(10)} ; ${comment}\n`;
  });
  return `${texts.mname} ${texts.rname} (\n${lines.join('')}${indent})`;
}

/** HIP: BIND knows it by name, Knot 3.2 and NSD 4.6 do not. */
export const NOT_KNOWN_EVERYWHERE: ReadonlySet<number> = new Set([55]);

const NO_TYPES: ReadonlySet<number> = new Set();
const OWNER_WIDTH = 24;
const CHUNK = 1 << 15;
