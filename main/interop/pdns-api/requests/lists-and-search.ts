/** Lists, one zone, and searches. */
import { add, show, type ApiRequestCase } from './builders.ts';

export const LISTS: readonly ApiRequestCase[] = [
  show('list', '/zones'),
  show('list without dnssec', '/zones?dnssec=false'),
  show('list one', '/zones?zone=a.test.'),
  show('list one in capitals', '/zones?zone=A.TEST.'),
  show('list none', '/zones?zone=none.test.'),
  show('list without final dot', '/zones?zone=a.test'),
  show('list the root', '/zones?zone=.'),
  show('list with a bad name', '/zones?zone=a%20b.'),
];

export const ONE_ZONE: readonly ApiRequestCase[] = [
  show('zone'),
  show('zone without final dot', '/zones/a.test'),
  show('zone in capitals', '/zones/A.TEST.'),
  show('zone with its id escaped', '/zones/a=2Etest.'),
  show('zone by RFC 2317', '/zones/0=2F25.2.0.192.in-addr.arpa.?rrsets=false'),
  show('zone with underscore escaped', '/zones/=5Ftcp.a.test.?rrsets=false'),
  show('zone with a bad escape', '/zones/a=ZZ.test.'),
  show('zone that is not there', '/zones/none.test.'),
  show('zone without sets', '/zones/a.test.?rrsets=false'),
  show('zone with a bad flag', '/zones/a.test.?rrsets=yes'),
  show('zone, sets of a name', '/zones/sets.test.?rrset_name=mail.sets.test.'),
  show('zone, one set', '/zones/sets.test.?rrset_name=mail.sets.test.&rrset_type=AAAA'),
  show('zone, a set that is not there', '/zones/sets.test.?rrset_name=none.sets.test.&rrset_type=A'),
  show('export of a zone', '/zones/text.test./export'),
  add('export as JSON', 'GET', '/zones/text.test./export', undefined, { accept: 'application/json' }),
  show('export of a zone that is not there', '/zones/none.test./export'),
];

export const SEARCHES: readonly ApiRequestCase[] = [
  show('search: nothing asked', '/search-data'),
  show('search: bad max', '/search-data?q=x&max=0'),
  show('search: bad type', '/search-data?q=x&object_type=y'),
  show('search: zone', '/search-data?q=text.test&object_type=zone'),
  show('search: record by name', '/search-data?q=mail.sets.test&object_type=record'),
  show('search: record by content', '/search-data?q=192.0.2.25&object_type=record'),
  show('search: with a star', '/search-data?q=*.text.test&object_type=record'),
  show('search: with a question mark', '/search-data?q=ww?.text.test&object_type=record'),
  show('search: nothing found', '/search-data?q=nowhere'),
  show('search: comment', '/search-data?q=other&object_type=comment'),
];
