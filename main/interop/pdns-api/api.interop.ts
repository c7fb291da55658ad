/** The API and the app around it: who may ask, what the owner sees of it, and what both sides set. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../running-app.ts';
import { API_KEY, startApi, type RunningApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api?.[Symbol.asyncDispose]();
});

const create = async (name: string, more: object = {}): Promise<void> => {
  const body = { name, kind: 'Master', nameservers: ['ns1.b.test.'], ...more };
  expect((await api.call('POST', '/zones?rrsets=false', body)).status).toBe(201);
};
const txt = (name: string, value: string) => ({
  rrsets: [{ name, type: 'TXT', ttl: 60, changetype: 'REPLACE', records: [{ content: `"${value}"` }] }],
});

/** fetch does not let a test choose `Host`. */
function statusWith(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const question = request(
      `${api.url}/api`,
      { headers: { 'X-API-Key': API_KEY, ...headers } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    question.on('error', reject);
    question.end();
  });
}

describe('the door', () => {
  it('is shut for pages that bring a host name of their own', async () => {
    expect(await statusWith({ Host: 'rebound.example' })).toBe(421);
    expect(await statusWith({ Host: 'localhost' })).toBe(200);
  });

  it('takes no body over 16 MB', async () => {
    const { status, text } = await api.call('POST', '/zones', 'x'.repeat(16 * 1024 * 1024 + 1));
    expect([status, text]).toEqual([413, '{"error": "The body is larger than 16777216 octets"}']);
  });

  it('slows the next try down after five wrong keys, and forgets with the right one', async () => {
    const tries: number[] = [];
    for (let i = 0; i < 7; i++) {
      const beganAt = performance.now();
      const { status, headers } = await api.call('GET', '/zones', undefined, { 'X-API-Key': 'wrong' });
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'X-API-Key realm="PowerDNS"']);
      tries.push(performance.now() - beganAt);
    }
    expect(Math.max(...tries.slice(0, 5))).toBeLessThan(tries[5]);
    expect(tries[5]).toBeGreaterThan(240);
    expect(tries[6]).toBeGreaterThan(490);
    expect((await api.call('GET', '/zones')).status).toBe(200);
    const beganAt = performance.now();
    await api.call('GET', '/zones');
    expect(performance.now() - beganAt).toBeLessThan(240);
  });
});

describe('what a tool wrote', () => {
  it('is a version of its own in the history and the activity, and can be taken back', async () => {
    const { calls } = api.app;
    await create('undo.test.');
    await api.call('PATCH', '/zones/undo.test.', txt('a.undo.test.', 'one'), { 'User-Agent': 'a-tool/1' });
    const { versions } = await calls.history.list({ zone: 'undo.test.' });
    expect(versions.map(({ reason, added }) => [reason, added])).toEqual([
      ['tool', 1],
      ['tool', 2],
    ]);
    const { entries } = await calls.activity.page({ zone: 'undo.test.' });
    expect(entries[0]).toMatchObject({
      code: 'api-changed',
      from: '127.0.0.1',
      data: { client: 'a-tool/1', sets: 1 },
    });
    expect(await calls.records.undo({ zone: 'undo.test.' })).toMatchObject({ edits: 1 });
    // Taken back in the draft only: a tool sees what is published.
    expect((await api.call('GET', '/zones/undo.test.')).text).toContain('a.undo.test.');
  });

  it('waits for the owner where tools may not publish', async () => {
    const { calls } = api.app;
    await calls.api.configure({ toolsMayPublish: false });
    const secondary = await calls.secondaries.create({
      name: 'nobody',
      provider: null,
      transferFrom: ['127.0.0.9'],
      notifyTo: [],
      verifyAt: [],
      signNotify: false,
      primaryAddress: null,
    });
    await create('wait.test.');
    await calls.zones.updateSettings({
      zone: 'wait.test.',
      settings: { secondaries: [{ secondary: secondary.id, key: null }] },
    });
    const { headers } = await api.call('PATCH', '/zones/wait.test.', txt('a.wait.test.', 'one'));
    const serial = Number(headers.get('x-pdns-new-serial'));
    expect((await api.call('PUT', '/zones/wait.test./notify')).json()).toEqual({
      result: 'Notification queued',
    });
    const { waiting, listening } = await calls.api.state();
    expect([waiting, listening === null]).toEqual([[{ zone: 'wait.test.', serial }], false]);
    await calls.api.configure({ toolsMayPublish: true });
  });

  it('is not lost where the zone is not whole yet: it is a draft until the rules let it out', async () => {
    const body = { name: 'bare.test.', kind: 'Native', nameservers: [] };
    expect((await api.call('POST', '/zones', body)).status).toBe(201);
    await api.call('PATCH', '/zones/bare.test.', txt('a.bare.test.', 'one'));
    const serialOf = async (): Promise<unknown> =>
      (await api.app.waitFor(({ zones }) => zones.some(({ name }) => name === 'bare.test.'))).zones.find(
        ({ name }) => name === 'bare.test.',
      )?.serial;
    expect(await serialOf()).toBeNull();
    const servers = {
      name: 'bare.test.',
      type: 'NS',
      ttl: 60,
      changetype: 'REPLACE',
      records: [{ content: 'ns1.b.test.' }],
    };
    expect((await api.call('PATCH', '/zones/bare.test.', { rrsets: [servers] })).status).toBe(204);
    expect(await serialOf()).toBeTypeOf('number');
    expect((await api.call('GET', '/zones/bare.test.')).text).toContain('a.bare.test.');
  });
});

