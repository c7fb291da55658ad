/** `tag=value; tag=value`, as DKIM (RFC 6376 §3.2), DMARC (RFC 7489 §6.4) and BIMI have it. */

/** The tags in their order, or null where the text is no such list, or names a tag twice. */
export function readTags(text: string): ReadonlyMap<string, string> | null {
  const tags = new Map<string, string>();
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [, tag, value] = /^\s*([a-zA-Z][a-zA-Z0-9_]*)\s*=\s*([^]*?)\s*$/.exec(part) ?? [];
    if (tag === undefined || tags.has(tag)) return null;
    tags.set(tag, value);
  }
  return tags;
}

export const writeTags = (tags: Iterable<readonly [string, string]>): string =>
  [...tags].map(([tag, value]) => `${tag}=${value}`).join('; ');
