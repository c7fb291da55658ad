/**
 * The name of a zone that is made here, as a person types or pastes it: a name that can be registered or delegated. What
 * comes in from elsewhere, by import or a tool, may have any name that DNS can hold.
 */
import { utf8Encode } from '../dns/encodings.ts';
import { toALabels, toUnicodeLabels } from '../dns/idn.ts';
import type { Name } from '../dns/name.ts';
import { scanName } from '../dns/name-text.ts';

export type NewZoneName =
  { readonly ok: true; readonly name: Name } | { readonly ok: false; readonly expected: string };

/** The name, or what `bad-zone-name` says was expected. */
export function newZoneName(text: string): NewZoneName {
  const typed = bareName(text);
  const expected = misfit(typed);
  if (expected !== null) return { ok: false, expected };
  const ascii = toALabels(typed.endsWith('.') ? typed : `${typed}.`);
  const name = ascii.ok ? scanName(utf8Encode(ascii.text)) : USUAL;
  return typeof name === 'string' ? { ok: false, expected: USUAL } : { ok: true, name };
}

/** What is left of a pasted address of a page: without its scheme, path and port. */
export function bareName(text: string): string {
  const trimmed = text.trim();
  const rest = trimmed.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  // A reverse zone that is delegated in part has a slash in its name (RFC 2317 §4).
  if (rest === trimmed && UNDER_IN_ADDR.test(rest)) return rest;
  return rest.replace(/[/?#].*$/, '').replace(/^([^:]*):[0-9]*$/, '$1');
}

function misfit(typed: string): string | null {
  if (typed === '.') return 'a name below the root';
  if (/\s/.test(typed)) return 'a name without blanks, such as example.com';
  if (typed.includes('*')) return `a name without “*”, which stands for records within one`;
  const address = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(typed.replace(/\.$/, ''));
  if (address !== null)
    return `a name, such as ${address.slice(1).reverse().join('.')}.in-addr.arpa for addresses like this one`;
  const label = typed
    .replace(/[.\u3002\uff0e\uff61]$/, '')
    .split(/[.\u3002\uff0e\uff61]/)
    .map((one) => ({ one, said: labelMisfit(one, UNDER_IN_ADDR.test(typed)) }))
    .find(({ said }) => said !== null);
  return label?.said ?? null;
}

function labelMisfit(label: string, slashes: boolean): string | null {
  if (label === '' || label.length > 63) return USUAL;
  const letters = slashes ? label.replaceAll('/', '') : label;
  if (/[^a-z0-9_\x80-\uffff-]/i.test(letters)) return `letters, digits, “-” and “_” in “${label}”`;
  if (/^-|-$/.test(label)) return `no “-” where “${label}” begins or ends`;
  if (/^xn--/i.test(label) && toUnicodeLabels(label) === label)
    return `another name, for “${label}” stands for no letters`;
  return null;
}

const USUAL = 'a domain name, such as example.com';
const UNDER_IN_ADDR = /\.in-addr\.arpa\.?$/i;
