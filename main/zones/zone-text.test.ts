import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type RRset } from '../../shared/dns/rrset.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { importRecords } from './import-records.ts';
import { lines, nameFrom, ORIGIN } from './temporary-zones.ts';
import { readZoneText, type ReadZone, type ZoneText } from './zone-text.ts';
import { readZoneTextInThread } from './zone-text-thread.ts';

const file = (...text: string[]): ZoneText => ({ fileName: 'x.zone', text: text.join('\n'), latin1: false });
const SOA = '$TTL 1h\n@ SOA ns1 hostmaster 1 1d 2h 40d 1h\n@ NS ns1.example.net.';
const plain = ({ contents, ...read }: ReadZone) => ({
  ...read,
  records: contents && [contents.origin.wire, ...lines(contents, true)],
});

describe('a zone file', () => {
  it('is read into what the zone takes over, what is left out and what is wrong', async () => {
    const text = file(
      SOA,
      'b A 192.0.2.1',
      'a A 192.0.2',
      '@ NSEC a A',
      'A MX 10 no-host',
      'a MX 10 no-host',
    );
    expect(plain(await readZoneText(text, ORIGIN))).toEqual({
      records: [
        ORIGIN.wire,
        '@ NS 3600 ns1.example.net.',
        '@ SOA 3600 ns1 hostmaster 1 86400 7200 3456000 3600',
        'A MX 3600 10 no-host',
        'b A 3600 192.0.2.1',
      ],
      leftOut: { NSEC: 1 },
      signedElsewhere: null,
      textErrors: 1,
      findings: {
        errors: 1,
        warnings: 2,
        first: [
          expect.objectContaining({ code: 'syntax', place: { file: 'x.zone', line: 5, column: 5 } }),
          expect.objectContaining({ code: 'duplicate-record' }),
          expect.objectContaining({ code: 'target-without-address' }),
        ],
      },
    });
  });

  it('whose zone nobody says is not taken', async () => {
    const { contents, textErrors } = await readZoneText(file('www.example.com. 60 A 192.0.2.1'), undefined);
    expect([contents, textErrors]).toEqual([undefined, 1]);
  });

  it('that is wrong everywhere has all its findings counted and the first ones kept', async () => {
    const { findings } = await readZoneText(file(SOA, ...Array<string>(2000).fill('a A nowhere')), ORIGIN);
    expect([findings.errors, findings.first.length]).toEqual([2000, 500]);
  });

  it.each<[string, ZoneText, typeof ORIGIN | undefined]>([
    [
      'with all kinds of findings',
      file(SOA, '\\000\\255.x TXT "ü"', 'x A 1', 'c CNAME gone', '@ RRSIG'),
      ORIGIN,
    ],
    ['whose SOA names the zone', file(SOA.replace('@', 'SUB.example.org.'), 'a AAAA ::1'), undefined],
    ['in Latin-1', { ...file(SOA, 't TXT "\xfc"'), latin1: true }, ORIGIN],
    ['without a name', file('a 60 A 192.0.2.1'), undefined],
  ])('%s reads alike in a thread of its own', async (_, text, zone) => {
    expect(plain(await readZoneTextInThread(text, zone))).toEqual(plain(await readZoneText(text, zone)));
  });
});

describe('contents of records in any order', () => {
  it('are what sorting them at one go gives', async () => {
    const label = fc.constantFrom('a', 'B', 'b.a', '*.a', 'z', '\\000', '\\001.b');
    const sets = fc
      .uniqueArray(fc.tuple(label, fc.constantFrom(TYPE.A, TYPE.TXT, TYPE.MX)), {
        selector: ([owner, type]) => `${owner} ${type}`,
      })
      .map((heads) =>
        heads.map(([owner, type]): RRset => ({
          owner: nameFrom(`${owner}.example.com.`),
          type,
          ttlSeconds: 60,
          rdatas: ['\0\0\0\0' as Octets],
        })),
      );
    await fc.assert(
      fc.asyncProperty(sets, async (rrsets) => {
        const { contents } = await importRecords(ORIGIN, rrsets);
        const expected = ZoneContents.fromRRsets(ORIGIN, rrsets);
        expect([...contents.nodes()]).toEqual([...expected.nodes()]);
        expect([contents.nodeCount, contents.rrsetCount]).toEqual([expected.nodeCount, expected.rrsetCount]);
      }),
    );
  });
});
