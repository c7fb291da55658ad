import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexEncode } from '../encodings.ts';
import { Name } from '../name.ts';
import { printName, scanName } from '../name-text.ts';
import { type Octets } from '../octets.ts';
import { canonicalRdata } from '../rdata/registry.ts';
import { ZoneContents } from '../zone-contents.ts';
import { printRecords, printZone } from './print-zone.ts';
import { scanRdataText } from './rdata-text.ts';
import { scanZone } from './scan-zone.ts';

const ORIGIN = scanName('Example.com.' as Octets) as Name;

function contentsOf(text: string): ZoneContents {
  return scanZone({ file: 'f', text: text as Octets }, { zone: ORIGIN }).contents();
}

describe('the printer', () => {
  it('writes a zone as a person would', () => {
    const contents = contentsOf(
      '$TTL 1h\nwww 300 A 192.0.2.1\n A 192.0.2.2\n@ MX 10 mail\n NS ns1.example.net.\n SOA ns1.example.net. host\\.master 7 1d 2h 77d 59\nmail CNAME WWW\n#x TXT "a\\"b"\n',
    );
    expect([...printZone(contents, { heading: ['made here\nand now'] })].join('')).toBe(
      `; made here and now
$ORIGIN Example.com.
$TTL 3600
@                                IN SOA     ns1.example.net. host\\.master (
                                            7          ; serial
                                            86400      ; refresh (1d)
                                            7200       ; retry (2h)
                                            6652800    ; expire (11w)
                                            59         ; minimum
                                            )
                                 IN NS      ns1.example.net.
                                 IN MX      10 mail
\\035x                            IN TXT     "a\\"b"
mail                             IN CNAME   WWW
www                      300     IN A       192.0.2.1
                         300     IN A       192.0.2.2
`,
    );
  });

  it('writes types that a reader does not know in generic form (RFC 3597 §5)', () => {
    const contents = contentsOf('$TTL 5\na TXT b\na A 192.0.2.1\nb APL\n');
    const text = [...printRecords(contents, { genericTypes: new Set([16, 42]) })].join('');
    expect(text.trimEnd().split('\n')).toEqual([
      'a.Example.com.\t5\tIN\tA\t192.0.2.1',
      'a.Example.com.\t5\tIN\tTYPE16\t\\# 2 0162',
      'b.Example.com.\t5\tIN\tTYPE42\t\\# 0',
    ]);
  });
});

describe('scanning what was printed', () => {
  const octet = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
  const label = fc
    .array(fc.oneof(fc.constantFrom('a', 'B', '*', '-', '.', '@', '$', '\\', ';', '"', '('), octet), {
      minLength: 1,
      maxLength: 12,
    })
    .map((all) => all.join('') as Octets);
  const name = fc
    .array(label, { maxLength: 4 })
    .map((labels) => Name.fromLabels([...labels, ...ORIGIN.labels])!);
  const text = fc.array(octet, { maxLength: 60 }).map((all) => all.join(''));
  const strings = fc
    .array(text, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one) => String.fromCharCode(one.length) + one).join('') as Octets);
  const data = fc.oneof(
    fc.tuple(
      fc.constant(1),
      fc.constantFrom('\xc0\0\x02\x01', '\0\0\0\0').map((wire) => wire as Octets),
    ),
    fc.tuple(fc.constant(16), strings),
    fc.tuple(
      fc.constantFrom(2, 5, 12),
      name.map(({ wire }) => wire),
    ),
    fc.tuple(
      fc.constant(15),
      name.map(({ wire }) => `\0\x0a${wire}` as Octets),
    ),
    fc.tuple(
      fc.constant(65280),
      text.map((octets) => octets as Octets),
    ),
    fc.tuple(
      fc.constant(64),
      name.map(({ wire }) => `\0\x01${wire}\0\x01\0\x03\x02h2` as Octets),
    ),
    fc.tuple(
      fc.constant(6),
      fc.constant(scanRdataText(6, 'ns host\\.master 4294967295 1 2 3 4' as Octets, ORIGIN)),
    ),
  );
  const records = fc.array(fc.tuple(name, data, fc.integer({ min: 0, max: 0x7fffffff })), { maxLength: 30 });

  it.each([
    ['printZone', printZone],
    ['printRecords', printRecords],
  ])('gives the same zone back (%s)', (_what, print) => {
    fc.assert(
      fc.property(records, (all) => {
        let contents = ZoneContents.empty(ORIGIN);
        for (const [owner, [type, rdata], ttlSeconds] of all) {
          const old = contents.rrset(owner, type)?.rdatas ?? [];
          const canonical = canonicalRdata(type, rdata);
          if (old.some((other) => canonicalRdata(type, other) === canonical)) continue;
          contents = contents.with(owner, type, { owner, type, ttlSeconds, rdatas: [...old, rdata] });
        }
        const { findings, contents: again } = scanZone(
          { file: 'f', text: [...print(contents)].join('') as Octets },
          { zone: ORIGIN },
        );
        expect(findings).toEqual([]);
        expect([...again().rrsets()].map(plain)).toEqual([...contents.rrsets()].map(plain));
      }),
      { numRuns: 300 },
    );
  });
});

function plain({
  owner,
  type,
  ttlSeconds,
  rdatas,
}: {
  owner: Name;
  type: number;
  ttlSeconds: number;
  rdatas: readonly Octets[];
}): string {
  return [printName(owner), type, ttlSeconds, ...rdatas.map(hexEncode)].join(' ');
}
