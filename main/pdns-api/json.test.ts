import { describe, expect, it } from 'vitest';
import { member, printJson, requiredUnsigned, type Json } from './json.ts';

describe('printing JSON', () => {
  it('puts keys in alphabetical order, spaced as json11 spaces them, and leaves out what is undefined', () => {
    expect(printJson({ b: [1, { z: null, a: 'ä"\n' }], a: true, c: undefined })).toBe(
      '{"a": true, "b": [1, {"a": "ä\\"\\n", "z": null}]}',
    );
  });
});

describe('reading members', () => {
  it('takes numbers as text, and says what is none in the words of PowerDNS', () => {
    const read = (value: Json): number | string => {
      try {
        return requiredUnsigned({ ttl: value }, 'ttl');
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    };
    expect([3600, '3600', 1.9, -1, 'long', 2 ** 31, null, true].map(read)).toEqual([
      3600,
      3600,
      1,
      "Key 'ttl' is not a positive Integer",
      "Key 'ttl' is not a valid number",
      "Key 'ttl' is not a positive Integer",
      "Key 'ttl' not an Integer or not present",
      "Key 'ttl' not an Integer or not present",
    ]);
  });

  it('finds nothing in what is no object, nor what every object inherits', () => {
    expect([null, 5, 'x', [1], {}].map((container) => member(container as Json, 'toString'))).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });
});