describe('a zone that is signed where it comes from', () => {
  const KEY =
    '257 3 13 Rme0BO49z2LXnyM1if9jSpgnAIWQMb4q7AIbEYOH0nQii3ZL/QYcnUVVZfKRwYqyh+AJyk38qMpNjiz86jz7RA==';
  const texts = (name: string) => ({
    zone: `${name} 7200 SOA ns1.example.net. hostmaster.${name} 1 86400 7200 6652800 3600\n${name} 60 NS ns1.example.net.\n${name} 60 DNSKEY ${KEY}\n`,
  });
  const sets = (name: string) => ({
    nameservers: ['ns1.example.net.'],
    rrsets: [{ name, type: 'DNSKEY', ttl: 7200, records: [{ content: KEY, disabled: false }] }],
  });

  it.each([
    ['zone-file text', texts],
    ['record sets', sets],
  ])('keeps which keys those are, sent as %s: it is not signed by others unasked', async (what, body) => {
    const name = `signed-${what.replace(' ', '-')}.example.`;
    const head = { name, kind: 'Master', ...body(name) };
    const refused = await api.call('POST', '/zones', { ...head, dnssec: true });
    expect([refused.status, refused.json()]).toEqual([
      422,
      { error: expect.stringContaining('comes with the DNSKEYs of another signer') },
    ]);
    expect((await api.call('GET', `/zones?zone=${name}`)).json()).toEqual([]);
    expect((await api.call('POST', '/zones', head)).status).toBe(201);
    const { leftBehind } = await api.app.calls.dnssec.state({ zone: name });
    expect(leftBehind).toEqual({
      keys: [{ keyTag: expect.any(Number), role: 'csk', algorithm: 13 }],
      cachedSeconds: 7200,
    });
    const switched = await api.call('PUT', `/zones/${name}`, { dnssec: true });
    expect([switched.status, switched.json()]).toEqual([
      422,
      { error: expect.stringContaining('which was not brought along') },
    ]);
  });
});

describe('access to a zone', () => {
  it('set by metadata is the zone’s access, and the other way round', async () => {
    const { calls } = api.app;
    await create('access.test.');
    await api.call('POST', '/tsigkeys', { name: 'access-key', algorithm: 'hmac-sha256' });
    const put = (kind: string, metadata: readonly string[]) =>
      api.call('PUT', `/zones/access.test./metadata/${kind}`, { metadata });
    expect((await put('TSIG-ALLOW-AXFR', ['access-key.'])).status).toBe(200);
    expect((await put('ALLOW-AXFR-FROM', ['192.0.2.0/24'])).status).toBe(200);
    expect((await put('ALSO-NOTIFY', ['192.0.2.53:5300'])).status).toBe(200);
    const settings = await calls.zones.settings({ zone: 'access.test.' });
    expect(settings.alsoAllow).toEqual([{ addresses: ['192.0.2.0/24'], key: 'access-key.' }]);
    const [secondary] = (await calls.secondaries.list()).filter(({ usedBy }) =>
      usedBy.includes('access.test.'),
    );
    expect(secondary).toMatchObject({
      name: '192.0.2.53:5300',
      notifyTo: [{ address: '192.0.2.53', port: 5300 }],
    });

    await calls.zones.updateSettings({
      zone: 'access.test.',
      settings: { alsoAllow: [{ addresses: ['192.0.2.7'], key: 'access-key.' }] },
    });
    expect((await api.call('GET', '/zones/access.test./metadata/ALLOW-AXFR-FROM')).json()).toMatchObject({
      metadata: ['192.0.2.7'],
    });
    expect((await api.call('GET', '/zones/access.test.?rrsets=false')).json()).toMatchObject({
      master_tsig_key_ids: ['access-key.'],
    });
    await put('ALSO-NOTIFY', []);
    expect((await calls.secondaries.list()).filter(({ name }) => name === '192.0.2.53:5300')).toEqual([]);
  });

  it('gives no secret of a key unless the owner allows it', async () => {
    const { calls } = api.app;
    const keyOf = async (): Promise<string> =>
      ((await api.call('GET', '/tsigkeys/access-key')).json() as { key: string }).key;
    expect(await keyOf()).toBe('');
    await calls.api.configure({ showSecrets: true });
    expect(await keyOf()).toBe((await calls.keys.secret({ name: 'access-key.' })).secret);
    await calls.api.configure({ showSecrets: false });
  });
});

