/**
 * A request's body as JSON, without holding the main thread: a zone of 100,000 record sets is 12 MB of text, which
 * `JSON.parse` takes 150 ms for. The members of a large top-level object, and the elements of its arrays, are cut out and
 * parsed one by one.
 */
import { Turn } from '../zones/turn.ts';
import { badRequest } from './api-error.ts';
import type { Json } from './json.ts';

/** Up to here one call of `JSON.parse` takes a few milliseconds. */
const SMALL = 256 * 1024;

/** Throws a 400 for what is no JSON. */
export async function parseBody(body: Buffer): Promise<Json> {
  const text = body.toString('utf8');
  if (text.length <= SMALL) return parsed(text);
  await new Turn().pass();
  return parseInTurns(text);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest();
    throw error;
  }
}

async function parseInTurns(text: string): Promise<Json> {
  const turn = new Turn();
  let at = blanksEnd(text, 0);
  if (text[at] !== '{') return parsed(text);
  const members: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (;;) {
    at = blanksEnd(text, at + 1);
    if (text[at] === '}' && Object.keys(members).length === 0) break;
    if (text[at] !== '"') throw badRequest();
    const keyEnd = stringEnd(text, at);
    const key = parsed(text.slice(at, keyEnd)) as string;
    at = blanksEnd(text, keyEnd);
    if (text[at] !== ':') throw badRequest();
    at = blanksEnd(text, at + 1);
    const value = text[at] === '[' ? await parseArray(text, at, turn) : one(text, at);
    members[key] = value.value;
    // A long text (a zone file) is one piece for `JSON.parse`; nothing else may come right after it.
    if (value.end - at > SMALL) await turn.pass();
    at = blanksEnd(text, value.end);
    if (text[at] === '}') break;
    if (text[at] !== ',') throw badRequest();
  }
  if (blanksEnd(text, at + 1) !== text.length) throw badRequest();
  return { ...members };
}

interface Parsed {
  readonly value: Json;
  readonly end: number;
}

async function parseArray(text: string, start: number, turn: Turn): Promise<Parsed> {
  const items: Json[] = [];
  let at = blanksEnd(text, start + 1);
  if (text[at] === ']') return { value: items, end: at + 1 };
  for (;;) {
    const { value, end } = one(text, at);
    items.push(value);
    at = blanksEnd(text, end);
    if (turn.isOver) await turn.pass();
    if (text[at] === ']') return { value: items, end: at + 1 };
    if (text[at] !== ',') throw badRequest();
    at = blanksEnd(text, at + 1);
  }
}

function one(text: string, start: number): Parsed {
  const end = valueEnd(text, start);
  return { value: parsed(text.slice(start, end)), end };
}

/** Where the value that begins at `start` ends; whether it is well-formed is left to `JSON.parse`. */
function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = stringEnd(text, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']' || character === ',') {
      if (depth === 0) return at;
      if (character !== ',' && --depth === 0) return at + 1;
      continue;
    }
    if (character === '"' && depth === 0) return at + 1;
  }
  return text.length;
}

/** The place after the closing quote of the string that opens at `start`. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return at + 1;
  }
  throw badRequest();
}

function blanksEnd(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}
