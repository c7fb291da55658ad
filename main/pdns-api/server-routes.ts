/** The server itself: discovery, configuration, statistics, and what is always empty here. */
import { printEndpoint } from '../../shared/model/addresses.ts';
import { notFound, Unprocessable } from './api-error.ts';
import { bodyOf, json, type ApiContext } from './api-context.ts';
import { requiredText, type Json, type JsonObject } from './json.ts';
import { canonicalName } from './names.ts';
import { SERVER, type Route } from './route.ts';
import type { ApiServices } from './services.ts';

/** The version of PowerDNS whose API this is; clients decide by it what they may ask (FIELD §5.3). */
export const PDNS_VERSION = '5.1.4';

const SERVER_JSON: JsonObject = {
  autoprimaries_url: `${SERVER}/autoprimaries{/autoprimary}`,
  config_url: `${SERVER}/config{/config_setting}`,
  daemon_type: 'authoritative',
  id: 'localhost',
  type: 'Server',
  url: SERVER,
  version: PDNS_VERSION,
  zones_url: `${SERVER}/zones{/zone}`,
};

export function serverRoutes(services: ApiServices): Route[] {
  const get = (path: string, summary: string, value: () => Json, query?: Route['query']): Route => ({
    method: 'GET',
    path,
    summary,
    ...(query === undefined ? {} : { query }),
    status: 200,
    handle: (context) => json(context, value()),
  });
  return [
    get('/api', 'Which versions of the API there are', () => [{ url: '/api/v1', version: 1 }]),
    get('/api/v1', 'Where servers are', () => [{ api_features: [], server_url: '/api/v1/servers{/server}' }]),
    get('/api/v1/servers', 'The one server', () => [SERVER_JSON]),
    get(SERVER, 'The server and its version', () => SERVER_JSON),
    get(`${SERVER}/config`, 'A few settings, by the names that clients look for', () =>
      configuration(services),
    ),
    {
      method: 'GET',
      path: `${SERVER}/statistics`,
      summary: 'Counters since the start',
      query: { statistic: 'only this one' },
      status: 200,
      handle: (context) => json(context, statistics(services, context)),
    },
    {
      method: 'PUT',
      path: `${SERVER}/cache/flush`,
      summary: 'Nothing to do: every answer comes from the last version',
      query: { domain: 'a name with its final dot' },
      status: 200,
      handle(context) {
        canonicalName(context.req.query('domain') ?? '');
        return json(context, { count: 0, result: 'Flushed cache.' });
      },
    },
    get(`${SERVER}/autoprimaries`, 'None: this server is the primary of its zones', () => []),
    {
      method: 'POST',
      path: `${SERVER}/autoprimaries`,
      summary: 'Refused: this server is the primary of its zones',
      body: 'ip, nameserver, account',
      status: 201,
      async handle(context) {
        const document = await bodyOf(context);
        if (requiredText(document, 'ip') === '' || requiredText(document, 'nameserver') === '')
          throw new Unprocessable('ip and nameserver fields must be filled');
        throw new Unprocessable('Autoprimaries are not supported: this server is the primary of its zones');
      },
    },
    {
      method: 'DELETE',
      path: `${SERVER}/autoprimaries/:ip/:nameserver`,
      summary: 'There are none to delete',
      status: 204,
      handle() {
        throw notFound();
      },
    },
  ];
}

function configuration({ listen, endpoint, settings }: ApiServices): Json {
  const { address, port } = endpoint() ?? settings();
  const values: Readonly<Record<string, string>> = {
    api: 'yes',
    'api-key': '***',
    'default-soa-edit-api': 'DEFAULT',
    'default-ttl': '3600',
    'enable-lua-records': 'no',
    launch: 'hidden-primary',
    'local-address': listen().map(printEndpoint).join(', '),
    primary: 'yes',
    secondary: 'no',
    webserver: 'yes',
    'webserver-address': address,
    'webserver-port': String(port),
  };
  return Object.entries(values).map(([name, value]) => ({ name, type: 'ConfigSetting', value }));
}

function statistics(services: ApiServices, context: ApiContext): Json {
  const { counters } = services;
  const values: Readonly<Record<string, number>> = {
    'axfr-queries': counters.transfers,
    questions: counters.questions,
    refusals: counters.refusals,
    sessions: counters.sessions,
    'transfer-octets': counters.transferOctets,
    'transfers-cut': counters.transfersCut,
    uptime: Math.floor(process.uptime()),
    zones: services.zones.list().length,
  };
  const item = (name: string): JsonObject => ({ name, type: 'StatisticItem', value: String(values[name]) });
  const wanted = context.req.query('statistic') ?? '';
  if (wanted === '') return Object.keys(values).map(item);
  if (!Object.hasOwn(values, wanted)) throw new Unprocessable('Unknown statistic name');
  return [item(wanted)];
}
