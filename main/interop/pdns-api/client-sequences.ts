/** What clients send, step by step, as their sources have it (FIELD §5.4). Each leaves a zone behind that can be compared. */
import { expect } from 'vitest';
import { type ApiAnswer } from './running-api.ts';

/** `path` from the root; headers are the client's own, the key aside. */
export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ApiAnswer>;

export interface ClientSequence {
  readonly client: string;
  readonly zone: string;
  run(send: Send): Promise<void>;
}

const ROOT = '/api/v1/servers/localhost';
const JSON_HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };
const NS = ['ns1.b.test.', 'ns2.b.test.'];

async function create(send: Send, zone: string): Promise<void> {
  const { status } = await send(
    'POST',
    `${ROOT}/zones`,
    { name: zone, kind: 'Master', nameservers: NS },
    JSON_HEADERS,
  );
  expect(status).toBe(201);
}

/** dnsapi/dns_pdns.sh: curl's headers, statuses never looked at, answers read with grep. */
const acmeSh: ClientSequence = {
  client: 'acme.sh',
  zone: 'acme.test.',
  async run(send) {
    await create(send, 'acme.test.');
    const full = '_acme-challenge.www.acme.test';
    const get = async (path: string): Promise<string> =>
      (await send('GET', ROOT + path, undefined, { Accept: '*/*' })).text.replace(/" *: *(["{[])/g, '":$1');
    const rootOf = async (): Promise<string> => {
      const labels = full.split('.');
      for (let at = 0; at <= labels.length; at++) {
        const candidate = `${labels.slice(at).join('.')}.`;
        if ((await get(`/zones?zone=${candidate}`)).includes(`"name":"${candidate}"`)) return candidate;
      }
      return '';
    };
    const existing = async (): Promise<string[]> => {
      const set = new RegExp(`"name":"${full}[^\\]]*}`).exec(await get('/zones/acme.test.'))?.[0] ?? '';
      return [...set.matchAll(/content":"\\"([^"\\]*)\\"/g)].map((match) => match[1]);
    };
    const change = async (rrsets: unknown[]): Promise<void> => {
      await send('PATCH', `${ROOT}/zones/acme.test.`, { rrsets }, { Accept: '*/*' });
      await send('PUT', `${ROOT}/zones/acme.test./notify`, undefined, { Accept: '*/*' });
    };
    const set = (values: readonly string[]) => ({
      changetype: 'REPLACE',
      name: `${full}.`,
      type: 'TXT',
      ttl: 60,
      records: values.map((value) => ({
        name: `${full}.`,
        type: 'TXT',
        content: `"${value}"`,
        disabled: false,
        ttl: 60,
      })),
    });
    expect(await rootOf()).toBe('acme.test.');
    await change([set(['first'])]);
    await change([set([...(await existing()), 'second'])]);
    expect((await existing()).sort()).toEqual(['first', 'second']);
    await change([{ changetype: 'DELETE', name: `${full}.`, type: 'TXT' }]);
    await change([set(['second'])]);
    expect(await existing()).toEqual(['second']);
  },
};

interface SwaggerZone {
  readonly id: string;
  readonly name: string;
}

/** provider/pdns: PATCH carries the whole zone of the list; DELETE carries records, and no ttl. */
const externalDns: ClientSequence = {
  client: 'external-dns',
  zone: 'external.test.',
  async run(send) {
    await create(send, 'external.test.');
    const zones = (await send('GET', `${ROOT}/zones`, undefined, JSON_HEADERS)).json() as SwaggerZone[];
    const zone = zones.find(({ name }) => 'app.external.test.'.endsWith(name));
    expect(zone?.id).toBe('external.test.');
    const detail = (await send('GET', `${ROOT}/zones/${zone?.id}`, undefined, JSON_HEADERS)).json() as {
      serial: number;
    };
    // int32 in its generated client.
    expect(detail.serial).toBeLessThan(2 ** 31);
    const set = (
      name: string,
      type: string,
      changetype: string,
      contents: readonly string[],
      ttl?: number,
    ) => ({
      name,
      type,
      changetype,
      ...(ttl === undefined ? {} : { ttl }),
      records: contents.map((content) => ({ content, disabled: false, 'set-ptr': false })),
    });
    const patch = async (...rrsets: unknown[]): Promise<number> =>
      (await send('PATCH', `${ROOT}/zones/${zone?.id}`, { ...zone, rrsets }, JSON_HEADERS)).status;
    expect(
      await patch(
        set('app.external.test.', 'A', 'REPLACE', ['192.0.2.1', '192.0.2.2'], 300),
        set(
          'app.external.test.',
          'TXT',
          'REPLACE',
          ['"heritage=external-dns,external-dns/owner=default"'],
          300,
        ),
        set('old.external.test.', 'CNAME', 'REPLACE', ['app.external.test.'], 300),
      ),
    ).toBe(204);
    expect(await patch(set('old.external.test.', 'CNAME', 'DELETE', ['app.external.test.']))).toBe(204);
    expect(await patch(set('app.external.test.', 'A', 'REPLACE', ['192.0.2.3'], 300))).toBe(204);
  },
};

