/**
 * JSON as clients send it and as PowerDNS reads it (pdns/json.cc): members of another type are mostly as if absent,
 * numbers may come as text, unknown members are ignored. And JSON as PowerDNS prints it: keys in alphabetical order, which
 * acme.sh's patterns rely on (FIELD §5.4).
 */
import { JsonFault } from './api-error.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A member, or null when it is absent or `container` is no object. */
export function member(container: Json, key: string): Json {
  if (container === null || typeof container !== 'object' || Array.isArray(container)) return null;
  return Object.hasOwn(container, key) ? ((container as JsonObject)[key] ?? null) : null;
}

/** A member that is an array, or undefined. */
export function arrayMember(container: Json, key: string): readonly Json[] | undefined {
  const value = member(container, key);
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

/** A member that is text, or undefined. */
export function textMember(container: Json, key: string): string | undefined {
  const value = member(container, key);
  return typeof value === 'string' ? value : undefined;
}

export function booleanMember(container: Json, key: string): boolean | undefined {
  const value = member(container, key);
  return typeof value === 'boolean' ? value : undefined;
}

/** Throws JsonFault. */
export function requiredText(container: Json, key: string): string {
  const value = textMember(container, key);
  if (value === undefined) throw new JsonFault(`Key '${key}' not present or not a String`);
  return value;
}

/** Throws JsonFault. */
export function requiredBoolean(container: Json, key: string): boolean {
  const value = booleanMember(container, key);
  if (value === undefined) throw new JsonFault(`Key '${key}' not present or not a Bool`);
  return value;
}

const MOST_INTEGER = 0x7fffffff;

/** A number from 0 to 2³¹ − 1, or its text. Throws JsonFault. */
export function requiredUnsigned(container: Json, key: string): number {
  const value = member(container, key);
  const number =
    typeof value === 'number' ? Math.trunc(value) : typeof value === 'string' ? integerOf(value) : undefined;
  if (number === undefined) throw new JsonFault(`Key '${key}' not an Integer or not present`);
  if (Number.isNaN(number)) throw new JsonFault(`Key '${key}' is not a valid number`);
  if (number < 0 || number > MOST_INTEGER) throw new JsonFault(`Key '${key}' is not a positive Integer`);
  return number;
}

const integerOf = (text: string): number => (/^\s*[+-]?[0-9]+$/.test(text) ? Number(text) : Number.NaN);

/** Text of a value, spaced as json11 spaces it. */
export function printJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(printJson).join(', ')}]`;
  const members = Object.entries(value as JsonObject).filter((entry) => entry[1] !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, inner]) => `${JSON.stringify(key)}: ${printJson(inner as Json)}`).join(', ')}}`;
}
