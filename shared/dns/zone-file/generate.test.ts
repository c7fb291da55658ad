import { describe, expect, it } from 'vitest';
import { type Octets } from '../octets.ts';
import { parseRange, parseTemplate, rangeCount } from './generate.ts';

/** What BIND 9.18's named-compilezone makes of each. */
describe('templates', () => {
  it.each([
    ['$', 7, '7'],
    ['a$b$c', 7, 'a7b7c'],
    ['$$', 7, '$'],
    ['\\$', 7, '\\$'],
    ['\\$$', 7, '\\$7'],
    ['${5}', 7, '12'],
    ['${-9}', 7, '-2'],
    ['${0,3}', 7, '007'],
    ['${0,3,d}', 7, '007'],
    ['${-9,4,d}', 7, '-002'],
    ['${0,4,o}', 8, '0010'],
    ['${250,0,x}', 1, 'fb'],
    ['${250,4,X}', 1, '00FB'],
    ['${-8,0,x}', 7, 'ffffffff'],
    ['${0,0,n}', 300, 'c.2.1'],
    ['${0,1,N}', 300, 'C.2.1'],
    ['${0,3,n}', 5, '5.0'],
    ['${0,4,n}', 300, 'c.2.1'],
    ['${0,8,n}', 300, 'c.2.1.0.'],
  ])('%s at %i is %s', (template, counter, expected) => {
    expect(parseTemplate(template as Octets)?.(counter)).toBe(expected);
  });

  it.each(['${', '${}', '${x}', '${1', '${1,}', '${1,2,}', '${1,2,z}', '${1,2,d,}', '${1,128}'])(
    '%s is none',
    (template) => {
      expect(parseTemplate(template as Octets)).toBeUndefined();
    },
  );
});

describe('ranges', () => {
  it.each([
    ['1-3', 3],
    ['0-0', 1],
    ['0-10/4', 3],
    ['1-2147483647', 2147483647],
  ])('%s counts %i', (text, count) => {
    expect(rangeCount(parseRange(text)!)).toBe(count);
  });

  it.each(['3-1', '1', '1-', '-1-2', '1-2/0', '1-2/', '1-2147483648', 'a-b'])('%s is none', (text) => {
    expect(parseRange(text)).toBeUndefined();
  });
});
