import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../encodings.ts';
import { type Name } from '../name.ts';
import { printName, scanName } from '../name-text.ts';
import { octetsFrom, type Octets } from '../octets.ts';
import { type Finding } from '../zone-rules/finding.ts';
import { type IncludeLoader } from './include.ts';
import { printRecords } from './print-zone.ts';
import { scanZone, scanZoneSteps } from './scan-zone.ts';

const ORIGIN = scanName('example.com.' as Octets) as Name;
const HEAD = '$TTL 300\n@ SOA ns. h. 1 2 3 4 5\n';

function scan(text: string, loadInclude?: IncludeLoader) {
  return scanZone({ file: 'f', text: utf8Encode(text) }, { zone: ORIGIN, loadInclude });
}

/** The records behind the SOA, one a line. */
function records(text: string, loadInclude?: IncludeLoader): string[] {
  const { findings, contents } = scan(HEAD + text, loadInclude);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return lines(contents()).slice(1);
}

function lines(contents: Parameters<typeof printRecords>[0]): string[] {
  return [...printRecords(contents)].join('').replaceAll('\t', ' ').trimEnd().split('\n');
}

/** Findings as `LINE:COLUMN code`. */
function found(findings: readonly Finding[]): string[] {
  return findings.map(({ place, code }) => `${place?.line}:${place?.column} ${code}`);
}

describe('reading (RFC 1035 §5.1)', () => {
  it('skips a byte order mark, which takes no column', () => {
    const { findings, rrsets } = scan('\ufeff@ 5 SOA ns. h. 1 2 3 4 5\n@ 5 A x');
    expect([rrsets.length, found(findings)]).toEqual([1, ['2:7 syntax']]);
    expect(found(scan('\ufeff5 A 1.2.3').findings)).toEqual(['1:5 syntax']);
  });

  it('says once that a file is UTF-16', () => {
    const text = octetsFrom(new Uint8Array([0xff, 0xfe, 0x40, 0, 0x20, 0, 0x0a, 0]));
    expect(found(scanZone({ file: 'f', text }, { zone: ORIGIN }).findings)).toEqual(['1:1 utf-16']);
  });

  it('takes the first $ORIGIN from the caller and the zone from the SOA', () => {
    const text = utf8Encode('$TTL 1\n$ORIGIN sub\n@ SOA ns h 1 2 3 4 5\nwww A 192.0.2.1\n');
    const { origin, contents } = scanZone({ file: 'f', text }, { firstOrigin: ORIGIN });
    expect([printName(origin!), lines(contents())[1]]).toEqual([
      'sub.example.com.',
      'www.sub.example.com. 1 IN A 192.0.2.1',
    ]);
  });

  it('says that a zone without SOA has no name', () => {
    const text = utf8Encode('$TTL 1\nwww.example.com. A 192.0.2.1\n');
    expect(scanZone({ file: 'f', text }).findings).toEqual([
      { severity: 'error', code: 'zone-name-unknown' },
    ]);
  });

  it('keeps octets that are no text', () => {
    expect(records('a\0b TXT "\x01\0"\n')).toEqual(['a\\000b.example.com. 300 IN TXT "\\001\\000"']);
  });

  it('reads a value in quotes behind a parameter of SVCB as one parameter', () => {
    expect(records('a HTTPS 1 . alpn="h2,h3" port=1')).toEqual(records('a HTTPS 1 . alpn=h2,h3 port=1'));
  });
});

describe('TTLs', () => {
  it('warns when the SOA has to give its minimum (RFC 2308 §4)', () => {
    const { findings, contents } = scan('@ SOA ns. h. 1 2 3 4 5\na A 192.0.2.1');
    expect([found(findings), lines(contents())[1]]).toEqual([
      ['1:1 ttl-from-soa-minimum'],
      'a.example.com. 5 IN A 192.0.2.1',
    ]);
  });

  it('keeps the first of a set, and warns (RFC 2181 §5.2)', () => {
    const { findings, contents } = scan(`${HEAD}a 7 A 192.0.2.1\na 8 A 192.0.2.2\n`);
    expect([found(findings), lines(contents())[1]]).toEqual([
      ['4:1 mixed-ttl'],
      'a.example.com. 7 IN A 192.0.2.1',
    ]);
  });

  it('is that of the set, else the usual one, in text that joins a zone; what the text gives goes before', () => {
    const www = scanName('www.example.com.' as Octets) as Name;
    const ttls = { of: (owner: Name) => (owner.equals(www) ? 60 : undefined), usualSeconds: 7200 };
    const text = 'www A 192.0.2.1\na A 192.0.2.1\nb A 192.0.2.1\nc 5 A 192.0.2.1\nd A 192.0.2.1';
    const { rrsets, findings } = scanZone({ file: 'f', text: utf8Encode(text) }, { zone: ORIGIN, ttls });
    expect([found(findings), rrsets.map(({ ttlSeconds }) => ttlSeconds)]).toEqual([
      ['2:1 ttl-usual-in-zone'],
      [60, 7200, 7200, 5, 5],
    ]);
  });

  it('is missed where nothing gives one', () => {
    expect(found(scan('a A 192.0.2.1\nb 5 A 192.0.2.1\nc A 192.0.2.1').findings)).toEqual(['1:1 no-ttl']);
  });
});

