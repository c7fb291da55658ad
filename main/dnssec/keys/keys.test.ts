/** Keys, DS and signatures against the examples of the RFCs that define the algorithms. */
import { describe, expect, it } from 'vitest';
import { scanName } from '../../../shared/dns/name-text.ts';
import { Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { ds } from '../../../shared/dns/rdata/ds.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { scanRdataText } from '../../../shared/dns/zone-file/rdata-text.ts';
import { dsForms, dsRdata, parentRequestRdatas } from '../ds.ts';
import { verifyRRset } from '../signing/rrsig.ts';
import { ALGORITHMS, type AlgorithmNumber } from './algorithms.ts';
import { bindKeyFileName, printBindPrivateKey, printBindPublicKey } from './bind-key-file.ts';
import { importKey } from './import-key.ts';
import { publicKeyFrom } from './key-material.ts';
import { keyTagOf } from './key-tag.ts';
import { generateZoneKey, type KeyRole } from './zone-key.ts';

const nameOf = (text: string): Name => scanName(text as Octets, Name.root) as Name;
const EXAMPLE_NET = nameOf('example.net.');

/** RFC 6605 §6.1, §6.2 and RFC 8080 §6.1: private key, DNSKEY, DS, and a signature over a record. */
const EXAMPLES = [
  {
    rfc: 'RFC 6605 §6.1',
    privateText:
      'Private-key-format: v1.2\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=\n',
    dnskey:
      '257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==',
    ds: '55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17',
    record: ['www.example.net.', TYPE.A, '192.0.2.1'],
    rrsig:
      'A 13 3 3600 20100909100439 20100812100439 55648 example.net. qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==',
  },
  {
    rfc: 'RFC 6605 §6.2',
    privateText:
      'Private-key-format: v1.2\nAlgorithm: 14 (ECDSAP384SHA384)\nPrivateKey: WURgWHCcYIYUPWgeLmiPY2DJJk02vgrmTfitxgqcL4vwW7BOrbawVmVe0d9V94SR\n',
    dnskey:
      '257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40',
    ds: '10771 14 4 72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a9b5f4d288405c3008a946df983d6',
    record: ['www.example.net.', TYPE.A, '192.0.2.1'],
    rrsig:
      'A 14 3 3600 20100909102025 20100812102025 10771 example.net. /L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm',
  },
  {
    rfc: 'RFC 8080 §6.1',
    privateText:
      'Private-key-format: v1.2\nAlgorithm: 15 (ED25519)\nPrivateKey: ODIyNjAzODQ2MjgwODAxMjI2NDUxOTAyMDQxNDIyNjI=\n',
    dnskey: '257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=',
    ds: '3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b',
    zone: 'example.com.',
    record: ['example.com.', TYPE.MX, '10 mail.example.com.'],
    rrsig:
      'MX 15 2 3600 1440021600 1438207200 3613 example.com. oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==',
  },
] as const;

describe('the example of', () => {
  it.each(EXAMPLES)('$rfc: key, DS and signature', (example) => {
    const zone = nameOf('zone' in example ? example.zone : 'example.net.');
    const { key } = importKey({ privateText: example.privateText }, zone, 'csk');
    const published = scanRdataText(TYPE.DNSKEY, example.dnskey as Octets);
    const wanted = ds.parse(scanRdataText(TYPE.DS, example.ds as Octets));
    expect(key?.dnskey).toBe(published);
    expect(key?.keyTag).toBe(wanted.keyTag);
    expect(ds.parse(dsRdata(zone, published, wanted.digestType as 2 | 4))).toEqual(wanted);
    const [owner, type, text] = example.record;
    const rrset = {
      owner: nameOf(owner),
      type,
      ttlSeconds: 3600,
      rdatas: [scanRdataText(type, text as Octets)],
    };
    const { algorithm, publicKey } = dnskey.parse(published);
    const offered = ALGORITHMS[algorithm as AlgorithmNumber];
    const rrsig = scanRdataText(TYPE.RRSIG, example.rrsig as Octets);
    expect(verifyRRset(rrset, rrsig, offered, publicKeyFrom(offered, publicKey)!)).toBe(true);
    const other = { ...rrset, owner: nameOf(`x.${owner}`) };
    expect(verifyRRset(other, rrsig, offered, publicKeyFrom(offered, publicKey)!)).toBe(false);
  });
});

describe('a key tag', () => {
  it('is the one of RFC 4034 §5.4', () => {
    const text =
      '256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==';
    expect(keyTagOf(scanRdataText(TYPE.DNSKEY, text as Octets))).toBe(60485);
  });
});

describe('a key of algorithm', () => {
  it.each([
    { number: 13, bits: undefined },
    { number: 14, bits: undefined },
    { number: 15, bits: undefined },
    { number: 8, bits: 2048 },
    { number: 8, bits: 3072 },
  ] as const)(
    '$number ($bits) comes back from BIND files and from PEM as it was',
    async ({ number, bits }) => {
      const key = await generateZoneKey('ksk', number, { bits });
      const plain = ({ role, dnskey: rdata, keyTag }: typeof key): unknown => ({ role, rdata, keyTag });
      const publicText = printBindPublicKey(EXAMPLE_NET, key);
      const pem = (type: 'pkcs8'): string => key.privateKey.export({ type, format: 'pem' }) as string;
      for (const privateText of [printBindPrivateKey(key), pem('pkcs8')]) {
        const both = importKey({ privateText, publicText }, EXAMPLE_NET, 'ksk');
        expect(both.fault).toBeUndefined();
        expect(plain(both.key!)).toEqual(plain(key));
        expect(plain(importKey({ privateText }, EXAMPLE_NET, 'ksk').key!)).toEqual(plain(key));
      }
      expect(bindKeyFileName(EXAMPLE_NET, key)).toMatch(/^Kexample\.net\.\+0\d\d\+\d{5}$/);
    },
  );

  it('is never made with a tag that is taken', async () => {
    const taken = Array.from({ length: 0x8000 }, (_, tag) => tag);
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => generateZoneKey('zsk', 15, { takenTags: taken })),
    );
    expect(keys.filter(({ keyTag }) => keyTag < 0x8000)).toEqual([]);
  });
});

