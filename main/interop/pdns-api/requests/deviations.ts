/** What is meant to differ. */
import { add, patch, record, set, show, type ApiRequestCase } from './builders.ts';

const extend = (changetype: string, content: string) => ({
  name: 'ext.a.test.',
  type: 'A',
  ttl: 300,
  changetype,
  records: [record(content)],
});

const long = set('long.text.test.', 'TXT', [`"${'x'.repeat(254)}\\\\\\195\\164 ${'y'.repeat(300)}" "z"`]);

const commented = (name: string, content: string, account: string) => ({
  ...set(name, 'A', ['192.0.2.1']),
  comments: [{ content, account, modified_at: 1_000_000 }],
});

export const DEVIATIONS: readonly ApiRequestCase[] = [
  patch('design: EXTEND', extend('EXTEND', '192.0.2.1')),
  patch('design: EXTEND by what is there', extend('EXTEND', '192.0.2.1')),
  patch('design: PRUNE', extend('PRUNE', '192.0.2.1')),
  patch('design: dot inside a label', set('a\\.b.a.test.', 'A', ['192.0.2.1'])),
  patch('design: blanks around and between', set('blank.a.test.', 'MX', [' 10   mail.a.test. '])),
  patch('design: raw UTF-8 in TXT', set('utf8.a.test.', 'TXT', ['"ä"'])),
  add('design: TXT of more than 255 octets', 'PATCH', '/zones/text.test.', { rrsets: [long] }),
  add('design: TXT of more than 255 octets again', 'PATCH', '/zones/text.test.', { rrsets: [long] }),
  show('design: TXT of more than 255 octets as shown', '/zones/text.test.?rrset_name=long.text.test.'),
  add('design: comment of an account', 'PATCH', '/zones/text.test.', {
    rrsets: [commented('com.text.test.', 'why', 'ops')],
  }),
  show('design: comment of an account as shown', '/zones/text.test.?rrset_name=com.text.test.'),
  add('design: comment of two lines', 'PATCH', '/zones/c.test.', {
    rrsets: [commented('com.c.test.', 'upper\nlower', '')],
  }),
  show('design: comment of two lines as shown', '/search-data?q=upper*&object_type=comment'),
  patch('design: no name servers left', { name: 'a.test.', type: 'NS', changetype: 'DELETE' }),
  patch('design: name server of the zone without address', set('a.test.', 'NS', ['ns9.a.test.'])),
  patch('design: signatures', set('x.a.test.', 'NSEC', ['b.a.test. A'])),
  add('design: kind Slave', 'POST', '/zones', { name: 'slave.test.', kind: 'Slave', masters: ['192.0.2.1'] }),
  add('design: kind Producer', 'POST', '/zones', { name: 'producer.test.', kind: 'Producer' }),
  add('design: member of a catalog', 'PUT', '/zones/a.test.', { catalog: 'c.test.' }),
  add('design: an autoprimary', 'POST', '/autoprimaries', { ip: '192.0.2.1', nameserver: 'ns1.b.test.' }),
  add('design: replace all sets', 'PUT', '/zones/sets.test.', {
    rrsets: [set('www.sets.test.', 'A', ['192.0.2.1'])],
  }),
  add('design: keys by metadata', 'PUT', '/zones/c.test./metadata/TSIG-ALLOW-AXFR', { metadata: ['none.'] }),
  add('design: transfers by name servers', 'PUT', '/zones/c.test./metadata/ALLOW-AXFR-FROM', {
    metadata: ['AUTO-NS'],
  }),
  add('design: transfers for everybody', 'PUT', '/zones/c.test./metadata/ALLOW-AXFR-FROM', {
    metadata: ['0.0.0.0/0'],
  }),
  add('design: a key for a zone', 'POST', '/tsigkeys', {
    name: 'held',
    algorithm: 'hmac-sha256',
    key: 'c2VjcmV0',
  }),
  add('design: the zone takes it', 'PUT', '/zones/c.test.', { master_tsig_key_ids: ['held.'] }),
  add('design: DELETE of a key in use', 'DELETE', '/tsigkeys/held.'),
  add('design: rectify of an unsigned zone', 'PUT', '/zones/c.test./rectify'),
  add('design: a key in the address', 'GET', '/zones?api-key=differential', undefined, { key: null }),
  add('design: a zone without name servers', 'POST', '/zones', {
    name: 'bare.test.',
    kind: 'Native',
    nameservers: [],
  }),
];
