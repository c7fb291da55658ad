/** Metadata, TSIG keys, and DNSSEC with its keys. */
import { add, NS, show, type ApiRequestCase } from './builders.ts';

export const METADATA: readonly ApiRequestCase[] = [
  show('metadata of a zone not there', '/zones/none.test./metadata'),
  show('metadata of nothing', '/zones/a.test./metadata/ALLOW-AXFR-FROM'),
  add('metadata: kind not known', 'GET', '/zones/a.test./metadata/NO-SUCH'),
  add('metadata: kind not writable', 'PUT', '/zones/a.test./metadata/PRESIGNED', { metadata: ['1'] }),
  add('metadata: no list', 'PUT', '/zones/a.test./metadata/X-MINE', { metadata: 'x' }),
  add('metadata: list of numbers', 'PUT', '/zones/a.test./metadata/X-MINE', { metadata: [5] }),
  add('metadata: own kind', 'PUT', '/zones/a.test./metadata/X-MINE', { metadata: ['one'] }),
  add('metadata: more of it', 'POST', '/zones/a.test./metadata', {
    kind: 'X-MINE',
    metadata: ['two', 'one'],
  }),
  show('metadata: own kind again', '/zones/a.test./metadata/X-MINE'),
  add('metadata: POST without kind', 'POST', '/zones/a.test./metadata', { metadata: [] }),
  add('metadata: POST of a kind not known', 'POST', '/zones/a.test./metadata', {
    kind: 'NO-SUCH',
    metadata: [],
  }),
  add('metadata: POST without values', 'POST', '/zones/a.test./metadata', { kind: 'X-MINE' }),
  add('metadata: DELETE', 'DELETE', '/zones/a.test./metadata/X-MINE'),
  add('metadata: ALLOW-AXFR-FROM', 'PUT', '/zones/a.test./metadata/ALLOW-AXFR-FROM', {
    metadata: ['192.0.2.0/24', '2001:db8::1'],
  }),
  show('metadata: ALLOW-AXFR-FROM again', '/zones/a.test./metadata/ALLOW-AXFR-FROM'),
  add('metadata: ALSO-NOTIFY', 'PUT', '/zones/a.test./metadata/ALSO-NOTIFY', {
    metadata: ['192.0.2.53', '192.0.2.54:5300'],
  }),
  show('metadata: ALSO-NOTIFY again', '/zones/a.test./metadata/ALSO-NOTIFY'),
  show('metadata of the zone', '/zones/a.test./metadata'),
];

export const TSIG_KEYS: readonly ApiRequestCase[] = [
  show('no TSIG keys', '/tsigkeys'),
  add('tsig: no body', 'POST', '/tsigkeys'),
  add('tsig: no name', 'POST', '/tsigkeys', { algorithm: 'hmac-sha256' }),
  add('tsig: no algorithm', 'POST', '/tsigkeys', { name: 'k1' }),
  add('tsig: algorithm not known', 'POST', '/tsigkeys', { name: 'k1', algorithm: 'hmac-none', key: 'AQID' }),
  add('tsig: algorithm not known, to be made here', 'POST', '/tsigkeys', {
    name: 'k1',
    algorithm: 'hmac-none',
  }),
  add('tsig: no base64', 'POST', '/tsigkeys', { name: 'k1', algorithm: 'hmac-sha256', key: 'no base64!' }),
  add('tsig: create', 'POST', '/tsigkeys', { name: 'k1', algorithm: 'hmac-sha256', key: 'c2VjcmV0' }),
  add('tsig: it is there', 'POST', '/tsigkeys', { name: 'k1', algorithm: 'hmac-sha256', key: 'c2VjcmV0' }),
  show('tsig: list', '/tsigkeys'),
  show('tsig: one', '/tsigkeys/k1.'),
  show('tsig: one without dot', '/tsigkeys/k1'),
  show('tsig: none', '/tsigkeys/k2.'),
  add('tsig: another algorithm', 'PUT', '/tsigkeys/k1.', { algorithm: 'hmac-sha512' }),
  add('tsig: another secret', 'PUT', '/tsigkeys/k1.', { key: 'b3RoZXI=' }),
  add('tsig: bad secret', 'PUT', '/tsigkeys/k1.', { key: '!' }),
  add('tsig: bad algorithm', 'PUT', '/tsigkeys/k1.', { algorithm: 'x' }),
  add('tsig: another name', 'PUT', '/tsigkeys/k1.', { name: 'k3' }),
  show('tsig: under the new name', '/tsigkeys/k3.'),
  add('tsig: for a zone', 'PUT', '/zones/c.test.', { master_tsig_key_ids: ['k3.'] }),
  show('tsig: zone with a key', '/zones/c.test.?rrsets=false'),
  add('tsig: for no zone', 'PUT', '/zones/c.test.', { master_tsig_key_ids: [] }),
  add('tsig: DELETE', 'DELETE', '/tsigkeys/k3.'),
  add('tsig: DELETE again', 'DELETE', '/tsigkeys/k3.'),
];

