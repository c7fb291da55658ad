/**
 * Cuts a zone file into entries (RFC 1035 §5.1): the tokens of one record or directive, over several lines where
 * parentheses hold them together. Comments, quotes, escapes and line ends (LF, CRLF, CR) end here.
 *
 * What is malformed costs one entry, not the rest of the file. A quote ends at its line's end at the latest, as in BIND.
 * A parenthesis that nothing closes is known once the text has ended; the entry is then read again, and now ends before
 * the first line that looks like a record of its own.
 */
import { type Octets } from '../octets.ts';
import { typeFromText } from '../rdata/registry.ts';
import { parseTtl } from '../ttl.ts';
import { type ScanFinding } from '../zone-rules/finding.ts';
import { columnOf, SourceToken, type ZoneFileText } from './source-text.ts';

export class EntryReader {
  readonly source: ZoneFileText;
  /** The present entry's tokens; the array is used again for the next. */
  readonly tokens: SourceToken[] = [];
  /** What the present entry got wrong; used again as well. */
  readonly faults: ScanFinding[] = [];
  /** True when the present entry began with a blank: its owner is the one before (RFC 1035 §5.1). */
  inheritsOwner = false;
  #start = { at: 0, line: 1, lineStart: 0 };
  /** True while a record inside parentheses is looked for. */
  #splits = false;
  #at: number;
  #line = 1;
  #lineStart: number;
  /** Offsets of opening parentheses that are known to stay open. */
  readonly #unclosed = new Set<number>();
  readonly #open: number[] = [];
  readonly #linesEnd: boolean;

  /** With `linesEnd` false the whole text is one entry, as if it stood in parentheses. */
  constructor(source: ZoneFileText, linesEnd = true) {
    this.source = source;
    this.#linesEnd = linesEnd;
    this.#at = this.#lineStart = source.text.startsWith(UTF8_BOM) ? UTF8_BOM.length : 0;
  }

  /** Octets read so far. */
  get offset(): number {
    return this.#at;
  }

  /** The line that is read next, 1-based. */
  get line(): number {
    return this.#line;
  }

  /** Reads the next entry; false when there is none. */
  next(): boolean {
    this.#start = { at: this.#at, line: this.#line, lineStart: this.#lineStart };
    if (this.#read()) return true;
    if (this.#open.length === 0) return this.#hasEntry();
    return this.#readAgain() || this.#hasEntry();
  }

  /**
   * Reads an entry of several lines that made no sense once more, where a line inside it reads like a record at the
   * margin: somebody forgot a `)`, and a later one closed the wrong record. False when there is no such line.
   */
  split(): boolean {
    if (this.#line <= this.#start.line + 1) return false;
    this.#splits = true;
    this.#rewind();
    this.#read();
    this.#splits = false;
    return this.#open.length > 0 && (this.#readAgain() || this.#hasEntry());
  }

  /** Reads the entry again, now that its open parentheses are known to stay so. */
  #readAgain(): boolean {
    for (const offset of this.#open) this.#unclosed.add(offset);
    this.#rewind();
    return this.#read();
  }

  #rewind(): void {
    this.#at = this.#start.at;
    this.#line = this.#start.line;
    this.#lineStart = this.#start.lineStart;
  }

  /** Reads up to the end of an entry; false when the text ended first. */
  #read(): boolean {
    const text = this.source.text;
    const end = text.length;
    const { tokens } = this;
    tokens.length = 0;
    this.faults.length = 0;
    this.#open.length = 0;
    let openForGood = false;
    let at = this.#at;
    this.inheritsOwner = at < end && KIND[text.charCodeAt(at)] === BLANK;
    while (at < end) {
      switch (KIND[text.charCodeAt(at)]) {
        case BLANK:
          at++;
          break;
        case COMMENT:
          at = lineEnd(text, at);
          break;
        case NEWLINE: {
          at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
          this.#line++;
          this.#lineStart = at;
          if (this.#open.length > 0 || !this.#linesEnd) {
            if (this.#splits && tokens.length > 0 && isRecordAtMargin(text, at)) return false;
            break;
          }
          if (this.#hasEntry()) {
            if (!openForGood || at >= end || startsRecord(text.slice(at, lineEnd(text, at)))) {
              this.#at = at;
              return true;
            }
          } else this.inheritsOwner = at < end && KIND[text.charCodeAt(at)] === BLANK;
          break;
        }
        case OPEN:
          if (this.#unclosed.has(at)) {
            openForGood = true;
            this.#fault('unclosed-parenthesis', at);
          } else this.#open.push(at);
          at++;
          break;
        case CLOSE:
          if (this.#open.pop() === undefined) this.#fault('stray-parenthesis', at);
          at++;
          break;
        case QUOTE:
          at = this.#quoted(at);
          break;
        default:
          at = this.#plain(at);
      }
    }
    this.#at = at;
    return false;
  }

  #hasEntry(): boolean {
    return this.tokens.length > 0 || this.faults.length > 0;
  }

  #plain(start: number): number {
    const text = this.source.text;
    let at = start;
    for (; at < text.length; at++) {
      const kind = KIND[text.charCodeAt(at)];
      if (kind === ORDINARY) continue;
      if (kind !== ESCAPE) break;
      // The escaped octet belongs to the token whatever it is; only a line's end is never part of one.
      if (at + 1 < text.length && KIND[text.charCodeAt(at + 1)] !== NEWLINE) at++;
    }
    this.#push(text.slice(start, at) as Octets, false, start, at);
    return at;
  }

  #quoted(start: number): number {
    const text = this.source.text;
    for (let at = start + 1; ; at++) {
      const kind = at < text.length ? KIND[text.charCodeAt(at)] : NEWLINE;
      if (kind === QUOTE) {
        this.#push(text.slice(start + 1, at) as Octets, true, start, at + 1);
        return at + 1;
      }
      if (kind === NEWLINE) {
        this.#fault('unclosed-quote', start);
        this.#push(text.slice(start + 1, at) as Octets, true, start, at);
        return at;
      }
      if (kind === ESCAPE && at + 1 < text.length && KIND[text.charCodeAt(at + 1)] !== NEWLINE) at++;
    }
  }

