/**
 * Record sets of all zones that a typed text is about: said as above one zone's table, and found in the same texts. A word
 * may also be of the zone's name, so that `example www` is a question, and a name may be written out.
 */
import { toUnicodeLabels } from '../../shared/dns/idn.ts';
import { type RowRef } from './record-pages.ts';
import { matchesRecord, parseRecordSearch, type RecordSearch } from './record-search.ts';
import { type SetTexts } from './set-texts.ts';
import { Turn } from './turn.ts';
import { type Zone } from './zone.ts';
import { type ZoneState } from './zone-state.ts';

export interface FoundSet {
  readonly zone: Zone;
  readonly ref: RowRef;
}

export interface FoundSets {
  /** Those whose owner's name has the words before those whose content has. */
  readonly sets: readonly FoundSet[];
  /** How many there are in all. */
  readonly total: number;
}

/** Rejects with the signal's reason once nobody waits any more. */
export async function searchZones(
  zones: readonly Zone[],
  texts: SetTexts<RowRef>,
  text: string,
  most: number,
  signal?: AbortSignal,
): Promise<FoundSets> {
  const typed = parseRecordSearch(text);
  if (typed.words.length === 0 && typed.name === undefined && typed.type === undefined)
    return { sets: [], total: 0 };
  const turn = new Turn();
  const byName: FoundSet[] = [];
  const byContent: FoundSet[] = [];
  let total = 0;
  for (const zone of zones) {
    const { state } = zone;
    const placeIn = searchIn(zone, typed);
    for (const ref of refsOf(state)) {
      const place = placeIn(texts.of(state, ref));
      if (place !== undefined) {
        total++;
        const list = place === 'name' ? byName : byContent;
        if (list.length < most) list.push({ zone, ref });
      }
      if (!turn.isOver) continue;
      await turn.pass();
      signal?.throwIfAborted();
    }
  }
  return { sets: [...byName, ...byContent].slice(0, most), total };
}

/** Where a set's text has the words, if it has them: in its name, or elsewhere as well. */
function searchIn(
  zone: Zone,
  { words: typed, ...said }: RecordSearch,
): (text: string) => 'name' | 'content' | undefined {
  const zoneText = `${zone.nameText} ${toUnicodeLabels(zone.nameText)}`.toLowerCase();
  const words = typed.map((word) => ({
    word: withinZone(word, zone.nameText),
    isOfZone: zoneText.includes(word),
  }));
  // Words of the zone's name alone are about the zone, not about each of its records.
  const needsOwn = said.name === undefined && said.type === undefined;
  const outright = { ...said, words: [] };
  return (text) => {
    if (!matchesRecord(outright, text)) return undefined;
    // The owner, and the same as an IDN is read.
    const nameEnd = text.indexOf('\n', text.indexOf('\n') + 1);
    let own = 0;
    let isInName = true;
    for (const { word, isOfZone } of words) {
      const at = text.indexOf(word);
      if (at < 0 && !isOfZone) return undefined;
      if (at < 0) continue;
      own++;
      isInName &&= at < nameEnd;
    }
    if (own === 0 && needsOwn) return undefined;
    return isInName ? 'name' : 'content';
  };
}

/** A name that is written out with its zone, as its owner is called there; any other word as it is. */
function withinZone(word: string, zone: string): string {
  if (zone === '.') return word;
  for (const name of [zone, zone.slice(0, -1)])
    if (word.endsWith(`.${name}`)) return word.slice(0, -name.length - 1);
  return word;
}

/** Every set with a value, served or not. */
function* refsOf({ contents, notes }: ZoneState): Generator<RowRef> {
  yield* contents.rrsets();
  for (const [, note] of notes.entries()) if (contents.rrset(note.owner, note.type) === undefined) yield note;
}
