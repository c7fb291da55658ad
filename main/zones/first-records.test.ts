import { describe, expect, it } from 'vitest';
import { printName } from '../../shared/dns/name-text.ts';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { importRecords, joinedEdits, joiningEdits, replacingEdits } from './import-records.ts';
import { mailboxOf, newZoneContents } from './new-zone.ts';
import { servedPart } from './record-set.ts';
import { edit, lines, nameFrom, ORIGIN } from './temporary-zones.ts';
import { readPaste } from './paste.ts';
import { ZoneState } from './zone-state.ts';

const rrset = (...of: Parameters<typeof edit>) => servedPart(edit(...of))!;

describe('a new zone', () => {
  it('has its timers from the rhythm, its first public name server as MNAME and no name of this computer', () => {
    const nameServers = [nameFrom('ns1.he.net.'), nameFrom('ns2.he.net.')];
    expect(
      lines(newZoneContents({ name: ORIGIN, nameServers, rhythm: 'quarter', polls: true }), true),
    ).toEqual([
      '@ NS 3600 ns1.he.net.',
      '@ NS 3600 ns2.he.net.',
      '@ SOA 3600 ns1.he.net. hostmaster 0 3600 900 14515200 3600',
    ]);
  });

  it.each([
    ['jane.doe@example.org', 'jane\\.doe.example.org.'],
    ['a@b@example.org', 'a\\@b.example.org.'],
    ['nobody', undefined],
    ['x@a..b', undefined],
    ['@example.org', undefined],
    [`${'l'.repeat(64)}@example.org`, undefined],
  ])('takes %s as its mailbox', (address, name) => {
    const mailbox = mailboxOf(address);
    expect(mailbox && printName(mailbox)).toBe(name);
  });
});

describe('imported records', () => {
  it("leave another server's DNSSEC behind and count it", async () => {
    const digest = 'ab'.repeat(48);
    const sets = [
      rrset('a', 'A', ['192.0.2.1']),
      rrset('@', 'CDNSKEY', ['0 3 0 AA==']),
      rrset('below', 'DNSKEY', ['257 3 13 AAAA']),
      rrset('@', 'DNSKEY', ['257 3 13 AAAA']),
      rrset('@', 'NSEC', ['a A']),
      rrset('a', 'NSEC', ['@ A']),
      rrset('@', 'ZONEMD', [`1 1 1 ${digest}`]),
      rrset('@', 'TYPE65534', ['\\# 5 0D8F5A0001']),
      rrset('below', 'TYPE65534', ['\\# 1 00']),
    ];
    const { contents, leftOut, signedElsewhere } = await importRecords(ORIGIN, sets);
    expect(lines(contents).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'a A',
      'below DNSKEY',
      'below TYPE65534',
    ]);
    expect(leftOut).toEqual({ CDNSKEY: 1, DNSKEY: 1, NSEC: 2, TYPE65534: 1, ZONEMD: 1 });
    expect(signedElsewhere).toEqual({ keys: ['257 3 13 AAAA'], ttlSeconds: sets[0].ttlSeconds });
  });

  it('replace what a zone has; comments and disabled values of sets that stay, stay', async () => {
    const state = await ZoneState.empty(ORIGIN).withAll([
      edit('a', 'A', ['192.0.2.1'], { comment: 'mine', disabled: ['192.0.2.9'] }),
      edit('b', 'A', ['192.0.2.1']),
    ]);
    const contents = ZoneContents.fromRRsets(ORIGIN, [
      rrset('a', 'A', ['192.0.2.7']),
      rrset('c', 'A', ['192.0.2.1']),
    ]);
    expect(await replacingEdits(state, contents)).toEqual([
      edit('a', 'A', ['192.0.2.7'], { comment: 'mine', disabled: ['192.0.2.9'] }),
      edit('b', 'A'),
      edit('c', 'A', ['192.0.2.1']),
    ]);
  });

  it('take the TTL of their set, else that of the SOA, where the pasted text gives none', async () => {
    const state = ZoneState.empty(ORIGIN)
      .with(edit('@', 'SOA', ['ns h 1 2 3 4 5'], { ttl: 7200 }))
      .with(edit('a', 'A', ['192.0.2.1'], { ttl: 60 }));
    const { edits, findings } = await readPaste(state, 'a A 192.0.2.2\nb A 192.0.2.3\nc A 192.0.2.4\n');
    const bare = await readPaste(ZoneState.empty(ORIGIN), 'b A 192.0.2.3');
    expect([edits, findings.map(({ severity, code }) => `${severity} ${code}`), bare.edits]).toEqual([
      [
        edit('a', 'A', ['192.0.2.1', '192.0.2.2'], { ttl: 60 }),
        edit('b', 'A', ['192.0.2.3'], { ttl: 7200 }),
        edit('c', 'A', ['192.0.2.4'], { ttl: 7200 }),
      ],
      ['warning ttl-usual-in-zone'],
      [edit('b', 'A', ['192.0.2.3'], { ttl: 3600 })],
    ]);
  });

  it('join what a zone has when they are pasted; a CNAME takes the place of the one before', async () => {
    const state = ZoneState.empty(ORIGIN)
      .with(edit('a', 'A', ['192.0.2.1'], { disabled: ['192.0.2.2'] }))
      .with(edit('c', 'CNAME', ['a']));
    const pasted = [rrset('a', 'A', ['192.0.2.2'], { ttl: 60 }), rrset('c', 'CNAME', ['b'])];
    expect(await joiningEdits(state, pasted)).toEqual([
      edit('a', 'A', ['192.0.2.1', '192.0.2.2'], { ttl: 60 }),
      edit('c', 'CNAME', ['b']),
    ]);
  });

  it('join what a zone has when they are typed for it, unless they replace it', async () => {
    const state = await ZoneState.empty(ORIGIN).withAll([
      edit('a', 'A', ['192.0.2.1'], { comment: 'mine', disabled: ['192.0.2.2'] }),
      edit('b', 'A', ['192.0.2.1']),
    ]);
    const typed = [
      edit('a', 'A', ['192.0.2.3'], { ttl: 60, disabled: ['192.0.2.1'] }),
      edit('b', 'A'),
      edit('b', 'A', ['192.0.2.2']),
    ];
    expect(joinedEdits(state, typed)).toEqual([
      edit('a', 'A', ['192.0.2.1', '192.0.2.3'], { ttl: 60, comment: 'mine', disabled: ['192.0.2.2'] }),
      edit('b', 'A'),
      edit('b', 'A', ['192.0.2.2']),
    ]);
  });
});
