/** The data of one record on its own, as a form's field or an API's `content` holds it. */
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { RdataScanner } from '../rdata/rdata-scanner.ts';
import { scanRdata } from '../rdata/registry.ts';
import { ScanError } from '../scan-error.ts';
import { TYPE } from '../types.ts';
import { EntryReader } from './entry-reader.ts';
import { endOf } from './record-head.ts';
import { SourceToken } from './source-text.ts';

/** Text of one record's data → plain wire form; lines join as if in parentheses. Throws ScanError. */
export function scanRdataText(type: number, text: Octets, origin?: Name): Octets {
  const tokens = tokenizeRdata(type, text);
  const { line, column } = tokens.length === 0 ? { line: 1, column: 1 } : endOf(tokens);
  return scanRdata(type, new RdataScanner(tokens, origin, 0, line, column));
}

/** The tokens of one record's data. Throws ScanError on quotes and parentheses that do not match. */
export function tokenizeRdata(type: number, text: Octets): readonly SourceToken[] {
  const reader = new EntryReader({ file: '', text }, false);
  reader.next();
  const fault = reader.faults[0];
  if (fault?.place !== undefined)
    throw new ScanError(EXPECTED[fault.code] ?? fault.code, '', fault.place.line, fault.place.column);
  return forType(type, reader.tokens);
}

/**
 * Tokens as a type reads them. SVCB's parameters may quote their value alone, `alpn="h2,h3"` (RFC 9460 §2.1): one
 * parameter, whereas the same text in a TXT is two strings.
 */
export function forType(type: number, tokens: readonly SourceToken[]): readonly SourceToken[] {
  if (type !== TYPE.SVCB && type !== TYPE.HTTPS) return tokens;
  const joined: SourceToken[] = [];
  for (const token of tokens) {
    const last = joined[joined.length - 1];
    if (last !== undefined && token.quoted && isOpenParameter(last, token))
      joined[joined.length - 1] = new SourceToken(
        last.source,
        (last.text + token.text) as Octets,
        false,
        last.line,
        last.lineStart,
        last.start,
        token.end,
      );
    else joined.push(token);
  }
  return joined;
}

function isOpenParameter(last: SourceToken, quoted: SourceToken): boolean {
  return !last.quoted && last.end === quoted.start && /^[a-z0-9-]+=$/i.test(last.text);
}

const EXPECTED: Readonly<Record<string, string>> = {
  'unclosed-quote': 'a closing quote on the same line',
  'unclosed-parenthesis': 'a closing parenthesis',
  'stray-parenthesis': 'no closing parenthesis where none is open',
};
