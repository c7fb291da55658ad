import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { parseBody } from './parse-body.ts';

/** Blanks in front make any text one that is read in turns. */
const large = (text: string): Buffer => Buffer.from(' '.repeat(300_000) + text);

const statusOf = async (body: Buffer): Promise<unknown> => {
  try {
    return await parseBody(body);
  } catch (error) {
    return error instanceof ApiError ? error.status : error;
  }
};

describe('a large body', () => {
  it('is read as JSON.parse reads it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), async (text) => {
        expect(await parseBody(large(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 150 },
    );
    const sets = {
      rrsets: [{ name: 'a"b\\', records: [{ content: '"x\\"]},"' }] }, [], 'x', null],
      name: ' }',
    };
    expect(await parseBody(large(JSON.stringify(sets, null, 1)))).toEqual(sets);
  });

  it('is refused where JSON.parse refuses it', async () => {
    const texts = [
      '{',
      '{"a"',
      '{"a":',
      '{"a":1',
      '{"a":1,}',
      '{,}',
      '{"a":[1,]}',
      '{"a":[1}',
      '{"a":1} x',
      '{"a":"x}',
      '{"a":[}]}',
      '{a:1}',
      '{"a" 1}',
      ']',
    ];
    expect(await Promise.all(texts.map((text) => statusOf(large(text))))).toEqual(texts.map(() => 400));
  });

  it('cannot set what objects inherit', async () => {
    const read = (await parseBody(large('{"__proto__": {"kind": "Native"}, "a": 1}'))) as Record<
      string,
      unknown
    >;
    expect(Object.keys(read).sort()).toEqual(['__proto__', 'a']);
    expect(read.kind).toBeUndefined();
  });
});
