import { describe, expect, it } from 'vitest';
import { isNarrower, matchesRecord, parseRecordSearch } from './record-search.ts';

const ROW = 'xn--mnchen-3ya\nmünchen\nmx\n10 mail.example.com.\nthe old one';
const matches = (text: string): boolean => matchesRecord(parseRecordSearch(text), ROW);

describe('a search for records', () => {
  it('wants every word, wherever it stands', () => {
    expect(['', 'münchen MX', 'old 10', 'mx 20', 'MAIL.ex'].map(matches)).toEqual([
      true,
      true,
      true,
      false,
      true,
    ]);
  });

  it('takes a name or type that is said outright as a whole', () => {
    const texts = [
      'type:MX',
      'type:m',
      'name:münchen',
      'name:xn--mnchen-3ya type:mx',
      'name:mün',
      'type: mx',
    ];
    expect(texts.map(matches)).toEqual([true, false, true, true, false, false]);
  });

  it('knows when another search can only find less', () => {
    const pairs = [
      ['www', 'ww'],
      ['www a', 'www'],
      ['type:aaaa', 'type:a'],
      ['type:a x', 'type:a'],
      ['w', 'www'],
    ];
    expect(pairs.map(([next, last]) => isNarrower(parseRecordSearch(next), parseRecordSearch(last)))).toEqual(
      [true, true, false, true, false],
    );
  });
});
