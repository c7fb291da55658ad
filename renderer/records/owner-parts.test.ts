import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PORT_LABELS, SERVICE_LABELS } from '../../shared/dns/rdata/owner-labels.ts';
import { joinOwner, splitOwner } from './owner-parts.ts';
import { placeOf } from './places.ts';

const label = fc
  .array(fc.constantFrom('a', '_', '*', '-', '0', String.raw`\.`, String.raw`\032`, 'ü'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((signs) => signs.join(''));
const names = fc
  .tuple(
    fc.array(
      fc.oneof(
        label,
        label.map((one) => `_${one}`),
      ),
      { minLength: 1, maxLength: 5 },
    ),
    fc.constantFrom('', '.'),
  )
  .map(([labels, end]) => labels.join('.') + end);

describe('a name in parts', () => {
  it('is the same name when put together again, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(names, fc.constantFrom('@', '', '.', '*')), (owner) => {
        for (const table of [SERVICE_LABELS, PORT_LABELS, undefined])
          expect(joinOwner(table, splitOwner(table, owner))).toBe(owner);
      }),
    );
  });

  it('has labels only where they stand first', () => {
    expect(
      ['_sip._tcp', '_ldap._tcp.dc._msdcs', '*._tcp.www', '_sip', 'a._sip._tcp', '_sip._tcp.'].map(
        (owner) => {
          const { labels, name } = splitOwner(SERVICE_LABELS, owner);
          return [labels.service, labels.proto, name];
        },
      ),
    ).toEqual([
      ['sip', 'tcp', ''],
      ['ldap', 'tcp', 'dc._msdcs'],
      ['*', 'tcp', 'www'],
      ['', 'tcp', '_sip'],
      ['', 'tcp', 'a._sip._tcp'],
      ['sip', 'tcp', '.'],
    ]);
  });
});

describe('the place of a record', () => {
  it.each([
    ['SRV', '0 0 443 www', ['_https._tcp', '_ldap._tcp.dc', '*', '*.chat'], ['@', 'www', '_sip', 'sip._tcp']],
    ['TLSA', '3 1 1 00', ['_443._tcp.www', '*._tcp.www'], ['www', '_https._tcp', '_443']],
    ['TXT', '"v=DKIM1; p=AAAA"', ['s1._domainkey', 's1._domainkey.shop'], ['_domainkey', 's1', '@']],
    ['TXT', '"k=rsa; p=AAAA"', ['s1._domainkey'], ['@']],
    ['TXT', '"v=STSv1; id=1"', ['_mta-sts', '_mta-sts.shop'], ['mta-sts', '@']],
    ['TXT', '"v=TLSRPTv1; rua=mailto:a@b.example"', ['_smtp._tls'], ['@', '_smtp']],
  ])('of %s %s', (type, text, found, lost) => {
    const fits = (owner: string): boolean | undefined => placeOf(type, text)?.fits(owner);
    expect([found.map(fits), lost.map(fits)]).toEqual([found.map(() => true), lost.map(() => false)]);
  });

  it('is anywhere for other records, and for what is not typed yet', () => {
    expect([placeOf('A', '192.0.2.1'), placeOf('TXT', '"hello; p=1"'), placeOf('SRV', '')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
