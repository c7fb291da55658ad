import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toALabels, toUnicodeLabels } from './idn.ts';

/** Names that IDNA2008 and UTS 46, which URLs use, treat alike. */
const CORPUS = [
  'bücher.example',
  'BÜCHER.Example',
  'faß.de',
  'βόλος.com',
  'ΒΌΛΟΣ.com',
  'münchen.müller.example',
  'ñandú.cl',
  'żółw.pl',
  'россия.рф',
  'пример.испытание',
  '例え.テスト',
  '例え。テスト',
  '中国。中国',
  '한국.한국',
  'भारत.भारत',
  'க்ஷ.example',
  'ไทย.ไทย',
  'مثال.إختبار',
  'דוגמה.טעסט',
  'نامه‌ای.com',
  'ශ්‍රී.com',
  'paral·lel.cat',
  'ａｂｃ.example',
  'Ａü.example',
  'İstanbul.example',
  'café.example',
  'straße.xn--bcher-kva.example',
  'ܐܒ.example',
  'トトロ・トトロ.jp',
  'tiếngviệt.vn',
  '𠮷野家.jp',
];

describe('typed names', () => {
  it.each(CORPUS)('get the A-labels that a URL has: %s', (typed) => {
    // ASCII labels keep the case that was typed; a URL's are lower case.
    const url = domainToASCII(typed).split('.');
    const labels = typed.split(/[.。]/).map((label, i) => (/^[a-z]+$/i.test(label) ? label : url[i]));
    expect(toALabels(typed)).toEqual({ ok: true, text: labels.join('.') });
  });

  it('leave ASCII labels as they are: case, escapes, underscores, wildcards', () => {
    const names = [
      'WWW.Example.COM.',
      '_dmarc.Example',
      '*.example.',
      'a\\.b\\032c.example.',
      '@',
      '.',
      '',
      'ab--cd.example',
      'xn--zz.',
    ];
    expect(names.map(toALabels)).toEqual(names.map((text) => ({ ok: true, text })));
    expect(toALabels('_dmarc.*.a\\.b.Bücher.')).toEqual({ ok: true, text: '_dmarc.*.a\\.b.xn--bcher-kva.' });
  });

  it.each([
    ['☃.example', 'disallowed-character', '☃'],
    ['a b\u00fc', 'disallowed-character', ' '],
    ['💩.la', 'disallowed-character', '💩'],
    ['_bücher', 'disallowed-character', '_'],
    ['bü\\.cher', 'disallowed-character', '\\'],
    ['a\u00adü', 'disallowed-character', '\u00ad'],
    ['ﬁü', 'disallowed-character', 'ﬁ'],
    ['a\u200dü', 'disallowed-character', '\u200d'],
    ['a\u200cü', 'disallowed-character', '\u200c'],
    ['a·é', 'disallowed-character', '·'],
    ['ab・é', 'disallowed-character', '・'],
    ['٠۰ا', 'disallowed-character', '٠'],
    ['\ud800ü', 'disallowed-character', '\ud800'],
    ['a\u{e0000}', 'disallowed-character', '\u{e0000}'],
    ['\u0301a', 'combining-mark-first', '\u0301'],
    ['-ü', 'misplaced-hyphen', '-'],
    ['ü-', 'misplaced-hyphen', '-'],
    ['üa--b', 'misplaced-hyphen', '-'],
    ['xn--ü', 'misplaced-hyphen', '-'],
    ['aא', 'mixed-directions', 'a'],
    ['אa', 'mixed-directions', 'a'],
    ['1א', 'mixed-directions', '1'],
    ['א1٠', 'mixed-directions', '٠'],
  ])('are refused: %j', (typed, code, character) => {
    const made = toALabels(typed);
    expect(made.ok ? made : { code: made.code, character: made.character }).toEqual({ code, character });
  });

  it('are refused when a label gets over 63 octets', () => {
    const fits = 'ü'.repeat(50);
    const tooLong = `${'a'.repeat(60)}ü`;
    expect([toALabels(fits).ok, toALabels(tooLong)]).toEqual([
      true,
      { ok: false, code: 'label-too-long', label: tooLong, character: '' },
    ]);
  });
});

describe('names shown', () => {
  it('are in Unicode where that comes out as the same A-label', () => {
    expect(toUnicodeLabels('www.XN--Bcher-KVA.xn--fa-hia.example.')).toBe('www.bücher.faß.example.');
  });

  it('stay as they are where it does not', () => {
    const names = [
      'xn--n3h.example.', // a snowman
      'xn--bcher-kvA-.', // not Punycode of anything
      'xn--.',
      'xn--abc-.', // ASCII in disguise
      'xn--99999999.',
      'xn--bcher-2pa.', // decodes to upper-case Ü
      'a\\.xn--bcher-kva.example.',
      'plain.example.',
    ];
    expect(names.map(toUnicodeLabels)).toEqual(names);
  });

  it('come back as typed names', () => {
    for (const typed of CORPUS) {
      const made = toALabels(typed);
      const ascii = made.ok ? made.text : 'refused';
      expect(toALabels(toUnicodeLabels(ascii))).toEqual({ ok: true, text: ascii });
    }
  });

  it('never throw, whatever stands there', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('.', '\\', '-', 'x', 'n', 'ü', 'א', '\u0301', '\u200d', '٠', '\ud800', 'Ａ'),
      }),
      fc.string({ unit: fc.constantFrom(...'abz09-') }).map((tail) => `xn--${tail}`),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const made = toALabels(typed);
        const shown = toUnicodeLabels(made.ok ? made.text : typed);
        if (made.ok) expect(made.text).toMatch(/^[\0-\x7f]*$/);
        expect(typeof shown).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});
