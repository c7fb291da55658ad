/**
 * Names in bodies and ids in paths (FIELD §5.1). In bodies a name ends in a dot. In an id the dot may be missing, and what
 * is neither letter, digit, dot nor hyphen is `=XX`; the root's id is `=2E`.
 */
import { utf8Encode } from '../../shared/dns/encodings.ts';
import type { Name } from '../../shared/dns/name.ts';
import { printName, scanName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { badRequest, Unprocessable } from './api-error.ts';

/** The id of a zone or key, of its presentation form. */
export function idOf(name: string): string {
  const dotted = name.endsWith('.') ? name : `${name}.`;
  if (dotted === '.') return '=2E';
  return dotted.replace(/[^A-Za-z0-9.-]/g, (character) => `=${hex(character.charCodeAt(0))}`);
}

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(2, '0');

/** The name that an id stands for, with its final dot. Throws 400 for `=` without two hexadecimal digits, 422 for no name. */
export function nameOfId(id: string): Name {
  if (id === '') throw badRequest();
  if (/=(?![0-9A-F]{2})/.test(id)) throw badRequest();
  const text = id.replace(/=([0-9A-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const name = scanName((text.endsWith('.') ? utf8Encode(text) : `${utf8Encode(text)}.`) as Octets);
  if (typeof name === 'string') throw new Unprocessable(`Unable to parse DNS Name '${text}'`);
  return name;
}

/** A name from a body. Throws 422 when it has no final dot or is none. */
export function canonicalName(text: string): Name {
  if (!text.endsWith('.')) throw new Unprocessable(`DNS Name '${text}' is not canonical`);
  const name = scanName(utf8Encode(text));
  if (typeof name === 'string') throw new Unprocessable(`Unable to parse DNS Name '${text}'`);
  return name;
}

/** Refuses characters that PowerDNS refuses in `text`, which the answer calls `said`; those that are escaped (`\.`, `\032`) are meant, and taken. */
export function checkZoneCharacters(text: string, said = text): void {
  if (!/^[A-Za-z0-9_/.-]*$/.test(text.replace(/\\([0-9]{3}|.)/g, '')))
    throw new Unprocessable(`Name '${said}' contains unsupported characters`);
}

/** As for a zone's name; an owner may begin with `*.`. */
export function checkOwnerCharacters(text: string, name: Name): void {
  checkZoneCharacters(text.startsWith('*.') ? text.slice(2) : text, printName(name));
}
