import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../shared/model/records.ts';
import { sideText, zoneDifference } from './zone-difference.ts';

const body = (...texts: string[]) => ({
  ttlSeconds: 60,
  values: texts.map((text) => ({ text, disabled: false })),
  comment: '',
});
const row = (owner: string, change: RecordRow['change'], before: string[], now: string[]): RecordRow => ({
  owner,
  unicodeOwner: null,
  type: 'A',
  ...body(...now),
  change,
  before: change === 'added' ? null : body(...before),
  conflict: false,
});

describe('a difference as zone text', () => {
  const pairs = zoneDifference([
    row('new', 'added', [], ['192.0.2.1']),
    row('old', 'removed', ['192.0.2.2'], ['192.0.2.2']),
    row('www', 'changed', ['192.0.2.3', '192.0.2.4'], ['192.0.2.5', '192.0.2.4', '192.0.2.6']),
  ]);

  it('puts equal lines beside each other and what replaces what in one line', () => {
    expect(pairs).toEqual([
      { was: null, is: 'new 60 IN A 192.0.2.1' },
      { was: 'old 60 IN A 192.0.2.2', is: null },
      { was: 'www 60 IN A 192.0.2.4', is: 'www 60 IN A 192.0.2.4' },
      { was: 'www 60 IN A 192.0.2.3', is: 'www 60 IN A 192.0.2.5' },
      { was: null, is: 'www 60 IN A 192.0.2.6' },
    ]);
  });

  it('gives each side to be copied', () => {
    expect(sideText(pairs, 'was')).toBe(
      'old 60 IN A 192.0.2.2\nwww 60 IN A 192.0.2.4\nwww 60 IN A 192.0.2.3\n',
    );
  });
});