/** From an unsigned zone's keys to a signed zone and back. */
export const DNSSEC: readonly ApiRequestCase[] = [
  show('cryptokeys: none', '/zones/a.test./cryptokeys'),
  show('cryptokeys: not there', '/zones/a.test./cryptokeys/99'),
  show('cryptokeys: zone not there', '/zones/none.test./cryptokeys'),
  add('cryptokeys: bad type', 'POST', '/zones/a.test./cryptokeys', { keytype: 'x' }),
  add('cryptokeys: no type', 'POST', '/zones/a.test./cryptokeys', {}),
  add('cryptokeys: bad bits', 'POST', '/zones/a.test./cryptokeys', { keytype: 'ksk', bits: 'many' }),
  add('cryptokeys: bad algorithm', 'POST', '/zones/a.test./cryptokeys', {
    keytype: 'ksk',
    algorithm: 'none',
  }),
  add('cryptokeys: DELETE of none', 'DELETE', '/zones/a.test./cryptokeys/99'),

  add('dnssec: on', 'PUT', '/zones/d.test.', { dnssec: true }),
  add('dnssec: on again', 'PUT', '/zones/d.test.', { dnssec: true }),
  show('dnssec: zone', '/zones/d.test.?rrsets=false'),
  show('dnssec: list', '/zones?zone=d.test.'),
  show('dnssec: keys', '/zones/d.test./cryptokeys'),
  show('dnssec: records', '/zones/d.test.?rrset_name=d.test.'),
  add('dnssec: NSEC3 not offered', 'PUT', '/zones/d.test.', { nsec3param: '2 0 0 -' }),
  add('dnssec: NSEC3', 'PUT', '/zones/d.test.', { nsec3param: '1 0 0 -' }),
  show('dnssec: zone with NSEC3', '/zones/d.test.?rrsets=false'),
  add('dnssec: NSEC', 'PUT', '/zones/d.test.', { nsec3param: '' }),
  add('dnssec: off', 'PUT', '/zones/d.test.', { dnssec: false }),
  show('dnssec: no keys left', '/zones/d.test./cryptokeys'),
  show('dnssec: zone unsigned', '/zones/d.test.?rrsets=false'),
  add('cryptokeys: create', 'POST', '/zones/c.test./cryptokeys', {
    keytype: 'csk',
    active: true,
    published: true,
  }),
  add('cryptokeys: bits that do not fit', 'POST', '/zones/c.test./cryptokeys', {
    keytype: 'csk',
    bits: 1024,
  }),
  show('cryptokeys: zone', '/zones/c.test.?rrsets=false'),
  add('dnssec: new zone', 'POST', '/zones', {
    name: 'signed.test.',
    kind: 'Native',
    nameservers: NS,
    dnssec: true,
  }),
];
