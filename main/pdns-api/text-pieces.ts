/** Long answers in pieces: what is made next is made while what went before is sent. */
import { Turn } from '../zones/turn.ts';
import { printJson, type Json } from './json.ts';

const PIECE = 32_768;

/** Texts joined to pieces, one slice at a time. */
export async function* textPieces(texts: Iterable<string>): AsyncGenerator<string> {
  const turn = new Turn();
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (turn.isOver) await turn.pass();
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** A JSON array, item by item, between what stands before and after it. */
export function* arrayTexts(items: Iterable<Json>, before = '', after = ''): Generator<string> {
  yield `${before}[`;
  let separator = '';
  for (const item of items) {
    yield separator + printJson(item);
    separator = ', ';
  }
  yield `]${after}`;
}
