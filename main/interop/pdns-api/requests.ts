/**
 * Requests for the differential test, good and bad, in the order in which they are sent: to the API here and to a real
 * PowerDNS. Later ones stand on earlier ones' zones. `label` is how deviations name them.
 */

export interface ApiRequestCase {
  readonly label: string;
  readonly method: string;
  /** After `/api/v1/servers/localhost` unless it begins with `/api`. */
  readonly path: string;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  /** Instead of the right key; null sends none. */
  readonly key?: string | null;
  readonly accept?: string;
}

const cases: ApiRequestCase[] = [];
const add = (
  label: string,
  method: string,
  path: string,
  body?: unknown,
  more: Partial<ApiRequestCase> = {},
): void => {
  cases.push({ label, method, path, ...(body === undefined ? {} : { body }), ...more });
};
const record = (content: string, more = {}) => ({ content, disabled: false, ...more });
const set = (name: string, type: string, contents: readonly string[], more = {}) => ({
  name,
  type,
  ttl: 300,
  changetype: 'REPLACE',
  records: contents.map((content) => record(content)),
  ...more,
});
const patch = (label: string, ...rrsets: readonly unknown[]): void =>
  add(label, 'PATCH', '/zones/a.test.', { rrsets });
const show = (label: string, path = '/zones/a.test.'): void => add(label, 'GET', path);

// Discovery and the server itself
add('versions of the API', 'GET', '/api');
add('version one', 'GET', '/api/v1');
add('servers', 'GET', '/api/v1/servers');
add('server', 'GET', '');
add('another server', 'GET', '/api/v1/servers/other');
add('no such path', 'GET', '/nothing');
add('no such version', 'GET', '/api/v2');
add('without a key', 'GET', '/zones', undefined, { key: null });
add('with a wrong key', 'GET', '/zones', undefined, { key: 'wrong' });
add('with an empty key', 'GET', '/zones', undefined, { key: '' });
add('method not known there', 'DELETE', '/zones');
add('method not known for the server', 'POST', '', {});
add('preflight', 'OPTIONS', '/zones', undefined, { key: null });
add('no zones yet', 'GET', '/zones');
add('autoprimaries', 'GET', '/autoprimaries');
add('autoprimary without name server', 'POST', '/autoprimaries', { ip: '192.0.2.1', nameserver: '' });
add('cache flush', 'PUT', '/cache/flush?domain=a.test.');
add('cache flush without final dot', 'PUT', '/cache/flush?domain=a.test');
add('statistic not known', 'GET', '/statistics?statistic=no-such');

// New zones, refused
add('create: no body', 'POST', '/zones');
add('create: no JSON', 'POST', '/zones', '{"name":');
add('create: JSON array', 'POST', '/zones', []);
add('create: JSON text', 'POST', '/zones', '"x"');
add('create: no name', 'POST', '/zones', { kind: 'Native' });
add('create: name is a number', 'POST', '/zones', { name: 5, kind: 'Native' });
add('create: name without final dot', 'POST', '/zones', { name: 'a.test', kind: 'Native' });
add('create: name with a blank', 'POST', '/zones', { name: 'a b.test.', kind: 'Native' });
add('create: name with an empty label', 'POST', '/zones', { name: 'a..test.', kind: 'Native' });
add('create: name with a long label', 'POST', '/zones', { name: `${'x'.repeat(64)}.test.`, kind: 'Native' });
add('create: no kind', 'POST', '/zones', { name: 'a.test.' });
add('create: kind is a number', 'POST', '/zones', { name: 'a.test.', kind: 1 });
add('create: name servers are text', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  nameservers: 'ns1.test.',
});
add('create: name server without dot', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  nameservers: ['ns1.test'],
});
add('create: name server empty', 'POST', '/zones', { name: 'a.test.', kind: 'Native', nameservers: [''] });
add('create: name server a number', 'POST', '/zones', { name: 'a.test.', kind: 'Native', nameservers: [5] });
add('create: sets and text', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  rrsets: [],
  zone: 'x A 192.0.2.1',
});
add('create: set out of zone', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  rrsets: [set('www.b.test.', 'A', ['192.0.2.1'])],
});
add('create: set without ttl', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  rrsets: [{ name: 'www.a.test.', type: 'A', records: [record('192.0.2.1')] }],
});
add('create: name servers beside NS', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  nameservers: ['ns1.b.test.'],
  rrsets: [set('a.test.', 'NS', ['ns2.b.test.'])],
});
add('create: bad record', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  rrsets: [set('www.a.test.', 'MX', ['10 mail'])],
});
add('create: unknown type', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  rrsets: [set('www.a.test.', 'NOSUCH', ['x'])],
});
add('create: duplicate record', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  rrsets: [set('www.a.test.', 'A', ['192.0.2.1', '192.0.2.1'])],
});
add('create: CNAME beside A', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  rrsets: [set('www.a.test.', 'A', ['192.0.2.1']), set('www.a.test.', 'CNAME', ['b.test.'])],
});
add('create: two CNAMEs', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Native',
  rrsets: [set('www.a.test.', 'CNAME', ['b.test.', 'c.test.'])],
});
add('create: master is no address', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Master',
  masters: ['nobody'],
});
add('create: text out of zone', 'POST', '/zones', {
  name: 'f.test.',
  kind: 'Native',
  zone: 'www.b.test. A 192.0.2.1\n',
});

