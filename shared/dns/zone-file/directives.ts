/** The `$` entries of a zone file: `$ORIGIN`, `$INCLUDE` (RFC 1035 §5.1), `$TTL` (RFC 2308 §4) and BIND's `$GENERATE`. */
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { RdataScanner } from '../rdata/rdata-scanner.ts';
import { ScanError } from '../scan-error.ts';
import { parseTtl } from '../ttl.ts';
import { type ScanFinding } from '../zone-rules/finding.ts';
import {
  GENERATE_MOST,
  parseRange,
  parseTemplate,
  rangeCount,
  type GenerateRange,
  type Template,
} from './generate.ts';
import { failAtEnd, scanRecordHead, type RecordHead } from './record-head.ts';
import { nameOf, type SourceToken } from './source-text.ts';

export interface GenerateDirective {
  readonly kind: 'generate';
  readonly range: GenerateRange;
  readonly owner: Template;
  readonly head: RecordHead;
  readonly rdata: Template;
  /** Where to point when what it makes is malformed. */
  readonly ownerToken: SourceToken;
  readonly rdataToken: SourceToken;
}

export type Directive =
  | { readonly kind: 'origin'; readonly origin: Name }
  | { readonly kind: 'ttl'; readonly ttlSeconds: number }
  | { readonly kind: 'include'; readonly path: Octets; readonly origin: Name | undefined }
  | GenerateDirective;

/** Reads a directive. Throws ScanError; one that reads well but cannot be followed is a finding. */
export function scanDirective(
  tokens: readonly SourceToken[],
  origin: Name | undefined,
): Directive | ScanFinding {
  const directive = tokens[0].text.toUpperCase();
  switch (directive) {
    case '$ORIGIN':
      expectCount(tokens, 2, 2, 'a domain name');
      return { kind: 'origin', origin: nameOf(tokens[1], origin) };
    case '$TTL': {
      expectCount(tokens, 2, 2, TTL_EXPECTED);
      const ttlSeconds = parseTtl(tokens[1].text);
      return ttlSeconds === undefined ? fail(TTL_EXPECTED, tokens[1]) : { kind: 'ttl', ttlSeconds };
    }
    case '$INCLUDE':
      expectCount(tokens, 2, 3, "a file's name");
      return {
        kind: 'include',
        path: new RdataScanner(tokens, origin).unescape(tokens[1], "a file's name"),
        origin: tokens.length === 3 ? nameOf(tokens[2], origin) : origin,
      };
    case '$GENERATE':
      return scanGenerate(tokens);
    default:
      return { severity: 'error', code: 'unknown-directive', directive, place: tokens[0].place };
  }
}

function scanGenerate(tokens: readonly SourceToken[]): Directive | ScanFinding {
  expectCount(tokens, 3, Infinity, 'a range such as 1-127, an owner, a type and its data');
  const [, rangeToken, ownerToken] = tokens;
  const range = parseRange(rangeToken.text) ?? fail('a range such as 1-127 or 0-254/2', rangeToken);
  const head = scanRecordHead(tokens, 3);
  if ('code' in head) return head;
  const rdataToken = tokens[head.next] ?? failAtEnd(tokens, "the record's data");
  const count = rangeCount(range);
  if (count > GENERATE_MOST)
    return {
      severity: 'error',
      code: 'generate-too-many',
      count,
      most: GENERATE_MOST,
      place: rangeToken.place,
    };
  const owner = parseTemplate(ownerToken.text) ?? fail(TEMPLATE_EXPECTED, ownerToken);
  const rdata = parseTemplate(rdataText(tokens.slice(head.next))) ?? fail(TEMPLATE_EXPECTED, rdataToken);
  return { kind: 'generate', range, owner, head, rdata, ownerToken, rdataToken };
}

/** BIND takes one token, in quotes if it has blanks; where it would refuse several, they are read as they stand. */
function rdataText(tokens: readonly SourceToken[]): Octets {
  const [only] = tokens;
  if (tokens.length === 1 && only.quoted) return only.text.replaceAll('\\"', '"') as Octets;
  return tokens.map(({ text, quoted }) => (quoted ? `"${text}"` : text)).join(' ') as Octets;
}

function expectCount(tokens: readonly SourceToken[], least: number, most: number, expected: string): void {
  if (tokens.length < least) failAtEnd(tokens, expected);
  if (tokens.length > most) fail(`the end of the ${tokens[0].text} line`, tokens[most]);
}

function fail(expected: string, token: SourceToken): never {
  throw new ScanError(expected, token.text, token.line, token.column);
}

const TTL_EXPECTED = 'a TTL of 0–2147483647 seconds, such as 3600 or 1h';
const TEMPLATE_EXPECTED =
  '$ or ${offset,width,base} with a base of d, o, x, X, n or N (a dollar sign itself is written \\$)';