describe('a key that cannot be taken in', () => {
  const [p256, , ed25519] = EXAMPLES;
  const record = `example.net. 3600 IN DNSKEY ${p256.dnskey}`;

  it.each<[string, Parameters<typeof importKey>[0], KeyRole | undefined, unknown]>([
    ['the public half alone', { publicText: record }, undefined, { code: 'public-without-private' }],
    [
      'the private half alone, its role not told',
      { privateText: p256.privateText },
      undefined,
      { code: 'private-without-public' },
    ],
    [
      'halves of two keys',
      { privateText: ed25519.privateText, publicText: record },
      undefined,
      { code: 'keys-do-not-match', dnskeyTag: 55648, privateTag: 3613 },
    ],
    [
      'a key of another zone',
      { privateText: p256.privateText, publicText: record.replace('net', 'org') },
      undefined,
      { code: 'wrong-zone', found: 'example.org.', expected: 'example.net.' },
    ],
    [
      'an algorithm that is not offered',
      { privateText: p256.privateText.replace('13 (ECDSAP256SHA256)', '16 (ED448)') },
      'csk',
      { code: 'algorithm-not-offered', algorithm: '16 (ED448)' },
    ],
    [
      'an algorithm that is not offered, in the DNSKEY',
      { privateText: p256.privateText, publicText: record.replace('257 3 13', '257 3 10') },
      undefined,
      { code: 'algorithm-not-offered', algorithm: '10' },
    ],
    [
      'a format of the future',
      { privateText: p256.privateText.replace('v1.2', 'v2.0') },
      'csk',
      { code: 'unreadable-private-key', expected: 'Private-key-format: v1.2 or v1.3' },
    ],
    [
      'an RSA key without its numbers',
      { privateText: 'Private-key-format: v1.3\nAlgorithm: 8 (RSASHA256)\nModulus: AAAA\n' },
      'csk',
      { code: 'unreadable-private-key', expected: 'PublicExponent: with a number in base64' },
    ],
    [
      'a private key of zero',
      {
        privateText: p256.privateText.replace(
          /PrivateKey: .*/,
          `PrivateKey: ${Buffer.alloc(32).toString('base64')}`,
        ),
      },
      'csk',
      { code: 'unreadable-private-key', expected: 'a private key of ECDSAP256SHA256' },
    ],
    [
      'something else',
      { privateText: 'hello' },
      'csk',
      { code: 'unreadable-private-key', expected: 'a .private file of BIND, or PEM' },
    ],
    [
      'PEM under a passphrase',
      { privateText: '-----BEGIN ENCRYPTED PRIVATE KEY-----\n' },
      'csk',
      { code: 'passphrase-protected' },
    ],
    [
      'a ZSK asked for as a CSK',
      { privateText: p256.privateText, publicText: record.replace('257', '256') },
      'csk',
      { code: 'role-mismatch', role: 'csk', flags: 256 },
    ],
    [
      'a revoked key',
      { privateText: p256.privateText, publicText: record.replace('257', '385') },
      undefined,
      { code: 'revoked-key', keyTag: 55776 },
    ],
    [
      'a .key without a DNSKEY',
      { privateText: p256.privateText, publicText: '; nothing here\n' },
      undefined,
      { code: 'unreadable-public-key', expected: 'a DNSKEY record' },
    ],
    [
      'a DNSKEY that is no key',
      { privateText: p256.privateText, publicText: 'example.net. IN DNSKEY 257 3 13 !' },
      undefined,
      { code: 'unreadable-public-key', expected: 'base64 text' },
    ],
  ])('%s', (_what, texts, role, fault) => {
    expect(importKey(texts, EXAMPLE_NET, role)).toEqual({ fault });
  });
});