describe('errors', () => {
  it.each([
    ['a A 1.2.3', '3:5 syntax'],
    ['ü\tA\tö', '3:5 syntax'],
    ['a MX 10', '3:8 syntax'],
    ['a MX 10 b c', '3:11 syntax'],
    ['a', '3:2 syntax'],
    ['a 99999999999 A 192.0.2.1', '3:3 syntax'],
    ['a CH TXT x', '3:3 class-not-in'],
    ['a ANAME b', '3:3 alias-record'],
    ['@ 60 IN alias b', '3:9 alias-record'],
    ['a AXFR', '3:3 meta-type'],
    ['a TYPE0 \\# 0', '3:3 meta-type'],
    ['a BOGUS x', '3:3 syntax'],
    ['a..b A 192.0.2.1', '3:1 syntax'],
    ['$TTL x', '3:6 syntax'],
    ['$TTL', '3:5 syntax'],
    ['$ORIGIN a b', '3:11 syntax'],
    ['$FOO', '3:1 unknown-directive'],
    ['$INCLUDE x', '3:10 include-refused'],
    ['$GENERATE 5-1 a$ A 192.0.2.$', '3:11 syntax'],
    ['$GENERATE 0-65536 a$ A 192.0.2.1', '3:11 generate-too-many'],
    ['$GENERATE 1-2 a${x} A 192.0.2.$', '3:15 syntax'],
    ['$GENERATE 254-300 a$ A 192.0.2.$', '3:24 syntax'],
    ['a TXT "b', '3:7 unclosed-quote'],
    ['a TXT ( b', '3:7 unclosed-parenthesis'],
    ['a TXT b )', '3:9 stray-parenthesis'],
    [')', '3:1 stray-parenthesis'],
    ['x.org. A 192.0.2.1', '3:1 left-out-of-zone'],
    ['@ SOA ns. h. 1 2 3 4 5', '3:1 duplicate-record'],
  ])('%s → %s', (text, expected) => {
    expect(found(scan(`${HEAD}${text}\n`).findings)).toEqual([expected]);
  });

  it('has no owner to inherit in the first line', () => {
    expect(found(scan(' 5 A 192.0.2.1\n 5 A 192.0.2.2\n').findings)).toEqual(['1:2 no-previous-owner']);
  });

  it('finds all of 500, and reads the 500 records between them', () => {
    const bad = [
      'A 1.2.3.4.5',
      'MX ten mail',
      'AAAA ::g',
      'NOTYPE x',
      'TXT "open',
      'A ( 192.0.2.1',
      'CH A 1',
      'SRV 1 2',
      'ALIAS x',
      'A )',
    ];
    let text = HEAD;
    for (let i = 0; i < 500; i++) text += `bad${i} ${bad[i % bad.length]}\ngood${i} A 192.0.2.1\n`;
    const { findings, rrsets } = scan(text);
    expect(findings.map(({ place }) => place?.line)).toEqual(
      Array.from({ length: 500 }, (_, i) => 3 + 2 * i),
    );
    expect(rrsets.filter(({ owner }) => printName(owner).startsWith('good'))).toHaveLength(500);
  });

  it('does not lose the rest of a file to a SOA that is left open', () => {
    const { findings, rrsets } = scan(
      '$TTL 5\n@ SOA ns h (\n 1 ; serial\n 2\n 3 4\n 5\n NS ns\nns A 192.0.2.1\n(\nb A 192.0.2.2\n)\n',
    );
    expect([found(findings), rrsets.length]).toEqual([['2:12 unclosed-parenthesis'], 4]);
  });

  it('leaves out what inherits an unreadable owner, and says so once', () => {
    const { findings, rrsets } = scan(`${HEAD}a..b A 192.0.2.1\n A 192.0.2.2\nc A 192.0.2.3\n`);
    expect([found(findings), rrsets.length]).toEqual([['3:1 syntax'], 2]);
  });
});

