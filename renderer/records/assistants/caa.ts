/** CAA — who may issue certificates. RFC 8659 §4, RFC 9495, RFC 8657. */
import { present, type Assistant } from './assistant.ts';

const CRITICAL = 128;
const TAGS = ['issue', 'issuewild', 'issuemail', 'iodef'];

export const caa: Assistant = {
  id: 'caa',
  types: ['CAA'],
  place: null,
  start: { tag: 'issue' },
  fields: [
    { key: 'tag', kind: 'choice', choices: TAGS },
    { key: 'who', kind: 'text', example: 'letsencrypt.org', fits: (text) => /^[^\s;"]*$/.test(text) },
    {
      key: 'parameters',
      kind: 'text',
      example: 'validationmethods=dns-01',
      fits: (text) => text.split(';').every((one) => /^\s*([a-z0-9]+=[^\s;]*)?\s*$/i.test(one)),
    },
    { key: 'critical', kind: 'check' },
  ],
  read({ flags = '0', tag = '', value = '' }) {
    const text = unquoted(value);
    const known = TAGS.includes(tag.toLowerCase());
    if (text === null || !known || !['0', String(CRITICAL)].includes(flags)) return null;
    const isReport = tag.toLowerCase() === 'iodef';
    const end = isReport ? -1 : text.indexOf(';');
    return present({
      tag: tag.toLowerCase(),
      who: (end < 0 ? text : text.slice(0, end)).trim(),
      parameters: end < 0 ? '' : text.slice(end + 1).trim(),
      critical: flags === '0' ? '' : 'yes',
    });
  },
  write({ tag = 'issue', who = '', parameters = '', critical }) {
    const rest = tag === 'iodef' ? '' : parameters.trim();
    // A semicolon alone: nobody may (RFC 8659 §4.2).
    const text = rest !== '' ? `${who.trim()}; ${rest}`.trim() : who.trim() === '' ? ';' : who.trim();
    return { flags: critical === 'yes' ? String(CRITICAL) : '0', tag, value: quoted(text) };
  },
  warnings: ({ tag, who = '' }) => [
    ...(who === '' && tag !== 'iodef' ? ['nobody-may-issue'] : []),
    ...(tag === 'iodef' && !/^(mailto:|https?:)/i.test(who) ? ['no-report-address'] : []),
  ],
};

const quoted = (text: string): string => `"${text.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;

/** Null where it holds escapes that a form would not show. */
function unquoted(text: string): string | null {
  const inner = /^"((?:[^"\\]|\\.)*)"$/.exec(text)?.[1] ?? text;
  return /\\[0-9]|[\0-\x1f]/.test(inner) ? null : inner.replace(/\\(.)/g, '$1');
}