describe('what asks the parent', () => {
  const rdata = scanRdataText(TYPE.DNSKEY, EXAMPLES[0].dnskey as Octets);

  it('is shown in every form that registrars ask for', () => {
    const digest = 'B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17';
    const { digests, ...rest } = dsForms(EXAMPLE_NET, rdata);
    expect(digests.map(({ mnemonic }) => mnemonic)).toEqual(['SHA-256', 'SHA-384']);
    expect(digests[0]).toEqual({
      digestType: 2,
      mnemonic: 'SHA-256',
      digest,
      record: `example.net. IN DS 55648 13 2 ${digest}`,
    });
    const [, , , publicKey] = EXAMPLES[0].dnskey.split(' ');
    expect(rest).toEqual({
      keyTag: 55648,
      algorithm: 13,
      algorithmMnemonic: 'ECDSAP256SHA256',
      dnskey: {
        flags: 257,
        protocol: 3,
        keyType: 'ksk',
        publicKey,
        record: `example.net. IN DNSKEY ${EXAMPLES[0].dnskey}`,
      },
    });
  });

  it('can ask for the DS of keys, for no DS at all, or for nothing', () => {
    const of = (request: Parameters<typeof parentRequestRdatas>[1]): unknown =>
      parentRequestRdatas(EXAMPLE_NET, request);
    expect(of({ kind: 'none' })).toEqual({ cds: [], cdnskey: [] });
    expect(of({ kind: 'publish', dnskeys: [rdata], digestTypes: [2] })).toEqual({
      cds: [dsRdata(EXAMPLE_NET, rdata, 2)],
      cdnskey: [rdata],
    });
    expect(of({ kind: 'delete' })).toEqual({
      cds: [scanRdataText(TYPE.CDS, '0 0 0 00' as Octets)],
      cdnskey: [scanRdataText(TYPE.CDNSKEY, '0 3 0 AA==' as Octets)],
    });
  });
});