// New zones
const NS = ['ns1.b.test.', 'ns2.b.test.'];
add('create: a.test', 'POST', '/zones', {
  name: 'a.test.',
  kind: 'Master',
  nameservers: NS,
  account: 'me',
  soa_edit_api: 'INCREASE',
});
add('create: it is there', 'POST', '/zones', { name: 'a.test.', kind: 'Master', nameservers: NS });
add('create: it is there in capitals', 'POST', '/zones', {
  name: 'A.Test.',
  kind: 'Master',
  nameservers: NS,
});
add('create: without sets in the answer', 'POST', '/zones?rrsets=false', {
  name: 'b.test.',
  kind: 'native',
  nameservers: NS,
});
add('create: kind primary', 'POST', '/zones?rrsets=false', {
  name: 'c.test.',
  kind: 'PRIMARY',
  nameservers: NS,
});
add('create: kind unheard of', 'POST', '/zones?rrsets=false', {
  name: 'd.test.',
  kind: 'whatever',
  nameservers: NS,
});
add('create: capitals in the name', 'POST', '/zones?rrsets=false', {
  name: 'Capital.Test.',
  kind: 'Native',
  nameservers: NS,
});
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
});
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
});
add('create: reverse zone by RFC 2317', 'POST', '/zones?rrsets=false', {
  name: '0/25.2.0.192.in-addr.arpa.',
  kind: 'Native',
  nameservers: NS,
});
add('create: underscore in the name', 'POST', '/zones?rrsets=false', {
  name: '_tcp.a.test.',
  kind: 'Native',
  nameservers: NS,
});

// Lists
show('list', '/zones');
show('list without dnssec', '/zones?dnssec=false');
show('list one', '/zones?zone=a.test.');
show('list one in capitals', '/zones?zone=A.TEST.');
show('list none', '/zones?zone=none.test.');
show('list without final dot', '/zones?zone=a.test');
show('list the root', '/zones?zone=.');
show('list with a bad name', '/zones?zone=a%20b.');

// One zone
show('zone');
show('zone without final dot', '/zones/a.test');
show('zone in capitals', '/zones/A.TEST.');
show('zone with its id escaped', '/zones/a=2Etest.');
show('zone by RFC 2317', '/zones/0=2F25.2.0.192.in-addr.arpa.?rrsets=false');
show('zone with underscore escaped', '/zones/=5Ftcp.a.test.?rrsets=false');
show('zone with a bad escape', '/zones/a=ZZ.test.');
show('zone that is not there', '/zones/none.test.');
show('zone without sets', '/zones/a.test.?rrsets=false');
show('zone with a bad flag', '/zones/a.test.?rrsets=yes');
show('zone, sets of a name', '/zones/sets.test.?rrset_name=mail.sets.test.');
show('zone, one set', '/zones/sets.test.?rrset_name=mail.sets.test.&rrset_type=AAAA');
show('zone, a set that is not there', '/zones/sets.test.?rrset_name=none.sets.test.&rrset_type=A');
show('export of a zone', '/zones/text.test./export');
add('export as JSON', 'GET', '/zones/text.test./export', undefined, { accept: 'application/json' });
show('export of a zone that is not there', '/zones/none.test./export');

