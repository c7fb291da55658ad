import { describe, expect, it } from 'vitest';
import { type Finding } from '../dns/zone-rules/finding.ts';
import { findingLine, findingRow, findingSentence } from './finding-sentences.ts';

const SYNTAX: Finding = {
  severity: 'error',
  code: 'syntax',
  expected: 'an IPv4 address, such as 192.0.2.1',
  found: '1.2\xff',
  owner: 'www.example.com.',
  type: 1,
  place: { file: 'db.example', line: 3, column: 7 },
};

describe('a finding in words', () => {
  it('says what was expected and what stood there, with odd octets spelled out', () => {
    expect(findingSentence(SYNTAX)).toBe(
      'Expected an IPv4 address, such as 192.0.2.1, but found "1.2\\255".',
    );
  });

  it('is a line that editors can jump from', () => {
    expect(findingLine({ severity: 'warning', code: 'stray-parenthesis', place: SYNTAX.place }, 'f')).toBe(
      'db.example:3:7: warning: No parenthesis is open that this one could close. Remove it, or put it in quotes.',
    );
    expect(findingLine({ severity: 'error', code: 'soa-missing', owner: 'example.com.', type: 6 }, 'f')).toBe(
      'f: The zone has no SOA record at example.com. Add one: no server takes a zone without it.',
    );
  });

  it('is a row of a list', () => {
    expect(
      findingRow({
        severity: 'error',
        code: 'cname-and-other',
        owner: 'a.example.',
        type: 5,
        others: [1, 65280],
      }),
    ).toEqual({
      severity: 'error',
      code: 'cname-and-other',
      sentence:
        'a.example is an alias (CNAME) and has other records too (A, TYPE65280). Remove one or the other (RFC 2181 §10.1).',
      owner: 'a.example.',
      type: 'CNAME',
      file: null,
      line: null,
      column: null,
    });
  });

  it('tells how long a time is in units', () => {
    expect(
      findingSentence({
        severity: 'warning',
        code: 'ttl-over-expire',
        owner: 'a.',
        type: 1,
        ttlSeconds: 604801,
        expireSeconds: 59,
      }),
    ).toBe(
      'The A records at a have a TTL of 604801 s (1w1s), longer than secondaries keep the zone (expire, 59 s). Lower the TTL.',
    );
  });
});
