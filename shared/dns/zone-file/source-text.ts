/** One zone file's text, and its tokens with their places. */
import { type Name } from '../name.ts';
import { scanName } from '../name-text.ts';
import { type Octets } from '../octets.ts';
import { NAME_FAULTS, type Token } from '../rdata/rdata-scanner.ts';
import { ScanError } from '../scan-error.ts';
import { type Place } from '../zone-rules/finding.ts';

/** A zone file as it was loaded. `file` names it in findings, and tells two files apart. */
export interface ZoneFileText {
  readonly file: string;
  readonly text: Octets;
}

/** A token that knows where it stood. Columns are counted only when asked for: that is, when something is wrong. */
export class SourceToken implements Token {
  readonly text: Octets;
  readonly quoted: boolean;
  readonly line: number;
  /** Offsets in the source: of its line, of its first octet and behind its last (quotes included). */
  readonly lineStart: number;
  readonly start: number;
  readonly end: number;
  readonly source: ZoneFileText;

  constructor(
    source: ZoneFileText,
    text: Octets,
    quoted: boolean,
    line: number,
    lineStart: number,
    start: number,
    end: number,
  ) {
    this.source = source;
    this.text = text;
    this.quoted = quoted;
    this.line = line;
    this.lineStart = lineStart;
    this.start = start;
    this.end = end;
  }

  get column(): number {
    return columnOf(this.source.text, this.lineStart, this.start);
  }

  /** The column behind the token. */
  get endColumn(): number {
    return columnOf(this.source.text, this.lineStart, this.end);
  }

  /** Another text that stands here for this one. */
  spelling(text: Octets): SourceToken {
    return new SourceToken(this.source, text, this.quoted, this.line, this.lineStart, this.start, this.end);
  }

  get place(): Place {
    return { file: this.source.file, line: this.line, column: this.column };
  }
}

/** 1-based column in characters of UTF-8: continuation octets (10xxxxxx) do not count. */
export function columnOf(text: Octets, lineStart: number, offset: number): number {
  let column = 1;
  for (let at = lineStart; at < offset; at++) if ((text.charCodeAt(at) & 0xc0) !== 0x80) column++;
  return column;
}

/** The name that a token spells. Throws ScanError. */
export function nameOf(token: SourceToken, origin: Name | undefined): Name {
  const name = scanName(token.text, origin);
  if (typeof name !== 'string') return name;
  throw new ScanError(
    `a domain name, such as “www” or “www.example.com.” (${NAME_FAULTS[name]})`,
    token.text,
    token.line,
    token.column,
  );
}
