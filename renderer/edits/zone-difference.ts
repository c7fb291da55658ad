/** A difference as lines of a zone file, what was beside what is. Pure. */
import type { RecordRow } from '../../shared/model/records.ts';

export interface LinePair {
  readonly was: string | null;
  readonly is: string | null;
}

type Body = Pick<RecordRow, 'ttlSeconds' | 'values'>;

/** The lines of each set that differs; equal ones stand beside each other, the others after them. */
export function zoneDifference(rows: readonly RecordRow[]): readonly LinePair[] {
  return rows.flatMap((row) => {
    const was = row.change === 'added' ? [] : linesOf(row, row.before);
    const is = row.change === 'removed' ? [] : linesOf(row, row);
    const both = is.filter((line) => was.includes(line));
    const gone = was.filter((line) => !both.includes(line));
    const come = is.filter((line) => !both.includes(line));
    const changed = Array.from({ length: Math.max(gone.length, come.length) }, (_, i) => ({
      was: gone[i] ?? null,
      is: come[i] ?? null,
    }));
    return [...both.map((line) => ({ was: line, is: line })), ...changed];
  });
}

/** One side as text to be copied. */
export const sideText = (pairs: readonly LinePair[], side: keyof LinePair): string =>
  pairs.map((pair) => (pair[side] === null ? '' : `${pair[side]}\n`)).join('');

function linesOf({ owner, type }: RecordRow, body: Body | null): readonly string[] {
  if (body === null) return [];
  return body.values.map(
    ({ text, disabled }) => `${disabled ? '; ' : ''}${owner} ${body.ttlSeconds} IN ${type} ${text}`,
  );
}
