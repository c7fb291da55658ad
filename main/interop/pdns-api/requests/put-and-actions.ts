/** PUT of a zone, and what can be done with it as a whole. */
import { add, NS, show, type ApiRequestCase } from './builders.ts';

export const PUTS: readonly ApiRequestCase[] = [
  add('put: no body', 'PUT', '/zones/a.test.'),
  add('put: nothing', 'PUT', '/zones/a.test.', {}),
  add('put: kind', 'PUT', '/zones/a.test.', { kind: 'Native' }),
  show('zone after kind', '/zones/a.test.?rrsets=false'),
  add('put: account and soa_edit_api', 'PUT', '/zones/a.test.', {
    kind: 'Master',
    account: '',
    soa_edit_api: 'default',
  }),
  show('zone after account', '/zones/a.test.?rrsets=false'),
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
  }),
  add('put: master is no address', 'PUT', '/zones/a.test.', { masters: ['x'] }),
  add('put: masters', 'PUT', '/zones/a.test.', { masters: ['192.0.2.1', '192.0.2.2:5300'] }),
  show('zone after masters', '/zones/a.test.?rrsets=false'),
  add('put: api_rectify', 'PUT', '/zones/a.test.', { api_rectify: true }),
  add('put: key not known', 'PUT', '/zones/a.test.', { master_tsig_key_ids: ['none.'] }),
  add('put: zone not there', 'PUT', '/zones/none.test.', {}),
  add('put: nsec3param of an unsigned zone', 'PUT', '/zones/a.test.', { nsec3param: '1 0 0 -' }),
];

export const ACTIONS: readonly ApiRequestCase[] = [
  add('notify', 'PUT', '/zones/a.test./notify'),
  add('notify of a zone not there', 'PUT', '/zones/none.test./notify'),
  add('rectify of a zone not there', 'PUT', '/zones/none.test./rectify'),
  add('axfr-retrieve without primary', 'PUT', '/zones/b.test./axfr-retrieve'),
  add('axfr-retrieve of a zone not there', 'PUT', '/zones/none.test./axfr-retrieve'),
  add('delete', 'DELETE', '/zones/b.test.'),
  add('delete again', 'DELETE', '/zones/b.test.'),
  show('deleted zone', '/zones/b.test.'),
  add('delete in capitals, without dot', 'DELETE', '/zones/CAPITAL.test'),
  add('create again what was deleted', 'POST', '/zones?rrsets=false', {
    name: 'b.test.',
    kind: 'Native',
    nameservers: NS,
  }),
];
