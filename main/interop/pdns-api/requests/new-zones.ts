/** Zones that are made: refused, and taken. */
import { add, NS, record, set, type ApiRequestCase } from './builders.ts';

export const NEW_ZONES_REFUSED: readonly ApiRequestCase[] = [
  add('create: no body', 'POST', '/zones'),
  add('create: no JSON', 'POST', '/zones', '{"name":'),
  add('create: JSON array', 'POST', '/zones', []),
  add('create: JSON text', 'POST', '/zones', '"x"'),
  add('create: no name', 'POST', '/zones', { kind: 'Native' }),
  add('create: name is a number', 'POST', '/zones', { name: 5, kind: 'Native' }),
  add('create: name without final dot', 'POST', '/zones', { name: 'a.test', kind: 'Native' }),
  add('create: name with a blank', 'POST', '/zones', { name: 'a b.test.', kind: 'Native' }),
  add('create: name with an empty label', 'POST', '/zones', { name: 'a..test.', kind: 'Native' }),
  add('create: name with a long label', 'POST', '/zones', {
    name: `${'x'.repeat(64)}.test.`,
    kind: 'Native',
  }),
  add('create: no kind', 'POST', '/zones', { name: 'a.test.' }),
  add('create: kind is a number', 'POST', '/zones', { name: 'a.test.', kind: 1 }),
  add('create: name servers are text', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    nameservers: 'ns1.test.',
  }),
  add('create: name server without dot', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    nameservers: ['ns1.test'],
  }),
  add('create: name server empty', 'POST', '/zones', { name: 'a.test.', kind: 'Native', nameservers: [''] }),
  add('create: name server a number', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    nameservers: [5],
  }),
  add('create: sets and text', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    rrsets: [],
    zone: 'x A 192.0.2.1',
  }),
  add('create: set out of zone', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    rrsets: [set('www.b.test.', 'A', ['192.0.2.1'])],
  }),
  add('create: set without ttl', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    rrsets: [{ name: 'www.a.test.', type: 'A', records: [record('192.0.2.1')] }],
  }),
  add('create: name servers beside NS', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    nameservers: ['ns1.b.test.'],
    rrsets: [set('a.test.', 'NS', ['ns2.b.test.'])],
  }),
  add('create: bad record', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    rrsets: [set('www.a.test.', 'MX', ['10 mail'])],
  }),
  add('create: unknown type', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    rrsets: [set('www.a.test.', 'NOSUCH', ['x'])],
  }),
  add('create: duplicate record', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    rrsets: [set('www.a.test.', 'A', ['192.0.2.1', '192.0.2.1'])],
  }),
  add('create: CNAME beside A', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    rrsets: [set('www.a.test.', 'A', ['192.0.2.1']), set('www.a.test.', 'CNAME', ['b.test.'])],
  }),
  add('create: two CNAMEs', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Native',
    rrsets: [set('www.a.test.', 'CNAME', ['b.test.', 'c.test.'])],
  }),
  add('create: master is no address', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Master',
    masters: ['nobody'],
  }),
  add('create: text out of zone', 'POST', '/zones', {
    name: 'f.test.',
    kind: 'Native',
    zone: 'www.b.test. A 192.0.2.1\n',
  }),
];

export const NEW_ZONES: readonly ApiRequestCase[] = [
  add('create: a.test', 'POST', '/zones', {
    name: 'a.test.',
    kind: 'Master',
    nameservers: NS,
    account: 'me',
    soa_edit_api: 'INCREASE',
  }),
  add('create: it is there', 'POST', '/zones', { name: 'a.test.', kind: 'Master', nameservers: NS }),
  add('create: it is there in capitals', 'POST', '/zones', {
    name: 'A.Test.',
    kind: 'Master',
    nameservers: NS,
  }),
  add('create: without sets in the answer', 'POST', '/zones?rrsets=false', {
    name: 'b.test.',
    kind: 'native',
    nameservers: NS,
  }),
  add('create: kind primary', 'POST', '/zones?rrsets=false', {
    name: 'c.test.',
    kind: 'PRIMARY',
    nameservers: NS,
  }),
  add('create: kind unheard of', 'POST', '/zones?rrsets=false', {
    name: 'd.test.',
    kind: 'whatever',
    nameservers: NS,
  }),
  add('create: capitals in the name', 'POST', '/zones?rrsets=false', {
    name: 'Capital.Test.',
    kind: 'Native',
    nameservers: NS,
  }),
  add('create: with sets', 'POST', '/zones', {
    name: 'sets.test.',
    kind: 'Native',
    rrsets: [
      set('sets.test.', 'SOA', ['ns1.b.test. hostmaster.sets.test. 2020010101 10800 3600 604800 3600']),
      set('sets.test.', 'NS', NS),
      set('sets.test.', 'MX', ['10 mail.sets.test.', '20 mail.b.test.']),
      set('mail.sets.test.', 'A', ['192.0.2.25']),
      set('mail.sets.test.', 'AAAA', ['2001:DB8::25']),
      set('*.sets.test.', 'TXT', ['"one" "two"', '"with \\"quotes\\""']),
      set('_sip._tcp.sets.test.', 'SRV', ['10 20 5060 mail.sets.test.']),
      set('sets.test.', 'CAA', ['0 issue "letsencrypt.org"']),
    ],
    soa_edit_api: '',
    unknown_member: { x: 1 },
  }),
  add('create: as text', 'POST', '/zones', {
    name: 'text.test.',
    kind: 'Native',
    zone: `@ 3600 IN SOA ns1.b.test. hostmaster.b.test. 2020010101 10800 3600 604800 3600
@ 3600 IN NS ns1.b.test.
www 60 IN A 192.0.2.1
www 60 IN A 192.0.2.2
alias 60 IN CNAME www
txt 60 IN TXT "a" "b c"
`,
  }),
  add('create: reverse zone by RFC 2317', 'POST', '/zones?rrsets=false', {
    name: '0/25.2.0.192.in-addr.arpa.',
    kind: 'Native',
    nameservers: NS,
  }),
  add('create: underscore in the name', 'POST', '/zones?rrsets=false', {
    name: '_tcp.a.test.',
    kind: 'Native',
    nameservers: NS,
  }),
];

/** PowerDNS leaves a zone behind when it refuses one of these, so nothing may come after them. */
export const NEW_ZONES_HALF_MADE: readonly ApiRequestCase[] = [
  add('create: text with an error', 'POST', '/zones', {
    name: 'e.test.',
    kind: 'Native',
    zone: 'www A not-an-address\n',
  }),

  add('create: rrsets value not supported', 'POST', '/zones?rrsets=perhaps', {
    name: 'q.test.',
    kind: 'Native',
    nameservers: ['ns1.b.test.'],
  }),

  add('create: key not known', 'POST', '/zones', {
    name: 'k.test.',
    kind: 'Master',
    nameservers: ['ns1.b.test.'],
    master_tsig_key_ids: ['none.'],
  }),
];