/** octodns_powerdns: the version decides, 404 means "make it", DELETEs stand first. */
const octoDns: ClientSequence = {
  client: 'octoDNS',
  zone: 'octo.test.',
  async run(send) {
    const server = (await send('GET', ROOT, undefined, JSON_HEADERS)).json() as { version: string };
    expect(server.version).toMatch(/^[0-9]+\.[0-9]+\.[0-9]+(-.*)?$/);
    expect((await send('GET', `${ROOT}/config`, undefined, JSON_HEADERS)).status).toBe(200);
    expect((await send('GET', `${ROOT}/zones/octo.test.`, undefined, JSON_HEADERS)).status).toBe(404);
    const set = (name: string, type: string, contents: readonly string[], changetype = 'REPLACE') => ({
      name,
      type,
      ttl: 3600,
      changetype,
      records: contents.map((content) => ({ content, disabled: false })),
    });
    const rrsets = [
      set('octo.test.', 'NS', NS),
      set('octo.test.', 'MX', ['10 mail.octo.test.']),
      set('octo.test.', 'CAA', ['0 issue "ca.example"']),
      set('octo.test.', 'TXT', ['"v=spf1 -all"']),
      set('loc.octo.test.', 'LOC', ['31 58 52.100 S 115 49 11.700 E 20.00m 10.00m 10.00m 2.00m']),
      set('mail.octo.test.', 'A', ['192.0.2.25']),
    ];
    expect((await send('PATCH', `${ROOT}/zones/octo.test.`, { rrsets }, JSON_HEADERS)).status).toBe(404);
    const body = {
      name: 'octo.test.',
      kind: 'master',
      masters: [],
      nameservers: [],
      rrsets,
      soa_edit_api: 'default',
      serial: 0,
    };
    expect((await send('POST', `${ROOT}/zones`, body, JSON_HEADERS)).status).toBe(201);
    const change = [
      set('octo.test.', 'MX', ['10 mail.octo.test.'], 'DELETE'),
      set('www.octo.test.', 'A', ['192.0.2.1']),
    ];
    expect((await send('PATCH', `${ROOT}/zones/octo.test.`, { rrsets: change }, JSON_HEADERS)).status).toBe(
      204,
    );
    expect((await send('PUT', `${ROOT}/zones/octo.test./notify`, undefined, JSON_HEADERS)).status).toBe(200);
  },
};

/** POWERDNS provider: canonical names, but keys of the zone asked for without the final dot. */
const dnsControl: ClientSequence = {
  client: 'dnscontrol',
  zone: 'control.test.',
  async run(send) {
    expect((await send('GET', `${ROOT}/zones/control.test.`, undefined, JSON_HEADERS)).status).toBe(404);
    const zone = {
      name: 'control.test.',
      type: 'Zone',
      kind: 'Native',
      dnssec: false,
      nameservers: NS,
      soa_edit_api: 'EPOCH',
    };
    expect((await send('POST', `${ROOT}/zones`, zone, JSON_HEADERS)).status).toBe(201);
    expect(
      (await send('GET', `${ROOT}/zones/control.test./cryptokeys`, undefined, JSON_HEADERS)).json(),
    ).toEqual([]);
    const key = { keytype: 'csk', active: true, published: true };
    expect((await send('POST', `${ROOT}/zones/control.test/cryptokeys`, key, JSON_HEADERS)).status).toBe(201);
    const keys = (
      await send('GET', `${ROOT}/zones/control.test/cryptokeys`, undefined, JSON_HEADERS)
    ).json() as {
      id: number;
      active: boolean;
      published: boolean;
    }[];
    expect(keys.map(({ active, published }) => ({ active, published }))).toEqual([
      { active: true, published: true },
    ]);
    const rrsets = [
      {
        name: 'www.control.test.',
        type: 'A',
        ttl: 300,
        changetype: 'REPLACE',
        records: [{ content: '192.0.2.1', disabled: false }],
        comments: [],
      },
    ];
    expect((await send('PATCH', `${ROOT}/zones/control.test.`, { rrsets }, JSON_HEADERS)).status).toBe(204);
    expect((await send('DELETE', `${ROOT}/zones/control.test/cryptokeys/${keys[0].id}`)).status).toBe(204);
  },
};