describe('$INCLUDE', () => {
  const folder: Readonly<Record<string, string>> = {
    a: 'x A 192.0.2.1\n$ORIGIN other\ny A 192.0.2.2',
    self: '$INCLUDE self',
    broken: '\nz A nonsense',
    ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`deep${i}`, `$INCLUDE deep${i + 1}`])),
    twice0: 'end TXT x',
    ...Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [
        `twice${i + 1}`,
        `$INCLUDE twice${i}\n$INCLUDE twice${i}\n$INCLUDE twice${i}`,
      ]),
    ),
  };
  const load: IncludeLoader = (path) =>
    path in folder
      ? { file: path, text: folder[path] as Octets }
      : path.startsWith('..')
        ? 'outside-folder'
        : 'not-found';
  const reasons = (text: string): unknown[] =>
    scan(HEAD + text, load).findings.map((finding) =>
      finding.code === 'include-refused' ? [finding.place?.file, finding.reason] : finding.code,
    );

  it('reads a file under its own origin, and gives origin and owner back', () => {
    expect(records('w A 192.0.2.9\n$INCLUDE a sub\n TXT w\nv A 192.0.2.8', load)).toEqual([
      'y.other.sub.example.com. 300 IN A 192.0.2.2',
      'x.sub.example.com. 300 IN A 192.0.2.1',
      'v.example.com. 300 IN A 192.0.2.8',
      'w.example.com. 300 IN A 192.0.2.9',
      'w.example.com. 300 IN TXT "w"',
    ]);
  });

  it('places an error in the file that has it', () => {
    expect(scan(`${HEAD}$INCLUDE broken`, load).findings[0].place).toEqual({
      file: 'broken',
      line: 2,
      column: 5,
    });
  });

  it('refuses what is missing, outside, circular, too deep or too much', () => {
    expect([
      reasons('$INCLUDE no'),
      reasons('$INCLUDE ../b'),
      reasons('$INCLUDE self'),
      reasons('$INCLUDE deep0'),
    ]).toEqual([
      [['f', 'not-found']],
      [['f', 'outside-folder']],
      [['self', 'cycle']],
      [['deep9', 'too-deep']],
    ]);
    expect(new Set(reasons('$INCLUDE twice8').flat())).toContain('too-many');
  });
});

describe('steps', () => {
  it('yield before a long $GENERATE is through', () => {
    const text = utf8Encode(`${HEAD}$GENERATE 0-65535 a$ A 192.0.2.1\n`);
    const steps = scanZoneSteps({ file: 'f', text }, { zone: ORIGIN });
    expect(steps.next()).toEqual({
      done: false,
      value: { line: 4, octetsRead: text.length, octetsTotal: text.length },
    });
  });
});

describe('any text', () => {
  it.each(['(', ')', ' ( a'])('of nothing but %j, a long line of it, is soon judged', (piece) => {
    const { findings } = scan(`${HEAD}a TXT ${piece.repeat(200_000)}\nb A x\n`);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThan(100);
  });

  it('is records or findings, never an exception', () => {
    const word = fc.constantFrom(
      'a',
      '@',
      'IN',
      'A',
      '60',
      'MX',
      'TXT',
      '(',
      ')',
      '"',
      '\\',
      ';',
      '\n',
      '\r\n',
      ' ',
      '\t',
      '$TTL',
      '$ORIGIN',
      '$GENERATE',
      '1-3',
      '$',
      '${',
      '}',
      '192.0.2.1',
      '.',
      '\\0',
      'SVCB',
      'SOA',
      '\\# 4',
      '\0',
      '\xff',
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (sample) => {
        const { findings, rrsets, contents } = scan(sample);
        expect(findings.every(({ place, code }) => place !== undefined || code === 'zone-name-unknown')).toBe(
          true,
        );
        expect(contents().rrsetCount).toBe(rrsets.length);
      }),
      { numRuns: 2000 },
    );
  });
});
