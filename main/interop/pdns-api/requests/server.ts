/** Discovery and the server itself. */
import { add, type ApiRequestCase } from './builders.ts';

export const SERVER: readonly ApiRequestCase[] = [
  add('versions of the API', 'GET', '/api'),
  add('version one', 'GET', '/api/v1'),
  add('servers', 'GET', '/api/v1/servers'),
  add('server', 'GET', ''),
  add('another server', 'GET', '/api/v1/servers/other'),
  add('no such path', 'GET', '/nothing'),
  add('no such version', 'GET', '/api/v2'),
  add('without a key', 'GET', '/zones', undefined, { key: null }),
  add('with a wrong key', 'GET', '/zones', undefined, { key: 'wrong' }),
  add('with an empty key', 'GET', '/zones', undefined, { key: '' }),
  add('method not known there', 'DELETE', '/zones'),
  add('method not known for the server', 'POST', '', {}),
  add('preflight', 'OPTIONS', '/zones', undefined, { key: null }),
  add('no zones yet', 'GET', '/zones'),
  add('autoprimaries', 'GET', '/autoprimaries'),
  add('autoprimary without name server', 'POST', '/autoprimaries', { ip: '192.0.2.1', nameserver: '' }),
  add('cache flush', 'PUT', '/cache/flush?domain=a.test.'),
  add('cache flush without final dot', 'PUT', '/cache/flush?domain=a.test'),
  add('statistic not known', 'GET', '/statistics?statistic=no-such'),
];
