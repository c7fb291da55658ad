/** What stands between a record's owner and its data: TTL and class, in either order or absent, and the type. */
import { typeFromText } from '../rdata/registry.ts';
import { ScanError } from '../scan-error.ts';
import { parseTtl } from '../ttl.ts';
import { type ScanFinding } from '../zone-rules/finding.ts';
import { type SourceToken } from './source-text.ts';

export interface RecordHead {
  readonly ttlSeconds: number | undefined;
  readonly type: number;
  /** Index of the first token of the data. */
  readonly next: number;
}

/** Reads a head from `tokens[first]` on. Throws ScanError; a head that reads well but cannot be served is a finding. */
export function scanRecordHead(tokens: readonly SourceToken[], first: number): RecordHead | ScanFinding {
  let ttlSeconds: number | undefined;
  let hasClass = false;
  for (let at = first; ; at++) {
    const token = tokens[at];
    if (token === undefined) return failAtEnd(tokens, 'a record type, such as A');
    const { text } = token;
    if (!token.quoted && ttlSeconds === undefined && startsWithDigit(text)) {
      ttlSeconds = parseTtl(text);
      if (ttlSeconds === undefined) return fail('a TTL of 0–2147483647 seconds, such as 3600 or 1h', token);
    } else if (!token.quoted && !hasClass && CLASS_TEXT.test(text)) {
      hasClass = true;
      if (!IN_TEXT.test(text))
        return { severity: 'error', code: 'class-not-in', class: text.toUpperCase(), place: token.place };
    } else {
      const type = token.quoted ? undefined : typeOf(text);
      if (type !== undefined && !isMetaType(type)) return { ttlSeconds, type, next: at + 1 };
      return refuseType(token, type);
    }
  }
}

function refuseType(token: SourceToken, type: number | undefined): ScanFinding {
  const mnemonic = token.text.toUpperCase();
  if (type !== undefined) return { severity: 'error', code: 'meta-type', mnemonic, place: token.place };
  if (!token.quoted && (mnemonic === 'ALIAS' || mnemonic === 'ANAME'))
    return { severity: 'error', code: 'alias-record', mnemonic, place: token.place };
  return fail(
    'a record type, such as A (one without a name of its own is written TYPE and its number)',
    token,
  );
}

/** Question and meta types are never data (RFC 6895 §3.1); neither is type 0. */
function isMetaType(type: number): boolean {
  return type === 0 || type === 41 || (type >= 128 && type <= 255);
}

/** The few types of a zone repeat on every line: a small memory spares the registry's folding of case. */
function typeOf(text: string): number | undefined {
  const known = recentTypes.get(text);
  if (known !== undefined) return known;
  const type = typeFromText(text);
  if (type !== undefined && recentTypes.size < RECENT_MOST) recentTypes.set(text, type);
  return type;
}

function fail(expected: string, token: SourceToken): never {
  throw new ScanError(expected, token.text, token.line, token.column);
}

/** Throws a ScanError that points behind the last token. */
export function failAtEnd(tokens: readonly SourceToken[], expected: string): never {
  const { line, column } = endOf(tokens);
  throw new ScanError(expected, '', line, column);
}

/** The place behind the last token. */
export function endOf(tokens: readonly SourceToken[]): { readonly line: number; readonly column: number } {
  const last = tokens[tokens.length - 1];
  return { line: last.line, column: last.endColumn };
}

function startsWithDigit(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 0x30 && code <= 0x39;
}

const recentTypes = new Map<string, number>();
const RECENT_MOST = 256;
const IN_TEXT = /^(IN|CLASS0*1)$/i;
const CLASS_TEXT = /^(IN|CH|HS|CS|NONE|ANY|CHAOS|HESIOD|CLASS[0-9]{1,5})$/i;
