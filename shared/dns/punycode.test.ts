import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { punycodeDecode, punycodeEncode } from './punycode.ts';

/** RFC 3492 §7.1. The RFC's own upper-case letters (its mixed-case annotation) are written in lower case here. */
const VECTORS = [
  ['(A) Arabic (Egyptian)', 'ليهمابتكلموشعربي؟', 'egbpdaj6bu4bxfgehfvwxn'],
  ['(B) Chinese (simplified)', '他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye'],
  ['(C) Chinese (traditional)', '他們爲什麽不說中文', 'ihqwctvzc91f659drss3x8bo0yb'],
  ['(D) Czech', 'Pročprostěnemluvíčesky', 'Proprostnemluvesky-uyb24dma41a'],
  ['(E) Hebrew', 'למההםפשוטלאמדבריםעברית', '4dbcagdahymbxekheh6e0a7fei0b'],
  ['(F) Hindi', 'यहलोगहिन्दीक्योंनहींबोलसकतेहैं', 'i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd'],
  ['(G) Japanese', 'なぜみんな日本語を話してくれないのか', 'n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa'],
  [
    '(H) Korean',
    '세계의모든사람들이한국어를이해한다면얼마나좋을까',
    '989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c',
  ],
  ['(I) Russian', 'почемужеонинеговорятпорусски', 'b1abfaaepdrnnbgefbadotcwatmq2g4l'],
  [
    '(J) Spanish',
    'PorquénopuedensimplementehablarenEspañol',
    'PorqunopuedensimplementehablarenEspaol-fmd56a',
  ],
  ['(K) Vietnamese', 'TạisaohọkhôngthểchỉnóitiếngViệt', 'TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g'],
  ['(L)', '3年B組金八先生', '3B-ww4c5e180e575a65lsy2b'],
  ['(M)', '安室奈美恵-with-SUPER-MONKEYS', '-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n'],
  ['(N)', 'Hello-Another-Way-それぞれの場所', 'Hello-Another-Way--fc4qua05auwb3674vfr0b'],
  ['(O)', 'ひとつ屋根の下2', '2-u9tlzr9756bt3uc0v'],
  ['(P)', 'MajiでKoiする5秒前', 'MajiKoi5-783gue6qz075azm5e'],
  ['(Q)', 'パフィーdeルンバ', 'de-jg4avhby1noc0d'],
  ['(R)', 'そのスピードで', 'd9juau41awczczp'],
  ['(S)', '-> $1.00 <-', '-> $1.00 <--'],
] as const;

describe('Punycode', () => {
  it.each(VECTORS)('gives RFC 3492 §7.1 %s', (_, text, ascii) => {
    expect([punycodeEncode(text), punycodeDecode(ascii)]).toEqual([ascii, text]);
  });

  it('decodes upper-case digits alike', () => {
    expect(punycodeDecode('IHQWCRB4CV8A8DQG056PQJYE')).toBe('他们为什么不说中文');
  });

  it('refuses what is no such form', () => {
    const texts = ['99999999', 'a-!', 'é-a', 'ab-', 'a', 'Zz9'];
    expect(texts.map(punycodeDecode).slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(punycodeEncode('\ud800')).toBeUndefined();
  });

  it('comes back for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = punycodeEncode(text);
        expect(encoded === undefined ? text : punycodeDecode(encoded)).toBe(text);
      }),
    );
  });

  it('decodes anything to well-formed text or to nothing', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'abz09-AZ!é') });
    fc.assert(fc.property(ascii, (text) => punycodeDecode(text)?.isWellFormed() ?? true));
  });
});
