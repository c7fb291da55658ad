import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../encodings.ts';
import { type Name } from '../name.ts';
import { scanName } from '../name-text.ts';
import { type Octets } from '../octets.ts';
import { typeFromText, typeToText } from '../rdata/registry.ts';
import { scanRdataText } from '../zone-file/rdata-text.ts';
import { scanZone } from '../zone-file/scan-zone.ts';
import { type RuleOptions } from './rule-context.ts';
import { checkZone, ZoneChecker } from './zone-checker.ts';
import { ZoneContents } from '../zone-contents.ts';

const ORIGIN = scanName('example.com.' as Octets) as Name;
const SOA = '@ 300 SOA ns h 1 86400 7200 6652800 3600\n';
const APEX = `$TTL 300\n${SOA}@ NS ns.example.net.\n`;

function contentsOf(text: string): ZoneContents {
  const { contents, findings } = scanZone({ file: 'f', text: utf8Encode(text) }, { zone: ORIGIN });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return contents();
}

/** Findings as `owner TYPE code`, errors with an exclamation mark. */
function found(text: string, options?: RuleOptions): string[] {
  return checkZone(contentsOf(text), options).map(
    ({ owner, type, code, severity }) =>
      `${owner?.replace(/\.?example\.com\.$/, '') || '@'} ${type === undefined ? '-' : typeToText(type)} ${code}${severity === 'error' ? '!' : ''}`,
  );
}

const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('the zone rules', () => {
  it('say nothing about a zone that is in order', () => {
    expect(
      found(
        `${APEX}@ NS ns1\nns1 A 192.0.2.1\n@ MX 10 mail\nmail AAAA 2001:db8::1\n* A 192.0.2.2\n@ MX 20 any.wild\nsub NS ns.sub\nns.sub A 192.0.2.3\nsub DS 1 13 200 00\n_x._tcp SRV 0 0 1 ns.sub\n@ MX 0 .\nb DNAME c.example.org.\nb TXT beside`,
      ),
    ).toEqual([]);
  });

  it.each([
    ['a zone without anything', '', ['@ SOA soa-missing!', '@ NS ns-missing!']],
    ['no NS', `${SOA}`, ['@ NS ns-missing!']],
    ['two SOA records', `${APEX}@ SOA ns h 2 86400 7200 6652800 3600`, ['@ SOA soa-several!']],
    ['a SOA below the apex', `${APEX}a SOA ns h 2 86400 7200 6652800 3600`, ['a SOA soa-not-at-apex!']],
    ['CNAME beside others (RFC 2181 §10.1)', `${APEX}a CNAME b\na A 192.0.2.1`, ['a CNAME cname-and-other!']],
    ['CNAME beside NSEC and RRSIG', `${APEX}a CNAME b\na NSEC b. A`, []],
    ['two CNAME records', `${APEX}a CNAME b\na CNAME c`, ['a CNAME cname-several!']],
    ['two DNAME records', `${APEX}a DNAME b.\na DNAME c.`, ['a DNAME dname-several!']],
    ['DNAME beside CNAME', `${APEX}a DNAME b.\na CNAME c.`, ['a CNAME cname-and-other!']],
    [
      'names below a DNAME (RFC 6672 §2.4)',
      `${APEX}a DNAME b.\nx.y.a A 192.0.2.1\naa A 192.0.2.1`,
      ['x.y.a A below-dname!'],
    ],
    ['names below a DNAME at the apex', `${APEX}@ DNAME b.\nx A 192.0.2.1`, ['x A below-dname!']],
    [
      'DNAME and NS at a name',
      `${APEX}a DNAME b.\na NS ns.example.net.`,
      ['a DNAME dname-and-ns!', 'a DNAME occluded'],
    ],
    ['a name server without address', `${APEX}@ NS ns1`, ['@ NS target-without-address!']],
    ['a delegation without glue', `${APEX}sub NS ns.sub`, ['sub NS target-without-address']],
    ['a mail server without address', `${APEX}@ MX 1 mail`, ['@ MX target-without-address']],
    ['a host behind a delegation', `${APEX}@ MX 1 mail.sub\nsub NS ns.example.net.`, []],
    ['name servers that are aliases', `${APEX}@ NS a\na CNAME b.`, ['@ NS target-is-cname!']],
    [
      'mail and service hosts that are aliases',
      `${APEX}@ MX 1 a\n_s SRV 1 1 1 x.w\na CNAME b.\n*.w CNAME b.`,
      ['@ MX target-is-cname', '_s SRV target-is-cname'],
    ],
    [
      'what a delegation hides',
      `${APEX}sub NS ns.sub\nns.sub A 192.0.2.1\nns.sub TXT x\nb.sub A 192.0.2.1\nsub TXT x`,
      ['sub TXT occluded', 'b.sub A occluded', 'ns.sub TXT occluded'],
    ],
    ['DS where nothing is delegated', `${APEX}a DS 1 13 200 00`, ['a DS ds-without-ns']],
    ['DS at the apex', `${APEX}@ DS 1 13 200 00`, ['@ DS ds-at-apex!']],
    ['a wildcard delegation', `${APEX}*.w NS ns.example.net.`, ['*.w NS wildcard-delegation']],
    [
      'host names with odd characters',
      `${APEX}_a A 192.0.2.1\n-b AAAA ::\nc_d MX 1 e.\n*.f A 192.0.2.1\n_t TXT x`,
      ['-b AAAA odd-host-name', '_a A odd-host-name', 'c_d MX odd-host-name'],
    ],
    [
      'two SPF policies',
      `${APEX}a TXT "v=spf1 -all"\na TXT "V=SPF1"\na TXT "v=spf10"\nb TXT "v=spf1" "v=spf1 -all"`,
      ['a TXT spf-several'],
    ],
    [
      'the origin written twice',
      `${APEX}a.example.com A 192.0.2.1\n@ MX 1 mail.example.com\nb CNAME example.com\nmail.example.com A 192.0.2.1`,
      [
        '@ MX origin-twice',
        'b CNAME origin-twice',
        'a.example.com A origin-twice',
        'mail.example.com A origin-twice',
      ],
    ],
    ['over a hundred records', `${APEX}${many(101, (i) => `a A 192.0.2.${i}`)}`, ['a A too-many-records']],
    ['a hundred records', `${APEX}${many(100, (i) => `a A 192.0.2.${i}`)}`, []],
    [
      'over a hundred types',
      `${APEX}${many(101, (i) => `a TYPE${65000 + i} \\# 0`)}`,
      ['a - too-many-types'],
    ],
    [
      'a record that fits no message',
      `${APEX}a TYPE65000 \\# 64901 ${'00'.repeat(64901)}`,
      ['a TYPE65000 record-too-large!'],
    ],
    [
      'a set that fits no message',
      `${APEX}${many(2, (i) => `a TYPE65000 \\# 40001 0${i}${'00'.repeat(40000)}`)}`,
      ['a TYPE65000 set-too-large'],
    ],
    ['a TTL over EXPIRE', `${APEX}a 6652801 A 192.0.2.1\nb 6652800 A 192.0.2.1`, ['a A ttl-over-expire']],
    [
      'a digest that the zone has outgrown',
      `${APEX}@ ZONEMD 1 1 1 ${'00'.repeat(48)}`,
      ['@ ZONEMD zonemd-stale'],
    ],
  ])('find %s', (_what, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['60 7200 6652800 3600', ['refresh-too-short', 'retry-not-below-refresh']],
    ['86400 7200 604799 3600', ['expire-too-short']],
    ['86400 7200 6652800 86401', ['minimum-too-long']],
    ['86400 7200 14515201 3600', ['expire-over-bind-limit']],
    ['86400 7200 14515200 3600', []],
  ])('weigh the timers %s', (timers, expected) => {
    const contents = contentsOf(`@ 300 SOA ns h 1 ${timers}\n@ NS ns.example.net.\n`);
    expect(checkZone(contents).map((finding) => ('fault' in finding ? finding.fault : finding.code))).toEqual(
      expected,
    );
  });

  it('are silent about timers that follow the rhythm', () => {
    const text = '@ 300 SOA ns h 1 100 200 300 400\n@ NS ns.example.net.\n';
    expect(found(text)).toHaveLength(3);
    expect(found(text, { rhythmTimers: { refresh: 100, retry: 200, expire: 300, minimum: 400 } })).toEqual(
      [],
    );
  });

  it('miss nothing in a file that could not be read whole', () => {
    expect(found('a 1 MX 1 b', { incomplete: true })).toEqual([]);
  });

  it('place a finding where the record stands', () => {
    const { contents, placeOf } = scanZone(
      { file: 'f', text: utf8Encode(`${APEX}\n  TXT x\na CNAME b\na A 192.0.2.1`) },
      { zone: ORIGIN },
    );
    expect(checkZone(contents(), { placeOf })[0].place).toEqual({ file: 'f', line: 6, column: 1 });
  });

  it('find what is outside the zone', () => {
    const outside = scanZone(
      {
        file: 'f',
        text: utf8Encode(
          `$TTL 1\n@ SOA . . 1 86400 7200 6652800 3600\n@ NS ns.example.net.\na.org. A 192.0.2.1`,
        ),
      },
      { zone: scanName('.' as Octets) as Name },
    ).contents();
    const moved = ZoneContents.fromRRsets(ORIGIN, outside.rrsets());
    expect(
      checkZone(moved)
        .filter(({ code }) => code === 'out-of-zone')
        .map(({ owner }) => owner),
    ).toEqual(['.', 'a.org.']);
  });
});