// PATCH, refused
add('patch: no body', 'PATCH', '/zones/a.test.');
add('patch: no sets', 'PATCH', '/zones/a.test.', {});
add('patch: sets are an object', 'PATCH', '/zones/a.test.', { rrsets: {} });
add('patch: zone not there', 'PATCH', '/zones/none.test.', { rrsets: [] });
patch('patch: no changetype', { name: 'x.a.test.', type: 'A', ttl: 60, records: [] });
patch('patch: changetype unheard of', set('x.a.test.', 'A', ['192.0.2.1'], { changetype: 'ADD' }));
patch('patch: no name', { type: 'A', ttl: 60, changetype: 'REPLACE', records: [record('192.0.2.1')] });
patch('patch: name without dot', set('x.a.test', 'A', ['192.0.2.1']));
patch('patch: no type', { name: 'x.a.test.', ttl: 60, changetype: 'REPLACE', records: [] });
patch('patch: unknown type', set('x.a.test.', 'NOSUCH', ['x']));
patch('patch: type OPT', set('x.a.test.', 'OPT', ['x']));
patch('patch: out of zone', set('x.b.test.', 'A', ['192.0.2.1']));
patch('patch: zone name as suffix only', set('xa.test.', 'A', ['192.0.2.1']));
patch('patch: no ttl', {
  name: 'x.a.test.',
  type: 'A',
  changetype: 'REPLACE',
  records: [record('192.0.2.1')],
});
patch('patch: ttl is a word', set('x.a.test.', 'A', ['192.0.2.1'], { ttl: 'long' }));
add('patch: negative ttl', 'PATCH', '/zones/d.test.', {
  rrsets: [set('x.d.test.', 'A', ['192.0.2.1'], { ttl: -5 })],
});
patch('patch: neither records nor comments', {
  name: 'x.a.test.',
  type: 'A',
  ttl: 60,
  changetype: 'REPLACE',
});
patch('patch: record without content', { ...set('x.a.test.', 'A', []), records: [{ disabled: false }] });
patch('patch: disabled is text', {
  ...set('x.a.test.', 'A', []),
  records: [{ content: '192.0.2.1', disabled: 'no' }],
});
patch('patch: bad address', set('x.a.test.', 'A', ['192.0.2.256']));
patch('patch: bad IPv6 address', set('x.a.test.', 'AAAA', ['2001:db8::g']));
patch('patch: relative name', set('x.a.test.', 'CNAME', ['www']));
patch('patch: relative exchange', set('x.a.test.', 'MX', ['10 mail']));
patch('patch: TXT without quotes', set('x.a.test.', 'TXT', ['bare']));
patch('patch: MX without preference', set('x.a.test.', 'MX', ['mail.a.test.']));
patch('patch: SRV to a host with underscore', set('x.a.test.', 'SRV', ['1 1 1 _host.a.test.']));
patch('patch: MX to a host with underscore', set('x.a.test.', 'MX', ['1 _host.a.test.']));
patch('patch: duplicate record', set('x.a.test.', 'A', ['192.0.2.1', '192.0.2.1']));
patch('patch: duplicate MX', set('x.a.test.', 'MX', ['1 m.a.test.', '1 m.a.test.']));
patch('patch: two CNAMEs', set('x.a.test.', 'CNAME', ['b.test.', 'c.test.']));
patch('patch: same set twice', set('x.a.test.', 'A', ['192.0.2.1']), set('x.a.test.', 'A', ['192.0.2.2']));
patch('patch: SOA below the apex', set('x.a.test.', 'SOA', ['ns1.b.test. h.b.test. 1 2 3 4 5']));
patch('patch: DS at the apex', set('a.test.', 'DS', ['60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118']));
patch('patch: CNAME at the apex', set('a.test.', 'CNAME', ['b.test.']));
patch(
  'patch: second is wrong, so none',
  set('first.a.test.', 'A', ['192.0.2.1']),
  set('x.a.test.', 'A', ['nonsense']),
);
show('zone after what was refused');

