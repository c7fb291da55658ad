/**
 * A record's `content`: text in PowerDNS's canonical form, which is ours but for a few types, as 4.7.3 was seen to print
 * them. What a client sends must be that form, letters' case and blanks aside; else the answer says how it was read.
 */
import ipaddr from 'ipaddr.js';
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { Name } from '../../shared/dns/name.ts';
import { readEscape } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { printRdata } from '../../shared/dns/rdata/registry.ts';
import { ScanError } from '../../shared/dns/scan-error.ts';
import { TYPE, typeToText } from '../../shared/dns/types.ts';
import { scanRdataText } from '../../shared/dns/zone-file/rdata-text.ts';
import { withoutDot } from '../../shared/model/spoken-name.ts';
import { Unprocessable } from './api-error.ts';

/** Plain wire form → text, names absolute. */
export function contentOf(type: number, rdata: Octets): string {
  const text = printRdata(type, rdata);
  if (LOWER_CASE_HEX.has(type)) return text.toLowerCase();
  switch (type) {
    case TYPE.NID:
    case TYPE.L64:
      return text.toUpperCase();
    case TYPE.LOC:
      return text.replace(/ ([0-9]+)m/g, ' $1.00m');
    case TYPE.SVCB:
    case TYPE.HTTPS:
      return text.replace(/ (alpn|mandatory)="([a-z0-9,.-]+)"/gi, ' $1=$2');
    default:
      return text;
  }
}

/** As PowerDNS's database has it, and its sentence about a repeated record: without the final dot of a name. */
export const storedContent = (type: number, rdata: Octets): string => withoutDot(contentOf(type, rdata));

/** Text → plain wire form. `owner` is for the refusal's sentence. */
export function rdataOf(owner: string, type: number, content: string): Octets {
  const refuse = (why: string): never => {
    throw new Unprocessable(`Record ${owner}/${typeToText(type)} '${content}': ${why}`);
  };
  if (type === TYPE.AAAA && !ipaddr.IPv6.isValid(content.trim())) return refuse('Invalid IPv6 address');
  let rdata: Octets;
  try {
    rdata = scanRdataText(type, contentText(type, content), Name.root);
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    return refuse(`expected ${error.expected}${error.found === '' ? '' : `, found ${error.found}`}`);
  }
  if (type === TYPE.AAAA) return rdata;
  const canonical = contentOf(type, rdata);
  const sent = normalised(contentText(type, content.trim()));
  return sameText(sent, canonical) || sameText(sent, printRdata(type, rdata)) || sent.startsWith('\\#')
    ? rdata
    : refuse(`Not in expected format (parsed as '${canonical}')`);
}

/** A `content` as our scanner takes it: PowerDNS cuts a string of TXT or SPF that has more than 255 octets into several. */
export function contentText(type: number, content: string): Octets {
  const text = utf8Encode(content);
  return type === TYPE.TXT || type === TYPE.SPF ? withStringsCut(text) : text;
}

const MOST_STRING_OCTETS = 255; // RFC 1035 §3.3

function withStringsCut(text: Octets): Octets {
  let out = '';
  for (let at = 0, quoted = false, octets = 0; at < text.length;) {
    const length = text[at] === '\\' ? (readEscape(text, at)?.length ?? 1) : 1;
    if (text[at] === '"') {
      quoted = !quoted;
      octets = 0;
    } else if (quoted && ++octets > MOST_STRING_OCTETS) {
      out += '" "';
      octets = 1;
    }
    out += text.slice(at, at + length);
    at += length;
  }
  return out as Octets;
}

const sameText = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

/** One blank between what is not quoted; every octet of a quoted text spelled as we spell it. */
function normalised(text: Octets): string {
  let out = '';
  for (let at = 0, quoted = false; at < text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    if (character === '\\' && quoted) {
      const escape = readEscape(text, at);
      out += escape === undefined ? character : spelled(escape.octet);
      at += (escape?.length ?? 1) - 1;
    } else if (quoted && character !== '"') out += spelled(character);
    else if (/\s/.test(character)) out += out.endsWith(' ') ? '' : ' ';
    else out += character;
  }
  return out;
}

function spelled(octet: string): string {
  const code = octet.charCodeAt(0);
  if (code < 0x20 || code >= 0x7f) return `\\${String(code).padStart(3, '0')}`;
  return octet === '"' || octet === '\\' ? `\\${octet}` : octet;
}

const LOWER_CASE_HEX: ReadonlySet<number> = new Set([
  TYPE.DS,
  TYPE.CDS,
  TYPE.SSHFP,
  TYPE.TLSA,
  TYPE.SMIMEA,
  TYPE.ZONEMD,
  TYPE.NSEC3PARAM,
]);
