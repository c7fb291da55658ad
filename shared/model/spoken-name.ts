/** A name's text (of a zone, a server, a key) without the final dot that makes it absolute. */

/** As sentences say it. */
export const spoken = (name: string): string => (name === '.' ? 'the root' : withoutDot(name));

/** As configuration, labels and files have it; the root stays a dot. */
export const withoutDot = (name: string): string => (name === '.' ? name : name.replace(/\.$/, ''));