// PATCH
patch('patch: nothing to do');
patch('patch: A', set('www.a.test.', 'A', ['192.0.2.2', '192.0.2.1']));
patch('patch: A in capitals', set('WWW2.A.test.', 'A', ['192.0.2.1']));
patch('patch: ttl as text', set('t.a.test.', 'A', ['192.0.2.1'], { ttl: '120' }));
patch('patch: lower-case changetype', set('l.a.test.', 'A', ['192.0.2.1'], { changetype: 'replace' }));
patch('patch: AAAA in any form', set('six.a.test.', 'AAAA', ['2001:0DB8:0:0:0:0:0:1']));
patch(
  'patch: TXT',
  set('txt.a.test.', 'TXT', ['"one"', '"two" "three"', '"semi;colon"', '"back\\\\slash \\"quoted\\""']),
);
patch('patch: TXT with octets', set('txt2.a.test.', 'TXT', ['"\\195\\164"']));
patch('patch: MX', set('a.test.', 'MX', ['10 mail.a.test.', '0 .']));
patch('patch: SRV', set('_x._tcp.a.test.', 'SRV', ['0 0 443 www.a.test.']));
patch('patch: CAA', set('a.test.', 'CAA', ['0 issue "ca.example"', '128 iodef "mailto:a@b.test"']));
patch('patch: PTR', set('p.a.test.', 'PTR', ['host.b.test.']));
patch('patch: NAPTR', set('n.a.test.', 'NAPTR', ['100 10 "u" "E2U+sip" "!^.*$!sip:info@a.test!" .']));
patch('patch: SSHFP', set('s.a.test.', 'SSHFP', ['1 1 123456789abcdef67890123456789abcdef67890']));
patch(
  'patch: SSHFP in capitals',
  set('s2.a.test.', 'SSHFP', ['1 1 123456789ABCDEF67890123456789ABCDEF67890']),
);
patch(
  'patch: TLSA',
  set('_443._tcp.a.test.', 'TLSA', [
    '3 1 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971',
  ]),
);
patch('patch: DS', set('d.a.test.', 'DS', ['60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118']));
patch('patch: delegation', set('d.a.test.', 'NS', ['ns1.b.test.']));
patch('patch: HTTPS', set('h.a.test.', 'HTTPS', ['1 . alpn=h2,h3 port=8443']));
patch('patch: SVCB', set('v.a.test.', 'SVCB', ['1 svc.b.test. alpn=h2 ipv4hint=192.0.2.1']));
patch(
  'patch: LOC',
  set('loc.a.test.', 'LOC', ['42 21 54.000 N 71 6 18.000 W -24.00m 30.00m 10000.00m 10.00m']),
);
patch('patch: HINFO', set('hi.a.test.', 'HINFO', ['"PC" "Linux"']));
patch('patch: URI', set('u.a.test.', 'URI', ['10 1 "https://a.test/"']));
patch('patch: OPENPGPKEY', set('o.a.test.', 'OPENPGPKEY', ['AQID']));
patch('patch: SPF', set('spf.a.test.', 'SPF', ['"v=spf1 -all"']));
patch('patch: unknown type by number', set('g.a.test.', 'TYPE65300', ['\\# 3 010203']));
patch('patch: wildcard', set('*.w.a.test.', 'A', ['192.0.2.9']));
patch('patch: underscore', set('_acme-challenge.a.test.', 'TXT', ['"v"']));
patch('patch: records with members of old', {
  ...set('old.a.test.', 'A', []),
  records: [{ content: '192.0.2.1', name: 'x', ttl: 5, type: 'A', 'set-ptr': false }],
});
patch('patch: disabled record', {
  ...set('dis.a.test.', 'A', []),
  records: [record('192.0.2.1'), { content: '192.0.2.2', disabled: true }],
});
patch('patch: all disabled', {
  ...set('off.a.test.', 'A', []),
  records: [{ content: '192.0.2.2', disabled: true }],
});
patch(
  'patch: comment',
  set('com.a.test.', 'A', ['192.0.2.1'], {
    comments: [{ content: 'why', account: '', modified_at: 1000000 }],
  }),
);
patch('patch: comment only', {
  name: 'com.a.test.',
  type: 'A',
  changetype: 'REPLACE',
  comments: [{ content: 'other', account: '' }],
});
patch('patch: comment without account', {
  name: 'com.a.test.',
  type: 'A',
  changetype: 'REPLACE',
  comments: [{ content: 'x' }],
});
patch('patch: A beside CNAME', set('c.a.test.', 'CNAME', ['www.a.test.']));
patch('patch: CNAME conflicts', set('www.a.test.', 'CNAME', ['b.test.']));
patch('patch: A conflicts with CNAME', set('c.a.test.', 'A', ['192.0.2.1']));
patch(
  'patch: CNAME after DELETE of A',
  { name: 'l.a.test.', type: 'A', changetype: 'DELETE' },
  set('l.a.test.', 'CNAME', ['b.test.']),
);
patch('patch: CNAME before DELETE of A', set('t.a.test.', 'CNAME', ['b.test.']), {
  name: 't.a.test.',
  type: 'A',
  changetype: 'DELETE',
});
patch(
  'patch: DELETE then REPLACE',
  { name: 't.a.test.', type: 'A', changetype: 'DELETE' },
  set('t.a.test.', 'A', ['192.0.2.77']),
);
patch('patch: DNAME beside NS', set('d.a.test.', 'DNAME', ['b.test.']));
patch('patch: DELETE with records', set('old.a.test.', 'A', ['192.0.2.1'], { changetype: 'DELETE' }));
patch('patch: DELETE of nothing', { name: 'nothing.a.test.', type: 'A', changetype: 'DELETE' });
patch('patch: DELETE out of zone', { name: 'x.b.test.', type: 'A', changetype: 'DELETE' });
patch('patch: empty REPLACE deletes', set('p.a.test.', 'PTR', []));
show('zone after PATCH');
show('set in capitals', '/zones/a.test.?rrset_name=www2.a.test.');
show('list after PATCH', '/zones?zone=a.test.');

