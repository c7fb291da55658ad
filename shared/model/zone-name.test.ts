import { describe, expect, it } from 'vitest';
import { printName } from '../dns/name-text.ts';
import { newZoneName } from './zone-name.ts';

const read = (text: string): string => {
  const name = newZoneName(text);
  return name.ok ? printName(name.name) : `expected ${name.expected}`;
};

describe('the name of a new zone', () => {
  it.each([
    [' example.com ', 'example.com.'],
    ['http://example.com/', 'example.com.'],
    ['https://shop.example.com:8443/path?x#y', 'shop.example.com.'],
    ['example.com/path', 'example.com.'],
    ['example.com:53', 'example.com.'],
    ['_dmarc.a-b.example.', '_dmarc.a-b.example.'],
    ['münchen.example', 'xn--mnchen-3ya.example.'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example.'],
    ['com', 'com.'],
    ['2.0.192.in-addr.arpa', '2.0.192.in-addr.arpa.'],
    ['0/25.2.0.192.in-addr.arpa', '0/25.2.0.192.in-addr.arpa.'],
    ['8.b.d.0.1.0.0.2.ip6.arpa', '8.b.d.0.1.0.0.2.ip6.arpa.'],
  ])('is read from %j', (text, name) => expect(read(text)).toBe(name));

  it.each([
    ['', 'expected a domain name, such as example.com'],
    ['.', 'expected a name below the root'],
    ['exa mple.com', 'expected a name without blanks, such as example.com'],
    ['*.example.com', 'expected a name without “*”, which stands for records within one'],
    ['-bad.com', 'expected no “-” where “-bad” begins or ends'],
    ['bad-.com', 'expected no “-” where “bad-” begins or ends'],
    ['a..example', 'expected a domain name, such as example.com'],
    [`${'a'.repeat(64)}.example`, 'expected a domain name, such as example.com'],
    [Array(5).fill('a'.repeat(60)).join('.'), 'expected a domain name, such as example.com'],
    ['mail@example.com', 'expected letters, digits, “-” and “_” in “mail@example”'],
    ['a\\.b.example', 'expected letters, digits, “-” and “_” in “a\\”'],
    ['xn--zz.example', 'expected another name, for “xn--zz” stands for no letters'],
    ['1.2.3.4', 'expected a name, such as 3.2.1.in-addr.arpa for addresses like this one'],
    ['http://192.0.2.1:80/', 'expected a name, such as 2.0.192.in-addr.arpa for addresses like this one'],
  ])('is not read from %j', (text, said) => expect(read(text)).toBe(said));
});