  #push(text: Octets, quoted: boolean, start: number, end: number): void {
    this.tokens.push(new SourceToken(this.source, text, quoted, this.#line, this.#lineStart, start, end));
  }

  #fault(code: 'unclosed-quote' | 'unclosed-parenthesis' | 'stray-parenthesis', at: number): void {
    if (this.faults.length >= MOST_FAULTS) return;
    const column = columnOf(this.source.text, this.#lineStart, at);
    this.faults.push({
      severity: 'error',
      code,
      place: { file: this.source.file, line: this.#line, column },
    });
  }
}

/** Of one entry: more help nobody, and each one's column is counted from the line's start. */
const MOST_FAULTS = 20;

function isRecordAtMargin(text: Octets, at: number): boolean {
  return (
    at < text.length &&
    KIND[text.charCodeAt(at)] === ORDINARY &&
    startsRecord(text.slice(at, lineEnd(text, at)))
  );
}

/** True when a line reads like a record or directive of its own: owner or blank, TTL and class in any order, a type. */
function startsRecord(line: string): boolean {
  if (line.startsWith('$')) return true;
  const words = line.replace(/;.*/s, '').split(/[ \t]+/);
  let at = 1; // the owner, or the empty word before the first blank
  while (at < words.length && (parseTtl(words[at]) !== undefined || /^(IN|CH|HS)$/i.test(words[at]))) at++;
  return at < words.length && typeFromText(words[at]) !== undefined;
}

function lineEnd(text: Octets, from: number): number {
  let at = from;
  while (at < text.length && KIND[text.charCodeAt(at)] !== NEWLINE) at++;
  return at;
}

const UTF8_BOM = '\xef\xbb\xbf';
const LF = 0x0a;
const CR = 0x0d;
const ORDINARY = 0;
const BLANK = 1;
const NEWLINE = 2;
const COMMENT = 3;
const QUOTE = 4;
const OPEN = 5;
const CLOSE = 6;
const ESCAPE = 7;

/** What each octet means outside quotes. */
const KIND = new Uint8Array(256);
for (const [characters, kind] of [
  [' \t', BLANK],
  ['\n\r', NEWLINE],
  [';', COMMENT],
  ['"', QUOTE],
  ['(', OPEN],
  [')', CLOSE],
  ['\\', ESCAPE],
] as const)
  for (const character of characters) KIND[character.charCodeAt(0)] = kind;