// PUT of a zone
add('put: no body', 'PUT', '/zones/a.test.');
add('put: nothing', 'PUT', '/zones/a.test.', {});
add('put: kind', 'PUT', '/zones/a.test.', { kind: 'Native' });
show('zone after kind', '/zones/a.test.?rrsets=false');
add('put: account and soa_edit_api', 'PUT', '/zones/a.test.', {
  kind: 'Master',
  account: '',
  soa_edit_api: 'default',
});
show('zone after account', '/zones/a.test.?rrsets=false');
add('put: all empty, as Terraform does', 'PUT', '/zones/a.test.', {
  id: '',
  name: '',
  url: '',
  kind: 'Master',
  dnssec: false,
  serial: 0,
  account: '',
  nameservers: [],
  soa_edit_api: '',
});
add('put: master is no address', 'PUT', '/zones/a.test.', { masters: ['x'] });
add('put: masters', 'PUT', '/zones/a.test.', { masters: ['192.0.2.1', '192.0.2.2:5300'] });
show('zone after masters', '/zones/a.test.?rrsets=false');
add('put: api_rectify', 'PUT', '/zones/a.test.', { api_rectify: true });
add('put: key not known', 'PUT', '/zones/a.test.', { master_tsig_key_ids: ['none.'] });
add('put: zone not there', 'PUT', '/zones/none.test.', {});
add('put: nsec3param of an unsigned zone', 'PUT', '/zones/a.test.', { nsec3param: '1 0 0 -' });

