/**
 * What is typed above the records table: words that must all be found in name, type, content or comment, and, said
 * outright, a whole name (`name:www`) or type (`type:MX`).
 */

export interface RecordSearch {
  /** In lower case; each is found anywhere in what a row says. */
  readonly words: readonly string[];
  readonly name: string | undefined;
  readonly type: string | undefined;
}

export function parseRecordSearch(text: string): RecordSearch {
  const terms = text.toLowerCase().split(/\s+/).filter(Boolean);
  const said = (prefix: string): string | undefined =>
    terms.findLast((term) => term.startsWith(prefix) && term.length > prefix.length)?.slice(prefix.length);
  return {
    words: terms.filter((term) => !/^(name|type):./.test(term)),
    name: said('name:'),
    type: said('type:'),
  };
}

/** `text` is a row's in lower case, a line each: name, name as an IDN is read, type, and all else. */
export function matchesRecord({ words, name, type }: RecordSearch, text: string): boolean {
  if (name !== undefined || type !== undefined) {
    const [owner, unicodeOwner, typeText] = text.split('\n', 3);
    if (name !== undefined && name !== owner && name !== unicodeOwner) return false;
    if (type !== undefined && type !== typeText) return false;
  }
  return words.every((word) => text.includes(word));
}

/** Whether whatever `next` finds `last` has found, too. */
export function isNarrower(next: RecordSearch, last: RecordSearch): boolean {
  return (
    (last.name === undefined || last.name === next.name) &&
    (last.type === undefined || last.type === next.type) &&
    last.words.every((word) => next.words.some((longer) => longer.includes(word)))
  );
}
