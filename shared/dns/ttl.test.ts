import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTtl, printTtl } from './ttl.ts';

describe('TTLs in text', () => {
  it('are seconds, or counts with units in either case', () => {
    const texts = ['0', '3600', '1h', '1H30M', '1w2d3h4m5s', '90m', '2147483647', '0s'];
    expect(texts.map(parseTtl)).toEqual([0, 3600, 3600, 5400, 788645, 5400, 2147483647, 0]);
  });

  it('are refused when malformed, or over 2³¹−1 (RFC 2181 §8)', () => {
    const texts = ['', 'h', '1x', '1h30', '-1', '1 h', '1.5h', '2147483648', '99999w', '12345678901', '٣'];
    expect(texts.map(parseTtl)).toEqual(texts.map(() => undefined));
  });

  it('are printed with the fewest units', () => {
    expect([0, 59, 86400, 5400, 788645, 3601].map(printTtl)).toEqual([
      '0',
      '59s',
      '1d',
      '1h30m',
      '1w2d3h4m5s',
      '1h1s',
    ]);
  });

  it('mean the same after printing', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0x7fffffff }), (ttl) => parseTtl(printTtl(ttl)) === ttl));
  });
});
