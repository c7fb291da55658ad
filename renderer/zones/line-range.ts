/** Where a line stands in a text: offsets of its first character and behind its last. Lines are 1-based. */
export function lineRange(text: string, line: number): readonly [number, number] {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return [text.length, text.length];
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return [start, end < 0 ? text.length : end];
}
