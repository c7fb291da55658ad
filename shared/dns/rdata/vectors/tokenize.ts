/** Tokens of one record's data on one line, for tests: quotes, escapes and white space; no comments, no parentheses. */
import { utf8Encode } from '../../encodings.ts';
import { type Octets } from '../../octets.ts';
import { RdataScanner, type Token } from '../rdata-scanner.ts';

export function scannerOf(text: string): RdataScanner {
  const tokens: Token[] = [];
  for (const match of utf8Encode(text).matchAll(/"((?:[^"\\]|\\.)*)"|(?:[^\s"\\]|\\.|"(?:[^"\\]|\\.)*")+/g))
    tokens.push({
      text: (match[1] ?? match[0]) as Octets,
      quoted: match[1] !== undefined,
      line: 1,
      column: match.index + 1,
    });
  return new RdataScanner(tokens, undefined, 0, 1, text.length + 1);
}