// Metadata
show('metadata of a zone not there', '/zones/none.test./metadata');
show('metadata of nothing', '/zones/a.test./metadata/ALLOW-AXFR-FROM');
add('metadata: kind not known', 'GET', '/zones/a.test./metadata/NO-SUCH');
add('metadata: kind not writable', 'PUT', '/zones/a.test./metadata/PRESIGNED', { metadata: ['1'] });
add('metadata: no list', 'PUT', '/zones/a.test./metadata/X-MINE', { metadata: 'x' });
add('metadata: list of numbers', 'PUT', '/zones/a.test./metadata/X-MINE', { metadata: [5] });
add('metadata: own kind', 'PUT', '/zones/a.test./metadata/X-MINE', { metadata: ['one'] });
add('metadata: more of it', 'POST', '/zones/a.test./metadata', { kind: 'X-MINE', metadata: ['two', 'one'] });
show('metadata: own kind again', '/zones/a.test./metadata/X-MINE');
add('metadata: POST without kind', 'POST', '/zones/a.test./metadata', { metadata: [] });
add('metadata: POST of a kind not known', 'POST', '/zones/a.test./metadata', {
  kind: 'NO-SUCH',
  metadata: [],
});
add('metadata: POST without values', 'POST', '/zones/a.test./metadata', { kind: 'X-MINE' });
add('metadata: DELETE', 'DELETE', '/zones/a.test./metadata/X-MINE');
add('metadata: ALLOW-AXFR-FROM', 'PUT', '/zones/a.test./metadata/ALLOW-AXFR-FROM', {
  metadata: ['192.0.2.0/24', '2001:db8::1'],
});
show('metadata: ALLOW-AXFR-FROM again', '/zones/a.test./metadata/ALLOW-AXFR-FROM');
add('metadata: ALSO-NOTIFY', 'PUT', '/zones/a.test./metadata/ALSO-NOTIFY', {
  metadata: ['192.0.2.53', '192.0.2.54:5300'],
});
show('metadata: ALSO-NOTIFY again', '/zones/a.test./metadata/ALSO-NOTIFY');
show('metadata of the zone', '/zones/a.test./metadata');

// TSIG keys
show('no TSIG keys', '/tsigkeys');
add('tsig: no body', 'POST', '/tsigkeys');
add('tsig: no name', 'POST', '/tsigkeys', { algorithm: 'hmac-sha256' });
add('tsig: no algorithm', 'POST', '/tsigkeys', { name: 'k1' });
add('tsig: algorithm not known', 'POST', '/tsigkeys', { name: 'k1', algorithm: 'hmac-none', key: 'AQID' });
add('tsig: algorithm not known, to be made here', 'POST', '/tsigkeys', {
  name: 'k1',
  algorithm: 'hmac-none',
});
add('tsig: no base64', 'POST', '/tsigkeys', { name: 'k1', algorithm: 'hmac-sha256', key: 'no base64!' });
add('tsig: create', 'POST', '/tsigkeys', { name: 'k1', algorithm: 'hmac-sha256', key: 'c2VjcmV0' });
add('tsig: it is there', 'POST', '/tsigkeys', { name: 'k1', algorithm: 'hmac-sha256', key: 'c2VjcmV0' });
show('tsig: list', '/tsigkeys');
show('tsig: one', '/tsigkeys/k1.');
show('tsig: one without dot', '/tsigkeys/k1');
show('tsig: none', '/tsigkeys/k2.');
add('tsig: another algorithm', 'PUT', '/tsigkeys/k1.', { algorithm: 'hmac-sha512' });
add('tsig: another secret', 'PUT', '/tsigkeys/k1.', { key: 'b3RoZXI=' });
add('tsig: bad secret', 'PUT', '/tsigkeys/k1.', { key: '!' });
add('tsig: bad algorithm', 'PUT', '/tsigkeys/k1.', { algorithm: 'x' });
add('tsig: another name', 'PUT', '/tsigkeys/k1.', { name: 'k3' });
show('tsig: under the new name', '/tsigkeys/k3.');
add('tsig: for a zone', 'PUT', '/zones/c.test.', { master_tsig_key_ids: ['k3.'] });
show('tsig: zone with a key', '/zones/c.test.?rrsets=false');
add('tsig: for no zone', 'PUT', '/zones/c.test.', { master_tsig_key_ids: [] });
add('tsig: DELETE', 'DELETE', '/tsigkeys/k3.');
add('tsig: DELETE again', 'DELETE', '/tsigkeys/k3.');

// DNSSEC keys of an unsigned zone
show('cryptokeys: none', '/zones/a.test./cryptokeys');
show('cryptokeys: not there', '/zones/a.test./cryptokeys/99');
show('cryptokeys: zone not there', '/zones/none.test./cryptokeys');
add('cryptokeys: bad type', 'POST', '/zones/a.test./cryptokeys', { keytype: 'x' });
add('cryptokeys: no type', 'POST', '/zones/a.test./cryptokeys', {});
add('cryptokeys: bad bits', 'POST', '/zones/a.test./cryptokeys', { keytype: 'ksk', bits: 'many' });
add('cryptokeys: bad algorithm', 'POST', '/zones/a.test./cryptokeys', { keytype: 'ksk', algorithm: 'none' });
add('cryptokeys: DELETE of none', 'DELETE', '/zones/a.test./cryptokeys/99');

