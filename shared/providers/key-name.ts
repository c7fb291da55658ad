/** The suggested name of a key: `source_dest_zone`, as in `home_he.net_example.com`. */
import { withoutDot } from '../model/spoken-name.ts';

/** Letters, digits, hyphens, underscores and dots of a text; the rest becomes hyphens, so that every server takes it. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');

/** `taken` are names in use (absolute or not); a number is added until the name is free. */
export function suggestKeyName(
  secondary: string,
  zone: string,
  taken: readonly string[] = [],
  source = 'home',
): string {
  const name = [source, secondary, zone].map(plain).filter(Boolean).join('_');
  const used = new Set(taken.map((key) => withoutDot(key.toLowerCase())));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!used.has(candidate)) return candidate;
  }
}
