import { describe, expect, it } from 'vitest';
import { printName } from '../../shared/dns/name-text.ts';
import { ApiError } from './api-error.ts';
import { canonicalName, checkOwnerCharacters, idOf, nameOfId } from './names.ts';

const refusal = (work: () => unknown): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof ApiError ? [error.status, error.message] : error;
  }
};

describe('ids of zones', () => {
  it('spell what is neither letter, digit, dot nor hyphen, and the root', () => {
    expect(['example.com.', '0/25.2.0.192.in-addr.arpa.', '_tcp.a.test.', '.', 'no-dot'].map(idOf)).toEqual([
      'example.com.',
      '0=2F25.2.0.192.in-addr.arpa.',
      '=5Ftcp.a.test.',
      '=2E',
      'no-dot.',
    ]);
  });

  it('are read back, with or without the final dot', () => {
    const ids = ['example.com.', 'example.com', '0=2F25.2.0.192.in-addr.arpa.', '=2E', 'a=5C.b.test.'];
    expect(ids.map((id) => printName(nameOfId(id)))).toEqual([
      'example.com.',
      'example.com.',
      '0/25.2.0.192.in-addr.arpa.',
      '.',
      'a\\.b.test.',
    ]);
  });

  it('are refused where an escape is none', () => {
    expect(['a=ZZ.', 'a=2', '', 'a..b'].map((id) => refusal(() => nameOfId(id)))).toEqual([
      [400, 'Bad Request'],
      [400, 'Bad Request'],
      [400, 'Bad Request'],
      [422, "Unable to parse DNS Name 'a..b'"],
    ]);
  });
});

describe('names in bodies', () => {
  it('end in a dot', () => {
    expect(refusal(() => canonicalName('a.test'))).toEqual([422, "DNS Name 'a.test' is not canonical"]);
  });

  it('may hold any octet that is escaped, and no odd one that is not', () => {
    const check = (text: string): unknown => refusal(() => checkOwnerCharacters(text, canonicalName(text)));
    expect(
      ['*.a.test.', 'a\\.b.test.', 'a\\032b.test.', '_x.test.', 'a b.test.', 'a.*.test.'].map(check),
    ).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      [422, "Name 'a\\032b.test.' contains unsupported characters"],
      [422, "Name 'a.*.test.' contains unsupported characters"],
    ]);
  });
});