describe('a checker that follows edits', () => {
  const owner = fc.constantFrom('@', 'a', 'b', 'a.b', 'c.a.b', '*', '*.b', 'ns.a', 'x.ns.a', '*.a');
  const data = fc.constantFrom(
    'A 192.0.2.1',
    'TXT x',
    'CNAME a',
    'NS ns.a',
    'NS b',
    'MX 1 c.a.b',
    'MX 1 ns.a',
    'SRV 1 1 1 q.b',
    'DNAME b',
    'DS 1 13 200 00',
    'SOA a b 1 86400 7200 6652800 3600',
    'SOA a b 1 86400 7200 100 3600',
  );
  const edit = fc.record({ owner, data, remove: fc.boolean() });

  it('finds what a check of the whole zone finds', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        let contents = contentsOf(APEX);
        const checker = ZoneChecker.of(contents);
        for (const { owner: text, data: whole, remove } of edits) {
          const [mnemonic, ...rest] = whole.split(' ');
          const type = typeFromText(mnemonic)!;
          const name = scanName(text as Octets, ORIGIN) as Name;
          const rdatas = [scanRdataText(type, rest.join(' ') as Octets, ORIGIN)];
          const after = contents.with(
            name,
            type,
            remove ? undefined : { owner: name, type, ttlSeconds: 300, rdatas },
          );
          checker.update(after, after.differencesFrom(contents));
          contents = after;
          expect(checker.findings).toEqual(checkZone(contents));
        }
      }),
      {
        numRuns: 300,
        // A wildcard that stays, but answers with another type than before.
        examples: [
          [
            [
              { owner: '@', data: 'SRV 1 1 1 q.b', remove: false },
              { owner: '*.b', data: 'TXT x', remove: false },
              { owner: '*.b', data: 'A 192.0.2.1', remove: false },
            ],
          ],
        ],
      },
    );
  });
});
