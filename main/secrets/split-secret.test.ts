import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSecret, readHead, splitSecret } from './split-secret.ts';

describe('splitSecret', () => {
  it('stores an ordinary secret as it is', () => {
    expect(splitSecret('c2VjcmV0')).toEqual({ head: 'c2VjcmV0', parts: [], generation: '' });
  });

  it('keeps every entry within the 2,560 bytes that Windows holds, and gives the secret back', () => {
    const secrets = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 9000 }),
      fc.constantFrom('', 'hidden-primary/split/1 x'),
    );
    fc.assert(
      fc.property(
        secrets.filter((text) => text.isWellFormed()),
        (secret) => {
          const { head, parts } = splitSecret(secret);
          const longest = Math.max(...[head, ...parts].map((entry) => Buffer.byteLength(entry)));
          const read = readHead(head);
          expect(longest).toBeLessThanOrEqual(2560);
          expect(head).not.toBe('');
          expect(read === undefined ? head : joinSecret(read, parts)).toBe(secret);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is not taken in by parts that are missing, swapped or of another secret', () => {
    const { head, parts } = splitSecret('k'.repeat(2000) + 'l'.repeat(2000));
    const read = readHead(head)!;
    const others = splitSecret('m'.repeat(4000)).parts;
    expect([
      joinSecret(read, parts.slice(1)),
      joinSecret(read, [...parts].reverse()),
      joinSecret(read, others),
    ]).toEqual([undefined, undefined, undefined]);
  });
});
