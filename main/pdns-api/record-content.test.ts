import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { typeFromText } from '../../shared/dns/types.ts';
import { ApiError } from './api-error.ts';
import { contentOf, rdataOf } from './record-content.ts';

const type = (text: string): number => typeFromText(text) as number;
const read = (mnemonic: string, content: string): string => {
  try {
    return contentOf(type(mnemonic), rdataOf('x.test.', type(mnemonic), content));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.message;
  }
};

describe('content', () => {
  it('of every type is taken back as it is shown', () => {
    const file = path.join(import.meta.dirname, '../../shared/dns/rdata/vectors/every-type.json');
    const vectors = JSON.parse(readFileSync(file, 'utf8')) as {
      type: string;
      text: string;
      normal?: string;
    }[];
    for (const { type: mnemonic, text, normal = text } of vectors) {
      const shown = contentOf(type(mnemonic), rdataOf('x.test.', type(mnemonic), normal));
      expect(read(mnemonic, shown), mnemonic).toBe(shown);
    }
  });

  it('is shown as PowerDNS prints it', () => {
    expect(read('SSHFP', `1 1 ${'AB'.repeat(20)}`)).toBe(`1 1 ${'ab'.repeat(20)}`);
    expect(read('NID', '10 0014:4fff:ff20:ee64')).toBe('10 0014:4FFF:FF20:EE64');
    expect(read('HTTPS', '1 . alpn="h2,h3" port=8443')).toBe('1 . alpn=h2,h3 port=8443');
    expect(read('LOC', '52 22 23.000 N 4 53 32.000 E -2.00m 1.00m 10000.00m 10.00m')).toBe(
      '52 22 23.000 N 4 53 32.000 E -2.00m 1.00m 10000.00m 10.00m',
    );
  });

  it('must be in canonical form, blanks, case and escapes aside', () => {
    expect([
      read('MX', ' 10   Mail.A.test. '),
      read('TXT', '"\\097" "ä"'),
      read('AAAA', '2001:DB8:0::1'),
      read('TYPE65300', '\\# 2 0aFF'),
    ]).toEqual(['10 Mail.A.test.', '"a" "\\195\\164"', '2001:db8::1', '\\# 2 0AFF']);
  });

  it('of TXT and SPF may have strings of more than 255 octets, which are cut', () => {
    const escaped = `${'\\"'.repeat(200)}${'\\\\'.repeat(55)}`;
    for (const mnemonic of ['TXT', 'SPF'])
      expect([
        read(mnemonic, `"${'a'.repeat(255)}"`),
        read(mnemonic, `"first" "${'a'.repeat(600)}" "last"`),
        read(mnemonic, `"${escaped}\\097"`),
        read(mnemonic, `"${'a'.repeat(254)}ä"`),
        read(mnemonic, `"${'a'.repeat(255)}" "b"`),
      ]).toEqual([
        `"${'a'.repeat(255)}"`,
        `"first" "${'a'.repeat(255)}" "${'a'.repeat(255)}" "${'a'.repeat(90)}" "last"`,
        `"${escaped}" "a"`,
        `"${'a'.repeat(254)}\\195" "\\164"`,
        `"${'a'.repeat(255)}" "b"`,
      ]);
    expect(read('HINFO', `"${'a'.repeat(256)}" "b"`)).toContain('of at most 255 octets, this one has 256');
    expect(read('TXT', 'a'.repeat(256))).toContain('of at most 255 octets, this one has 256');
  });

  it('in another form is refused with how it was read', () => {
    expect([
      read('MX', '10 mail'),
      read('CNAME', 'www'),
      read('TXT', 'bare'),
      read('A', '192.0.2.256'),
      read('AAAA', '::g'),
    ]).toEqual([
      "Record x.test./MX '10 mail': Not in expected format (parsed as '10 mail.')",
      "Record x.test./CNAME 'www': Not in expected format (parsed as 'www.')",
      "Record x.test./TXT 'bare': Not in expected format (parsed as '\"bare\"')",
      "Record x.test./A '192.0.2.256': expected an IPv4 address, such as 192.0.2.1, found 192.0.2.256",
      "Record x.test./AAAA '::g': Invalid IPv6 address",
    ]);
  });
});
