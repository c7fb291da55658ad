/**
 * What a form or a tool sends of record sets, as text, into edits; every fault with its place, none stops at the first.
 */
import { utf8Decode, utf8Encode } from '../../shared/dns/encodings.ts';
import { Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { txt } from '../../shared/dns/rdata/txt.ts';
import { rdataType, typeFromText } from '../../shared/dns/rdata/registry.ts';
import { ScanError } from '../../shared/dns/scan-error.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { scanRdataText, tokenizeRdata } from '../../shared/dns/zone-file/rdata-text.ts';
import { readEscape } from '../../shared/dns/name-text.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { type EditFault, type SetEdit } from '../../shared/model/records.ts';
import { asciiName, scanOwner } from './owner-text.ts';
import { type RecordSetEdit } from './record-set.ts';

/** A set by its texts. */
export interface SetName {
  readonly owner: string;
  readonly type: string;
}

/** The edits that sets ask for; those that they replace (a set renamed or retyped) go. Throws `bad-edit`. */
export function scanEdits(
  sets: readonly SetEdit[],
  replaces: readonly SetName[],
  origin: Name,
): RecordSetEdit[] {
  const faults: EditFault[] = [];
  const removed = scanSetNames(replaces, origin).map((name) => ({ ...name, wished: undefined }));
  const wished = sets.map((set, index) => scanSet(set, index, origin, faults));
  if (faults.length > 0) throw new AppFailure({ code: 'bad-edit', faults });
  return [...removed, ...wished.filter((edit) => edit !== undefined)];
}

/** Owner and type of sets that are named by their texts. Throws `bad-edit`. */
export function scanSetNames(
  names: readonly SetName[],
  origin: Name,
): Pick<RecordSetEdit, 'owner' | 'type'>[] {
  const faults: EditFault[] = [];
  const scanned = names.map((name, index) => scanHead(name, index, origin, faults));
  if (faults.length > 0) throw new AppFailure({ code: 'bad-edit', faults });
  return scanned.filter((head) => head !== undefined);
}

function scanSet(set: SetEdit, index: number, origin: Name, faults: EditFault[]): RecordSetEdit | undefined {
  const head = scanHead(set, index, origin, faults);
  if (head === undefined) return undefined;
  const rdatas: Octets[] = [];
  const disabledRdatas: Octets[] = [];
  for (const [at, { text, disabled }] of set.values.entries()) {
    const rdata = scanValue(head.type, text, origin);
    if (typeof rdata === 'string') (disabled ? disabledRdatas : rdatas).push(rdata);
    else faults.push({ set: index, value: at, part: 'value', ...rdata });
  }
  const { ttlSeconds, comment } = set;
  const wished = set.values.length === 0 ? undefined : { ttlSeconds, rdatas, disabledRdatas, comment };
  return { ...head, wished };
}

function scanHead(
  { owner: ownerText, type: typeText }: SetName,
  index: number,
  origin: Name,
  faults: EditFault[],
): Pick<RecordSetEdit, 'owner' | 'type'> | undefined {
  const owner = scanOwner(ownerText, origin);
  const type = typeFromText(typeText.trim());
  const fault = { set: index, value: null, column: 1 };
  if (!(owner instanceof Name))
    faults.push({ ...fault, part: 'owner', expected: owner.expected, found: ownerText });
  const misfit = type === undefined || isMeta(type) ? typeExpected(typeText) : undefined;
  if (misfit !== undefined) faults.push({ ...fault, part: 'type', expected: misfit, found: typeText });
  return owner instanceof Name && type !== undefined && misfit === undefined ? { owner, type } : undefined;
}

/** One value's text as rdata, or what is wrong with it. */
export function scanValue(
  type: number,
  text: string,
  origin: Name,
): Octets | Pick<EditFault, 'expected' | 'found' | 'column'> {
  const ascii = withAsciiNames(type, text);
  if (typeof ascii !== 'string') return ascii;
  const octets = utf8Encode(ascii);
  try {
    return (
      (type === TYPE.TXT || type === TYPE.SPF ? oneText(type, octets) : undefined) ??
      scanRdataText(type, octets, origin)
    );
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    const { expected, found, column } = error;
    return { expected, found: utf8Decode(found as Octets) ?? found, column: charactersUpTo(octets, column) };
  }
}

/** Names typed in Unicode as A-labels, where the type has names; what stands in quotes is no name. */
function withAsciiNames(
  type: number,
  text: string,
): string | Pick<EditFault, 'expected' | 'found' | 'column'> {
  const fields = Object.values(rdataType(type)?.fields ?? {});
  if (!/[^\0-\x7f]/.test(text) || !fields.some((field) => field.kind === 'name')) return text;
  let fault: Pick<EditFault, 'expected' | 'found' | 'column'> | undefined;
  const ascii = text.replace(/"(?:\\.|[^"\\])*"|[^\s"()]+/g, (token: string, at: number) => {
    const name = token.startsWith('"') ? token : asciiName(token);
    if (typeof name === 'string') return name;
    fault ??= { expected: name.expected, found: token, column: at + 1 };
    return token;
  });
  return fault ?? ascii;
}

/**
 * A TXT typed as one text: without any quotes, spaces and all, or as a single quoted one that is too long for a
 * <character-string>. It is cut into strings of 255 octets, which readers join again (RFC 7208 §3.3, RFC 6376 §3.6.2.2).
 */
function oneText(type: number, octets: Octets): Octets | undefined {
  if (/^\s*\\#/.test(octets)) return undefined;
  const quoted = octets.includes('"');
  const tokens = quoted ? tokenizeRdata(type, octets) : [];
  if (quoted && (tokens.length !== 1 || tokens[0].text.length <= LONGEST_STRING)) return undefined;
  const whole = unescaped(quoted ? tokens[0].text : octets.trim());
  if (whole === undefined || whole === '') return undefined;
  const txtData: Octets[] = [];
  for (let at = 0; at < whole.length; at += LONGEST_STRING)
    txtData.push(whole.slice(at, at + LONGEST_STRING) as Octets);
  return txt.compose({ txtData });
}

/** Octets with `\DDD` and `\X` resolved; undefined when an escape is none, which the scanner then says. */
function unescaped(text: string): string | undefined {
  let out = '';
  for (let at = 0; at < text.length;) {
    const escape = text[at] === '\\' ? readEscape(text, at) : { octet: text[at], length: 1 };
    if (escape === undefined) return undefined;
    out += escape.octet;
    at += escape.length;
  }
  return out;
}

/** Column in octets → column in characters, both from 1. */
function charactersUpTo(octets: Octets, column: number): number {
  const before = utf8Decode(octets.slice(0, column - 1) as Octets);
  return before === undefined ? column : before.length + 1;
}

/** Types that stand for questions, not for records (RFC 6895 §3.1), and OPT. */
const isMeta = (type: number): boolean => type === 0 || type === TYPE.OPT || (type >= 128 && type <= 255);

function typeExpected(text: string): string {
  return /^(ALIAS|ANAME)$/i.test(text.trim())
    ? 'a type that secondaries know; HTTPS or SVCB can point the zone’s own name elsewhere'
    : 'a record type, such as A, MX or TYPE65280';
}

const LONGEST_STRING = 255;
