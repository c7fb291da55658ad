import { describe, expect, it } from 'vitest';
import { printRdata } from '../../shared/dns/rdata/registry.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { type SetEdit } from '../../shared/model/records.ts';
import { scanEdits } from './scan-edit.ts';
import { edit, ORIGIN } from './temporary-zones.ts';

const set = (owner: string, type: string, ...values: string[]): SetEdit => ({
  owner,
  type,
  ttlSeconds: 3600,
  values: values.map((text) => ({ text, disabled: false })),
  comment: '',
});
const scan = (sets: SetEdit[], replaces: { owner: string; type: string }[] = []) =>
  scanEdits(sets, replaces, ORIGIN);
const texts = (value: string): string => {
  const [{ type, wished }] = scan([set('t', 'TXT', value)]);
  return printRdata(type, wished!.rdatas[0]);
};
function faultsOf(...sets: SetEdit[]): unknown {
  try {
    return scan(sets);
  } catch (error) {
    return error instanceof AppFailure && error.error.code === 'bad-edit' ? error.error.faults : error;
  }
}

describe('sets as typed', () => {
  it('become edits, owners relative, at the apex and absolute', () => {
    expect(
      scan([
        set('www', 'a', '192.0.2.1'),
        set('@', 'MX', '10 mail'),
        set('x.example.com.', 'TYPE65280', '\\# 1 ff'),
      ]),
    ).toEqual([
      edit('www', 'A', ['192.0.2.1']),
      edit('@', 'MX', ['10 mail.example.com.']),
      edit('x', 'TYPE65280', ['\\# 1 ff']),
    ]);
  });

  it('may have their names in Unicode, as owner and in the data', () => {
    expect(scan([set('München', 'CNAME', 'bücher.example.net.')])).toEqual([
      edit('xn--mnchen-3ya', 'CNAME', ['xn--bcher-kva.example.net.']),
    ]);
    expect(faultsOf(set('a', 'MX', '10 ☃\u200d.example.net.'), set('-ä', 'A'))).toMatchObject([
      { set: 0, value: 0, column: 4 },
      { set: 1, value: null, part: 'owner' },
    ]);
  });

  it('without values remove their set, and a renamed set leaves its old name', () => {
    expect(scan([set('b', 'A', '192.0.2.1')], [{ owner: 'a', type: 'A' }])).toEqual([
      edit('a', 'A'),
      edit('b', 'A', ['192.0.2.1']),
    ]);
    expect(scan([set('b', 'A')])).toEqual([edit('b', 'A')]);
  });

  it('keep disabled values and the comment', () => {
    const values = [
      { text: '192.0.2.1', disabled: true },
      { text: '192.0.2.2', disabled: false },
    ];
    expect(scan([{ ...set('a', 'A'), values, comment: 'hm' }])).toEqual([
      edit('a', 'A', ['192.0.2.2'], { disabled: ['192.0.2.1'], comment: 'hm' }),
    ]);
  });

  it('tell every fault with its set, value and column', () => {
    expect(
      faultsOf(
        set('www', 'A', '192.0.2.1', '192.0.2'),
        set('a..b', 'A'),
        set('x.example.org.', 'A'),
        set('y', 'ANAME'),
        set('z', 'MX', 'ten mail'),
      ),
    ).toMatchObject([
      { set: 0, value: 1, part: 'value', column: 1, found: '192.0.2' },
      { set: 1, value: null, part: 'owner', found: 'a..b' },
      { set: 2, value: null, part: 'owner', expected: 'a name in this zone' },
      { set: 3, value: null, part: 'type', found: 'ANAME' },
      { set: 4, value: 0, part: 'value', found: 'ten', column: 1 },
    ]);
  });
});

describe('a TXT', () => {
  it('typed without quotes is one text, spaces and all', () => {
    expect(texts('v=spf1 mx -all')).toBe('"v=spf1 mx -all"');
  });

  it('that is too long is cut into strings of 255 octets', () => {
    const cut = `"${'k'.repeat(255)}" "${'k'.repeat(45)}"`;
    expect([texts('k'.repeat(300)), texts(`"${'k'.repeat(300)}"`)]).toEqual([cut, cut]);
  });

  it('in quotes is taken as it stands', () => {
    expect(texts('"a" "b c"')).toBe('"a" "b c"');
  });

  it('is stored in UTF-8', () => {
    expect(texts('ä')).toBe('"\\195\\164"');
  });
});
