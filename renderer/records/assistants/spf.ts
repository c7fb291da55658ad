/**
 * SPF — which servers may send mail in this name. RFC 7208.
 *
 * The order of mechanisms matters only where they answer differently. So a form holds those that pass, in any order, and
 * the one answer for everybody else at the end; a text that mixes answers is left as text.
 */
import { parseAddressOrBlock } from '../../../shared/model/addresses.ts';
import { listed, present, type Assistant } from './assistant.ts';

/** Questions that a receiver may ask at most for one SPF record (RFC 7208 §4.6.4). */
const MOST_LOOKUPS = 10;
const ASKS = /^(a|mx|ptr|include|exists)(?=[:/]|$)/i;
const ANSWERS = ['-all', '~all', '?all', '+all', ''];

const blocksOf = (family: 'v4' | 'v6') => (text: string) =>
  listed(text).every((one) => parseAddressOrBlock(one)?.includes(':') === (family === 'v6'));

export const spf: Assistant = {
  id: 'spf',
  types: ['TXT'],
  place: null,
  start: { mx: 'yes', all: '-all' },
  fields: [
    { key: 'mx', kind: 'check' },
    { key: 'a', kind: 'check' },
    { key: 'include', kind: 'list', example: '_spf.example.net' },
    { key: 'ip4', kind: 'list', example: '192.0.2.0/24', fits: blocksOf('v4') },
    { key: 'ip6', kind: 'list', example: '2001:db8::/32', fits: blocksOf('v6') },
    { key: 'more', kind: 'text', example: 'a:mail.example.net exists:%{i}.example.net' },
    { key: 'all', kind: 'choice', choices: ANSWERS },
  ],
  read({ txtData = '' }) {
    const [version, ...terms] = txtData.trim().split(/ +/);
    if (version.toLowerCase() !== 'v=spf1') return null;
    const form: Record<string, string> = {};
    const add = (key: string, text: string): void => {
      form[key] = form[key] ? `${form[key]} ${text}` : text;
    };
    for (const term of terms) {
      const [, sign, name, value] = /^([-+~?]?)([a-z0-9]+)(?::(.*))?$/i.exec(term) ?? [];
      const key = name?.toLowerCase();
      // What follows `all` is never looked at (RFC 7208 §5.1).
      if (form.all !== undefined) return null;
      if (key === 'all') form.all = `${sign || '+'}all`;
      else if (/^[-~?]/.test(term)) return null;
      else if ((key === 'mx' || key === 'a') && value === undefined && form[key] === undefined)
        form[key] = 'yes';
      else if ((key === 'include' || key === 'ip4' || key === 'ip6') && value && !value.includes(','))
        add(key, value);
      else add('more', term);
    }
    return present(form);
  },
  write(form) {
    const terms = [
      ...(['mx', 'a'] as const).filter((key) => form[key] === 'yes'),
      ...(['include', 'ip4', 'ip6'] as const).flatMap((key) =>
        listed(form[key]).map((one) => `${key}:${one}`),
      ),
      ...(form.more ?? '').split(/\s+/).filter(Boolean),
      ...(form.all ? [form.all] : []),
    ];
    return { txtData: ['v=spf1', ...terms].join(' ') };
  },
  warnings: (form) => {
    const { txtData } = spf.write(form);
    const terms = txtData.split(' ').slice(1);
    const asked = terms.filter((term) => ASKS.test(term.replace(/^\+/, '')) || /^redirect=/i.test(term));
    return [
      ...(asked.length > MOST_LOOKUPS ? ['too-many-lookups'] : []),
      ...(form.all === '+all' ? ['everybody-passes'] : []),
      ...(!form.all && !/redirect=/i.test(form.more ?? '') ? ['no-answer'] : []),
    ];
  },
};
