/** What of a set's values the table shows. */
import type { RecordRow } from '../../shared/model/records.ts';

/** Values of a set that have a line of their own. */
export const MOST_VALUES = 8;

/** The values as they are, or as they were where the set is removed. */
export function shownValues(row: RecordRow): RecordRow['values'] {
  return row.change === 'removed' && row.before ? row.before.values : row.values;
}

/** What a changed set was, where that is no longer so. */
export function formerTexts(row: RecordRow): readonly string[] {
  if (row.change !== 'changed' || row.before === null) return [];
  const now = new Set(row.values.map(({ text }) => text));
  return row.before.values.map(({ text }) => text).filter((text) => !now.has(text));
}

/** True when nothing of the set is served. */
export function isDisabled(row: RecordRow): boolean {
  const values = shownValues(row);
  return values.length > 0 && values.every(({ disabled }) => disabled);
}