add('dnssec: on', 'PUT', '/zones/d.test.', { dnssec: true });
add('dnssec: on again', 'PUT', '/zones/d.test.', { dnssec: true });
show('dnssec: zone', '/zones/d.test.?rrsets=false');
show('dnssec: list', '/zones?zone=d.test.');
show('dnssec: keys', '/zones/d.test./cryptokeys');
show('dnssec: records', '/zones/d.test.?rrset_name=d.test.');
add('dnssec: NSEC3 not offered', 'PUT', '/zones/d.test.', { nsec3param: '2 0 0 -' });
add('dnssec: NSEC3', 'PUT', '/zones/d.test.', { nsec3param: '1 0 0 -' });
show('dnssec: zone with NSEC3', '/zones/d.test.?rrsets=false');
add('dnssec: NSEC', 'PUT', '/zones/d.test.', { nsec3param: '' });
add('dnssec: off', 'PUT', '/zones/d.test.', { dnssec: false });
show('dnssec: no keys left', '/zones/d.test./cryptokeys');
show('dnssec: zone unsigned', '/zones/d.test.?rrsets=false');
add('cryptokeys: create', 'POST', '/zones/c.test./cryptokeys', {
  keytype: 'csk',
  active: true,
  published: true,
});
add('cryptokeys: bits that do not fit', 'POST', '/zones/c.test./cryptokeys', { keytype: 'csk', bits: 1024 });
show('cryptokeys: zone', '/zones/c.test.?rrsets=false');
add('dnssec: new zone', 'POST', '/zones', {
  name: 'signed.test.',
  kind: 'Native',
  nameservers: NS,
  dnssec: true,
});

// Search
show('search: nothing asked', '/search-data');
show('search: bad max', '/search-data?q=x&max=0');
show('search: bad type', '/search-data?q=x&object_type=y');
show('search: zone', '/search-data?q=text.test&object_type=zone');
show('search: record by name', '/search-data?q=mail.sets.test&object_type=record');
show('search: record by content', '/search-data?q=192.0.2.25&object_type=record');
show('search: with a star', '/search-data?q=*.text.test&object_type=record');
show('search: with a question mark', '/search-data?q=ww?.text.test&object_type=record');
show('search: nothing found', '/search-data?q=nowhere');
show('search: comment', '/search-data?q=other&object_type=comment');

// Actions
add('notify', 'PUT', '/zones/a.test./notify');
add('notify of a zone not there', 'PUT', '/zones/none.test./notify');
add('rectify of a zone not there', 'PUT', '/zones/none.test./rectify');
add('axfr-retrieve without primary', 'PUT', '/zones/b.test./axfr-retrieve');
add('axfr-retrieve of a zone not there', 'PUT', '/zones/none.test./axfr-retrieve');
add('delete', 'DELETE', '/zones/b.test.');
add('delete again', 'DELETE', '/zones/b.test.');
show('deleted zone', '/zones/b.test.');
add('delete in capitals, without dot', 'DELETE', '/zones/CAPITAL.test');
add('create again what was deleted', 'POST', '/zones?rrsets=false', {
  name: 'b.test.',
  kind: 'Native',
  nameservers: NS,
});

