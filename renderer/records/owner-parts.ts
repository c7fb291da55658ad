/** A name in parts, for types whose records stand at `_service._proto.name`: a form has a field for each. */
import type { OwnerLabels } from '../../shared/dns/rdata/define-rdata.ts';

export interface OwnerParts {
  /** What stands before the name, by the table's keys and without underscores; the first is empty where nothing does. */
  readonly labels: Readonly<Record<string, string>>;
  /** The rest, as it is typed elsewhere. */
  readonly name: string;
}

/** A name in its parts. One that does not begin with such labels is all name; without a table every name is. */
export function splitOwner(table: OwnerLabels | undefined, owner: string): OwnerParts {
  if (table === undefined) return { labels: {}, name: owner };
  const keys = Object.keys(table);
  const found = new RegExp(`^${keys.map(() => LABEL).join('\\.')}(?:\\.(.*))?$`, 's').exec(owner.trim());
  if (found === null) return { labels: { ...usual(table), [keys[0]]: '' }, name: owner };
  const name = found[keys.length + 1];
  return {
    labels: Object.fromEntries(keys.map((key, index) => [key, bare(found[index + 1])])),
    // `_sip._tcp` stands at the zone itself, `_sip._tcp.` at the root.
    name: name === undefined ? '' : name === '' ? '.' : name,
  };
}

/** The name that parts make; `splitOwner` reads it the same way. */
export function joinOwner(table: OwnerLabels | undefined, { labels, name }: OwnerParts): string {
  if (table === undefined) return name;
  const typed = Object.keys(table).map((key) => (labels[key] ?? '').trim());
  if (typed[0] === '') return name;
  // Somebody typed the whole of it into the first field.
  const before = WHOLE.test(typed[0]) ? typed[0] : typed.filter(Boolean).map(underscored).join('.');
  const rest = name.trim();
  if (rest === '' || rest === '@') return before;
  return rest === '.' ? `${before}.` : `${before}.${rest}`;
}

/** A label with its underscore; a wildcard may stand for the first. Dots and backslashes can be escaped in it. */
const LABEL = String.raw`(\*|_(?:[^.\\]|\\.)+)`;
const WHOLE = /^_.+\._/s;

const underscored = (text: string): string => (text === '*' || text.startsWith('_') ? text : `_${text}`);
/** Without the underscore that `underscored` gives back. */
const bare = (label: string): string => (/^_[^_*]/s.test(label) ? label.slice(1) : label);
const usual = (table: OwnerLabels): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([key, { example }]) => [key, example]));
