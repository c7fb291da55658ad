/** The tokens of one record's data, as the fields of its type read them. */
import { type Name } from '../name.ts';
import { scanName, readEscape, type NameFault } from '../name-text.ts';
import { type Octets } from '../octets.ts';
import { ScanError } from '../scan-error.ts';

/**
 * One token of presentation form. `text` keeps its escapes; quotes are taken off, also those around the value of a
 * service parameter: `alpn="h2,h3"` is the one token `alpn=h2,h3` (RFC 9460 §2.1). Places are 1-based.
 */
export interface Token {
  readonly text: Octets;
  readonly quoted: boolean;
  readonly line: number;
  readonly column: number;
}

/** A cursor over tokens. `origin` completes relative names. */
export class RdataScanner {
  readonly tokens: readonly Token[];
  readonly origin: Name | undefined;
  /** Where to point when tokens run out. */
  readonly #endLine: number;
  readonly #endColumn: number;
  #next: number;

  constructor(tokens: readonly Token[], origin: Name | undefined, first = 0, endLine = 1, endColumn = 1) {
    this.tokens = tokens;
    this.origin = origin;
    this.#next = first;
    this.#endLine = endLine;
    this.#endColumn = endColumn;
  }

  get atEnd(): boolean {
    return this.#next >= this.tokens.length;
  }

  peek(): Token | undefined {
    return this.tokens[this.#next];
  }

  /** The next token; a ScanError that says what was expected when there is none. */
  next(expected: string): Token {
    const token = this.tokens[this.#next];
    if (token === undefined) return this.fail(expected);
    this.#next++;
    return token;
  }

  /** The text of all tokens left, joined without spaces: base64 and hex may be split (RFC 4034 §2.2). At least one. */
  restJoined(expected: string): { readonly text: string; readonly token: Token } {
    const token = this.next(expected);
    let text: string = token.text;
    while (!this.atEnd) text += this.next(expected).text;
    return { text, token };
  }

  /** A domain name, relative ones completed by the origin. */
  name(expected: string): Name {
    const token = this.next(expected);
    const name = scanName(token.text, this.origin);
    return typeof name === 'string' ? this.fail(`${expected} (${NAME_FAULTS[name]})`, token) : name;
  }

  /** A <character-string> with its escapes resolved; at most 255 octets. */
  characterString(expected: string): Octets {
    const token = this.next(expected);
    const octets = this.unescape(token, expected);
    return octets.length > 255
      ? this.fail(`${expected} of at most 255 octets, this one has ${octets.length}`, token)
      : octets;
  }

  /** A token's octets with `\DDD` and `\X` resolved. */
  unescape(token: Token, expected: string): Octets {
    if (!token.text.includes('\\')) return token.text;
    let out = '';
    for (let i = 0; i < token.text.length; i++) {
      if (token.text[i] !== '\\') {
        out += token.text[i];
        continue;
      }
      const escape = readEscape(token.text, i);
      if (escape === undefined)
        return this.fail(
          `${expected} (an escape is \\ and a character, or \\ and three digits up to 255)`,
          token,
        );
      out += escape.octet;
      i += escape.length - 1;
    }
    return out as Octets;
  }

  /** Throws when tokens are left over. */
  expectEnd(mnemonic: string): void {
    const token = this.peek();
    if (token !== undefined) this.fail(`the end of the ${mnemonic} record`, token);
  }

  /** Throws a ScanError at `token`, or where the tokens ended. */
  fail(expected: string, token?: Token): never {
    throw new ScanError(
      expected,
      token?.text ?? '',
      token?.line ?? this.#endLine,
      token?.column ?? this.#endColumn,
    );
  }
}

/** What is wrong with a name, as a phrase. */
export const NAME_FAULTS: Readonly<Record<NameFault, string>> = {
  empty: 'it is empty',
  'empty-label': 'two dots in a row leave an empty label',
  'label-too-long': 'a label has at most 63 octets',
  'name-too-long': 'a name has at most 255 octets',
  'bad-escape': 'an escape is \\ and a character, or \\ and three digits up to 255',
  'no-origin': 'a relative name needs an $ORIGIN; end it with a dot if it is complete',
};