// What is meant to differ
const extend = (changetype: string, content: string) => ({
  name: 'ext.a.test.',
  type: 'A',
  ttl: 300,
  changetype,
  records: [record(content)],
});
patch('design: EXTEND', extend('EXTEND', '192.0.2.1'));
patch('design: EXTEND by what is there', extend('EXTEND', '192.0.2.1'));
patch('design: PRUNE', extend('PRUNE', '192.0.2.1'));
patch('design: dot inside a label', set('a\\.b.a.test.', 'A', ['192.0.2.1']));
patch('design: blanks around and between', set('blank.a.test.', 'MX', [' 10   mail.a.test. ']));
patch('design: raw UTF-8 in TXT', set('utf8.a.test.', 'TXT', ['"ä"']));
const long = set('long.text.test.', 'TXT', [`"${'x'.repeat(254)}\\\\\\195\\164 ${'y'.repeat(300)}" "z"`]);
add('design: TXT of more than 255 octets', 'PATCH', '/zones/text.test.', { rrsets: [long] });
add('design: TXT of more than 255 octets again', 'PATCH', '/zones/text.test.', { rrsets: [long] });
show('design: TXT of more than 255 octets as shown', '/zones/text.test.?rrset_name=long.text.test.');
const commented = (name: string, content: string, account: string) => ({
  ...set(name, 'A', ['192.0.2.1']),
  comments: [{ content, account, modified_at: 1_000_000 }],
});
add('design: comment of an account', 'PATCH', '/zones/text.test.', {
  rrsets: [commented('com.text.test.', 'why', 'ops')],
});
show('design: comment of an account as shown', '/zones/text.test.?rrset_name=com.text.test.');
add('design: comment of two lines', 'PATCH', '/zones/c.test.', {
  rrsets: [commented('com.c.test.', 'upper\nlower', '')],
});
show('design: comment of two lines as shown', '/search-data?q=upper*&object_type=comment');
patch('design: no name servers left', { name: 'a.test.', type: 'NS', changetype: 'DELETE' });
patch('design: name server of the zone without address', set('a.test.', 'NS', ['ns9.a.test.']));
patch('design: signatures', set('x.a.test.', 'NSEC', ['b.a.test. A']));
add('design: kind Slave', 'POST', '/zones', { name: 'slave.test.', kind: 'Slave', masters: ['192.0.2.1'] });
add('design: kind Producer', 'POST', '/zones', { name: 'producer.test.', kind: 'Producer' });
add('design: member of a catalog', 'PUT', '/zones/a.test.', { catalog: 'c.test.' });
add('design: an autoprimary', 'POST', '/autoprimaries', { ip: '192.0.2.1', nameserver: 'ns1.b.test.' });
add('design: replace all sets', 'PUT', '/zones/sets.test.', {
  rrsets: [set('www.sets.test.', 'A', ['192.0.2.1'])],
});
add('design: keys by metadata', 'PUT', '/zones/c.test./metadata/TSIG-ALLOW-AXFR', { metadata: ['none.'] });
add('design: transfers by name servers', 'PUT', '/zones/c.test./metadata/ALLOW-AXFR-FROM', {
  metadata: ['AUTO-NS'],
});
add('design: transfers for everybody', 'PUT', '/zones/c.test./metadata/ALLOW-AXFR-FROM', {
  metadata: ['0.0.0.0/0'],
});
add('design: a key for a zone', 'POST', '/tsigkeys', {
  name: 'held',
  algorithm: 'hmac-sha256',
  key: 'c2VjcmV0',
});
add('design: the zone takes it', 'PUT', '/zones/c.test.', { master_tsig_key_ids: ['held.'] });
add('design: DELETE of a key in use', 'DELETE', '/tsigkeys/held.');
add('design: rectify of an unsigned zone', 'PUT', '/zones/c.test./rectify');
add('design: a key in the address', 'GET', '/zones?api-key=differential', undefined, { key: null });
add('design: a zone without name servers', 'POST', '/zones', {
  name: 'bare.test.',
  kind: 'Native',
  nameservers: [],
});

// PowerDNS leaves a zone behind when it refuses one of these, so nothing may come after them.
add('create: text with an error', 'POST', '/zones', {
  name: 'e.test.',
  kind: 'Native',
  zone: 'www A not-an-address\n',
});

add('create: rrsets value not supported', 'POST', '/zones?rrsets=perhaps', {
  name: 'q.test.',
  kind: 'Native',
  nameservers: ['ns1.b.test.'],
});

add('create: key not known', 'POST', '/zones', {
  name: 'k.test.',
  kind: 'Master',
  nameservers: ['ns1.b.test.'],
  master_tsig_key_ids: ['none.'],
});

/** In order. */
export const REQUESTS: readonly ApiRequestCase[] = cases;