describe('a TSIG secret that is sent', () => {
  const secretOf = async (name: string): Promise<string> =>
    (await api.app.calls.keys.secret({ name })).secret;

  it('is not repeated where it cannot be decoded: what was refused is kept for the owner to see', async () => {
    const refused = [
      await api.call('POST', '/tsigkeys', {
        name: 'typed',
        algorithm: 'hmac-sha256',
        key: 'c2VjcmV0c2VjcmV0!',
      }),
      await api.call('PUT', '/tsigkeys/access-key', { key: 'c2VjcmV0c2VjcmV0!' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([422, 422]);
    const kept = JSON.stringify((await api.app.calls.api.state()).requests);
    for (const text of [...refused.map((answer) => answer.text), kept])
      expect(text).not.toContain('c2VjcmV0c2VjcmV0');
  });

  it('may have white space in it', async () => {
    const body = { name: 'wrapped', algorithm: 'hmac-sha256', key: 'c2Vj\n cmV0\n' };
    expect((await api.call('POST', '/tsigkeys', body)).status).toBe(201);
    expect(await secretOf('wrapped.')).toBe('c2VjcmV0');
    expect((await api.call('PUT', '/tsigkeys/wrapped', { key: 'b3Ro ZXI=' })).status).toBe(200);
    expect(await secretOf('wrapped.')).toBe('b3RoZXI=');
  });
});

describe('what the server says of itself', () => {
  it('is where it listens, although the settings name another address', async () => {
    const values = (await api.call('GET', '/config')).json() as { name: string; value: string }[];
    const valueOf = (wanted: string): string => values.find(({ name }) => name === wanted)?.value ?? '';
    const { settings } = await api.app.calls.api.state();
    expect(valueOf('webserver-port')).not.toBe(String(settings.port));
    expect(`http://${valueOf('webserver-address')}:${valueOf('webserver-port')}`).toBe(api.url);
  });

  it('is true: the document names every route, and no other', async () => {
    const answer = await fetch(`${api.url}/api/docs`, { headers: { 'X-API-Key': API_KEY } });
    const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
    const values: Readonly<Record<string, string>> = {
      id: 'none.test.',
      kind: 'X-A',
      key: '1',
      ip: '192.0.2.1',
      nameserver: 'ns',
    };
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods)) {
        const url = api.url + path.replace(/\{([a-z]+)\}/g, (_, name: string) => values[name]);
        const { status } = await fetch(url, {
          method: method.toUpperCase(),
          headers: { 'X-API-Key': API_KEY },
        });
        expect(status, `${method} ${path}`).not.toBe(405);
      }
    expect(Object.keys(paths).length).toBeGreaterThan(20);
  });

  it('can be scraped by Prometheus with the key as a password', async () => {
    const authorization = `Basic ${Buffer.from(`prometheus:${API_KEY}`).toString('base64')}`;
    const answer = await fetch(`${api.url}/metrics`, { headers: { authorization } });
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toMatch(
      /^# TYPE hidden_primary_zone_serial gauge\n(.*\n)*?hidden_primary_zone_serial\{zone="access.test."\} [0-9]+$/m,
    );
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) |hidden_primary_\w+(\{.*\})? [0-9.]+$)/);
  });
});

describe('the switch', () => {
  it('is off at first; the key is made when it is turned on, shown, and worth nothing once rotated', async () => {
    await using app: RunningApp = await startApp();
    expect(app.api).toBeUndefined();
    expect(await app.calls.api.state()).toMatchObject({
      listening: null,
      settings: { enabled: false, address: '127.0.0.1' },
    });
    const { listening } = await app.calls.api.configure({ enabled: true, port: 0 });
    const { key } = await app.calls.api.key();
    const status = async (sent: string): Promise<number> => {
      const url = `http://${listening?.address}:${listening?.port}/api/v1/servers`;
      return (await fetch(url, { headers: { 'X-API-Key': sent } })).status;
    };
    expect(await status(key)).toBe(200);
    const rotated = await app.calls.api.rotateKey();
    expect([await status(key), await status(rotated.key)]).toEqual([401, 200]);
    expect(await app.calls.api.configure({ enabled: false })).toMatchObject({ listening: null });
    await expect(status(rotated.key)).rejects.toThrow();
  });
});
