/** Assistants over a list of tags in a TXT record: the fields are the tags, and what has no field is kept beside them. */
import { present, type Assistant, type Texts } from './assistant.ts';
import { readTags, writeTags } from './tag-list.ts';

interface Tagged extends Pick<Assistant, 'id' | 'place' | 'fields' | 'start' | 'warnings'> {
  /** The first tag's value, which says what the record is. */
  readonly version: string;
  /** DKIM's may be missing (RFC 6376 §3.6.1). */
  readonly versionOptional?: boolean;
  /** A tag that must be there, though it may be empty. */
  readonly required: string;
  /** Values of lists are divided by this. */
  readonly divider: string;
}

export function tagged({ version, versionOptional, required, divider, ...assistant }: Tagged): Assistant {
  const own = new Map(assistant.fields.map((field) => [field.key, field]));
  return {
    ...assistant,
    types: ['TXT'],
    read({ txtData = '' }) {
      const tags = readTags(txtData);
      const [first] = tags ?? [];
      const isVersioned = first?.[0] === 'v' && first[1].toLowerCase() === version.toLowerCase();
      if (tags === null || !tags.has(required)) return null;
      if (!isVersioned && (tags.has('v') || !versionOptional)) return null;
      const form: Record<string, string> = {};
      const more: [string, string][] = [];
      for (const [tag, value] of tags) {
        const field = own.get(tag);
        if (tag === 'v') continue;
        else if (field === undefined || tag === 'more') more.push([tag, value]);
        else if (field.choices !== undefined && !field.choices.includes(value.toLowerCase())) return null;
        else if (value === '' && tag !== required) more.push([tag, value]);
        else form[tag] = field.choices === undefined ? value : value.toLowerCase();
      }
      return present({ ...form, more: writeTags(more) });
    },
    write(form) {
      const tags: [string, string][] = [['v', version]];
      for (const { key, kind } of assistant.fields) {
        const typed = (form[key] ?? '').trim();
        if (key === 'more' || (typed === '' && key !== required)) continue;
        tags.push([
          key,
          kind === 'list' ? split(typed, divider) : kind === 'long' ? typed.replace(/\s+/g, '') : typed,
        ]);
      }
      return { txtData: [writeTags(tags), tidy(form)].filter(Boolean).join('; ') };
    },
  };
}

/** Typed with blanks or commas between; what is divided already stays as it is. */
const split = (typed: string, divider: string): string =>
  typed
    .split(/[\s,:]*[\s,][\s,:]*/)
    .filter(Boolean)
    .join(divider);

const tidy = (form: Texts): string =>
  (form.more ?? '')
    .trim()
    .replace(/^;+|;+$/g, '')
    .trim();
