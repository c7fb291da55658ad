/**
 * Long secrets for short entries: Windows holds 2,560 bytes in one (CRED_MAX_CREDENTIAL_BLOB_SIZE), an RSA key is longer.
 *
 * A long secret becomes parts, base64 of its UTF-8 bytes, and a head that takes the secret's own place:
 *
 *     hidden-primary/split/1 <parts> <bytes> <sha256, 16 hex digits> <generation>
 *
 * The generation is new each time, so the parts of a changed secret never mix with those it replaces: the head is what
 * switches over.
 */
import { createHash, randomBytes } from 'node:crypto';

const LONGEST_PLAIN = 2400;
const PART_BYTES = 1800;
const MARK = 'hidden-primary/split/1 ';

export interface SplitSecret {
  /** What is stored in the secret's own place. */
  readonly head: string;
  /** Empty for a short secret. */
  readonly parts: readonly string[];
  readonly generation: string;
}

/** What a head says. */
export interface SplitHead {
  readonly parts: number;
  readonly bytes: number;
  readonly checksum: string;
  readonly generation: string;
}

/** Splits where needed. An empty secret is split, too (into no parts), since keytar refuses an empty one. */
export function splitSecret(secret: string): SplitSecret {
  const bytes = Buffer.from(secret);
  if (bytes.length > 0 && bytes.length <= LONGEST_PLAIN && !secret.startsWith(MARK)) {
    return { head: secret, parts: [], generation: '' };
  }
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += PART_BYTES) {
    parts.push(bytes.toString('base64', start, start + PART_BYTES));
  }
  const generation = randomBytes(4).toString('hex');
  return {
    head: `${MARK}${parts.length} ${bytes.length} ${checksumOf(bytes)} ${generation}`,
    parts,
    generation,
  };
}

/** Undefined when `stored` is the secret itself. */
export function readHead(stored: string): SplitHead | undefined {
  if (!stored.startsWith(MARK)) return undefined;
  const [parts, bytes, checksum, generation] = stored.slice(MARK.length).split(' ');
  return { parts: Number(parts), bytes: Number(bytes), checksum, generation };
}

/** The secret, or undefined when the parts are not those the head was written for. */
export function joinSecret(head: SplitHead, parts: readonly string[]): string | undefined {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  return bytes.length === head.bytes && checksumOf(bytes) === head.checksum
    ? bytes.toString('utf8')
    : undefined;
}

const checksumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
