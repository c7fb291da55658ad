/** Zones as PowerDNS could have them, odd ones above all: nothing is dropped without a word, and nothing is half taken. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../shared/dns/octets.ts';
import type { Name } from '../../shared/dns/name.ts';
import { printName, scanName } from '../../shared/dns/name-text.ts';
import { dnskey } from '../../shared/dns/rdata/dnskey.ts';
import { printRdata } from '../../shared/dns/rdata/registry.ts';
import { pdnsNoteSeverity } from '../../shared/model/pdns-import-sentences.ts';
import { settings } from '../../shared/model/settings.ts';
import { printBindPrivateKey } from '../dnssec/keys/bind-key-file.ts';
import { generateZoneKey, type KeyRole } from '../dnssec/keys/zone-key.ts';
import type { Json, JsonObject } from '../pdns-api/json.ts';
import { newZoneSettings } from '../zones/new-zone-settings.ts';
import type { FetchedZone } from './fetch-zone.ts';
import { readAccess } from './pdns-access.ts';
import { readPdnsKeys } from './pdns-keys.ts';
import { readPdnsRecords } from './pdns-records.ts';

const ZONE = scanName('example.com.' as Octets) as Name;
const DEFAULTS = settings.parse({});

const rrset = (name: string, type: string, ...records: readonly (string | JsonObject)[]): Json => ({
  name,
  type,
  ttl: 300,
  records: records.map((record) =>
    typeof record === 'string' ? { content: record, disabled: false } : record,
  ),
});

const zone = (more: Partial<FetchedZone> = {}): FetchedZone => ({
  id: 'example.com.',
  nameText: 'example.com.',
  name: ZONE,
  kind: 'Master',
  serial: 1,
  signed: true,
  document: {},
  metadata: new Map(),
  cryptoKeys: [],
  tsigKeys: new Map(),
  ...more,
});

async function key(keytype: KeyRole, more: JsonObject = {}): Promise<JsonObject> {
  const made = await generateZoneKey(keytype, 13);
  return {
    id: 7,
    keytype,
    active: true,
    published: true,
    dnskey: dnskey.print(made.dnskey),
    privatekey: printBindPrivateKey(made),
    ...more,
  };
}

describe('records', () => {
  it('keep disabled values and comments; what cannot be taken is told one by one', async () => {
    const { rrsets, notes, faults } = await readPdnsRecords(ZONE, {
      rrsets: [
        {
          ...(rrset('WWW.example.com.', 'A', '192.0.2.1', {
            content: '192.0.2.2',
            disabled: true,
          }) as JsonObject),
          comments: [{ content: 'first\nline' }, { content: 'second' }],
        },
        rrset('www.example.com.', 'A', '192.0.2.3'),
        rrset('off.example.com.', 'TXT', { content: '"kept"', disabled: true }),
        rrset('bad.example.com.', 'A', '192.0.2.1', 'not an address'),
        rrset('lua.example.com.', 'LUA', 'A "x"'),
        rrset('example.com.', 'ALIAS', 'a.example.'),
        rrset('example.com.', 'NOSUCH', 'a'),
        rrset('example.com.', 'OPT', ''),
        rrset('elsewhere.org.', 'A', '192.0.2.1'),
        rrset(`${'x'.repeat(64)}.example.com.`, 'A', '192.0.2.1'),
        'nonsense',
      ],
    });
    expect(
      rrsets.map(({ owner, type, rdatas }) => [
        printName(owner),
        rdatas.map((rdata) => printRdata(type, rdata)),
      ]),
    ).toEqual([
      ['www.example.com.', ['192.0.2.1', '192.0.2.3']],
      ['bad.example.com.', ['192.0.2.1']],
    ]);
    expect(
      [...notes.entries()].map(([, { comment, disabledRdatas }]) => [comment, disabledRdatas.length]),
    ).toEqual([
      ['', 1],
      ['first line\nsecond', 1],
    ]);
    expect(
      faults.map(({ owner, type, content, reason }) => [owner.slice(0, 20), type, content, reason.code]),
    ).toEqual([
      ['bad.example.com.', 'A', 'not an address', 'unreadable'],
      ['lua.example.com.', 'LUA', 'A "x"', 'lua'],
      ['example.com.', 'ALIAS', 'a.example.', 'alias'],
      ['example.com.', 'NOSUCH', 'a', 'unknown-type'],
      ['example.com.', 'OPT', '', 'message-type'],
      ['elsewhere.org.', 'A', '192.0.2.1', 'out-of-zone'],
      ['xxxxxxxxxxxxxxxxxxxx', 'A', '192.0.2.1', 'bad-owner'],
    ]);
  });

  it('of TXT and SPF may have strings of more than 255 octets, which are cut as PowerDNS cuts them', async () => {
    const long = `"${'\\;'.repeat(255)}rest" "b"`;
    const { rrsets, faults } = await readPdnsRecords(ZONE, {
      rrsets: [
        rrset('example.com.', 'TXT', long),
        rrset('example.com.', 'SPF', long),
        rrset('example.com.', 'HINFO', long),
      ],
    });
    const cut = `"${';'.repeat(255)}" "rest" "b"`;
    expect(rrsets.map(({ type, rdatas }) => rdatas.map((rdata) => printRdata(type, rdata)))).toEqual([
      [cut],
      [cut],
    ]);
    expect(faults.map(({ type, reason }) => [type, reason.code])).toEqual([['HINFO', 'unreadable']]);
  });
});

describe('keys', () => {
  const codes = (fetched: FetchedZone): unknown[] =>
    readPdnsKeys(ZONE, fetched).notes.map(({ code }) => code);

  it('come as active and published as they are; a key that is neither stays there', async () => {
    const cryptoKeys = [
      await key('ksk'),
      await key('zsk'),
      await key('zsk', { active: false }),
      await key('zsk', { active: false, published: false }),
    ];
    const read = readPdnsKeys(
      ZONE,
      zone({ cryptoKeys, document: { nsec3param: '1 1 10 ab', nsec3narrow: true } }),
    );
    expect(read.keys.map(({ key: { role }, signs }) => [role, signs])).toEqual([
      ['ksk', true],
      ['zsk', true],
      ['zsk', false],
    ]);
    expect(read.denial).toBe('nsec3');
    expect(read.notes.map(({ code }) => code)).toEqual(['key-unused', 'narrow', 'nsec3-parameters']);
  });

  it('refuse the zone when one that signs cannot come along', async () => {
    const csk = await key('csk');
    expect(codes(zone({ cryptoKeys: [csk] }))).toEqual([]);
    for (const [fault, changed] of [
      ['key-withheld', { ...csk, privatekey: undefined }],
      ['key-fault', { ...csk, privatekey: 'nonsense' }],
      ['key-fault', { ...csk, privatekey: (await key('csk')).privatekey }],
      ['key-fault', { ...csk, dnskey: '257 3 5 AQAB' }],
    ] as const)
      expect(codes(zone({ cryptoKeys: [changed] }))).toEqual([fault, 'keys-missing']);
    expect(codes(zone({ cryptoKeys: [csk, await key('ksk', { privatekey: '' })] }))).toContain(
      'keys-missing',
    );
    expect(codes(zone({ cryptoKeys: [await key('zsk')] }))).toEqual(['keys-missing']);
    expect(pdnsNoteSeverity({ code: 'keys-missing', zone: 'example.com.' })).toBe('error');
  });

  it('of a presigned zone are elsewhere, which is said', () => {
    expect(codes(zone({ metadata: new Map([['PRESIGNED', ['1']]]) }))).toEqual(['presigned']);
  });
});

describe('access', () => {
  it('needs address and key here; what says neither is named', () => {
    const metadata = new Map([
      ['ALLOW-AXFR-FROM', ['192.0.2.0/24', 'AUTO-NS', 'nonsense']],
      ['ALSO-NOTIFY', ['192.0.2.7:5300', 'ns.example.']],
      ['X-ANY', ['kept']],
      ['SOA-EDIT', ['EPOCH']],
    ]);
    const document = { soa_edit: 'EPOCH', account: 'shop' };
    const access = readAccess(zone({ metadata, document }), ['a.'], newZoneSettings(DEFAULTS, 'primary'));
    expect(access.alsoAllow).toEqual([{ addresses: ['192.0.2.0/24'], key: 'a.' }]);
    expect(access.alsoNotify).toEqual(['192.0.2.7:5300']);
    expect(access.kept).toMatchObject({ account: 'shop', soaEdit: 'EPOCH', metadata: { 'X-ANY': ['kept'] } });
    expect(access.notes.map(({ code }) => code)).toEqual([
      'setting-left-out',
      'setting-left-out',
      'access-both',
      'setting-left-out',
      'settings-kept',
    ]);
  });

  it('for everybody without a key is not taken over', () => {
    const metadata = new Map([['ALLOW-AXFR-FROM', ['0.0.0.0/0', '::/0']]]);
    const access = readAccess(zone({ metadata }), [], newZoneSettings(DEFAULTS, 'primary'));
    expect(access.alsoAllow).toEqual([]);
    expect(access.notes.map(({ code }) => code)).toEqual(['setting-left-out', 'setting-left-out']);
  });
});