/** pan-net's provider: POST must be 201, PUT 204, a lost zone 404; its bodies blank what they do not mean. */
const terraform: ClientSequence = {
  client: 'Terraform',
  zone: 'terra.test.',
  async run(send) {
    expect((await send('GET', '/api/v1/servers', undefined, JSON_HEADERS)).status).toBe(200);
    const server = (await send('GET', ROOT, undefined, JSON_HEADERS)).json() as { version: string };
    expect(server.version).not.toBe('');
    const body = {
      id: '',
      name: 'terra.test.',
      url: '',
      kind: 'Master',
      dnssec: false,
      serial: 0,
      account: 'team',
      nameservers: NS,
      soa_edit_api: 'DEFAULT',
    };
    expect((await send('POST', `${ROOT}/zones`, body, JSON_HEADERS)).status).toBe(201);
    const read = async (): Promise<Record<string, unknown>> =>
      (await send('GET', `${ROOT}/zones/terra.test.`, undefined, JSON_HEADERS)).json() as Record<
        string,
        unknown
      >;
    expect(await read()).toMatchObject({ kind: 'Master', soa_edit_api: 'DEFAULT', account: 'team' });
    expect((await send('GET', `${ROOT}/zones/gone.test.`, undefined, JSON_HEADERS)).status).toBe(404);
    const records = (name: string, type: string, ttl: number, contents: readonly string[]) =>
      contents.map((content) => ({ name, type, ttl, content, disabled: false, 'set-ptr': false }));
    const name = 'www.terra.test.';
    const replace = {
      name,
      type: 'A',
      ttl: 60,
      changetype: 'REPLACE',
      records: records(name, 'A', 60, ['192.0.2.1']),
    };
    const patch = async (rrset: unknown): Promise<number> =>
      (await send('PATCH', `${ROOT}/zones/terra.test.`, { rrsets: [rrset] }, JSON_HEADERS)).status;
    expect(await patch(replace)).toBe(204);
    expect(await patch({ ...replace, name: 'gone.terra.test.' })).toBe(204);
    expect(await patch({ name: 'gone.terra.test.', type: 'A', ttl: 0, changetype: 'DELETE' })).toBe(204);
    const blank = { ...body, kind: 'Native', account: '', nameservers: null, soa_edit_api: '' };
    expect((await send('PUT', `${ROOT}/zones/terra.test.`, blank, JSON_HEADERS)).status).toBe(204);
    expect(await read()).toMatchObject({ kind: 'Native', soa_edit_api: '', account: '' });
  },
};

/** cert-manager-webhook-pdns: REPLACE with the full list, and with an empty one to be rid of the set. */
const certManager: ClientSequence = {
  client: 'cert-manager',
  zone: 'cert.test.',
  async run(send) {
    await create(send, 'cert.test.');
    const name = '_acme-challenge.cert.test.';
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const patch = async (values: readonly string[]): Promise<number> => {
      const records = values.map((value) => ({ content: `"${value}"`, disabled: false }));
      const rrsets = [{ name, type: 'TXT', ttl: 120, changetype: 'REPLACE', records }];
      return (await send('PATCH', `${ROOT}/zones/cert.test`, { rrsets }, headers)).status;
    };
    expect(await patch(['a'])).toBe(204);
    expect(await patch(['a', 'b'])).toBe(204);
    expect(await patch(['b'])).toBe(204);
    expect(await patch([])).toBe(204);
  },
};

export const CLIENT_SEQUENCES: readonly ClientSequence[] = [
  acmeSh,
  externalDns,
  octoDns,
  dnsControl,
  terraform,
  certManager,
];
