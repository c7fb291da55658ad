/** The client against servers that are none of the kind it looks for. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AppFailure } from '../../shared/model/app-error.ts';
import { askVersion } from './fetch-zone.ts';
import { parseApiUrl, PdnsClient } from './pdns-client.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS = { answerMs: 60_000, answerOctets: MEGABYTE };

/** What asking a server for its version fails with. */
async function faultOf(answer: RequestListener, limits = LIMITS, signal?: AbortSignal): Promise<unknown> {
  await using server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await askVersion(new PdnsClient({ url, apiKey: 'k3y' }, signal, limits));
  } catch (error) {
    server.closeAllConnections();
    if (!(error instanceof AppFailure) || error.error.code !== 'pdns-failed') throw error;
    expect(error.error.server).toBe(url);
    return error.error.fault;
  }
}

describe('a client of PowerDNS', () => {
  it('asks for JSON with the key, and tells the version', async () => {
    const seen: unknown[] = [];
    const version = await faultOf((request, response) => {
      seen.push(request.method, request.url, request.headers['x-api-key'], request.headers.accept);
      response.end('{"daemon_type": "authoritative", "version": "4.9.1"}');
    });
    expect(version).toBe('4.9.1');
    expect(seen).toEqual(['GET', '/api/v1/servers/localhost', 'k3y', 'application/json']);
  });

  it('says what answers instead of it', async () => {
    expect(await faultOf((_, response) => void response.writeHead(401).end('Unauthorized'))).toEqual({
      code: 'wrong-key',
    });
    expect(await faultOf((_, response) => void response.end('{"daemon_type": "recursor"}'))).toEqual({
      code: 'not-powerdns',
      found: 'daemon_type recursor',
    });
    expect(await faultOf((_, response) => void response.end('<html>'))).toEqual({
      code: 'not-powerdns',
      found: '200, and no JSON',
    });
    expect(await faultOf((_, response) => void response.writeHead(404).end())).toEqual({
      code: 'not-powerdns',
      found: '404',
    });
    expect(
      await faultOf((_, response) => void response.writeHead(500).end('{"error": "backend is away"}')),
    ).toEqual({ code: 'answered', status: 500, message: 'backend is away' });
    expect(await faultOf(({ socket }) => void socket.destroy())).toMatchObject({ code: 'broken' });
  });

  it('never takes the key to where it is sent on', async () => {
    const keys: unknown[] = [];
    await using other = createServer((request, response) => {
      keys.push(request.headers['x-api-key']);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const to = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
    const fault = await faultOf((_, response) => void response.writeHead(302, { location: to }).end());
    expect(fault).toEqual({ code: 'redirected', to });
    expect(keys).toEqual([]);
  });

  it('stops reading at its limit, and waiting when told to', async () => {
    const endless: RequestListener = (_, response) => {
      const send = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', send);
      send();
    };
    expect(await faultOf(endless)).toEqual({ code: 'too-large', megabytes: 1 });
    expect(await faultOf(() => undefined, { ...LIMITS, answerMs: 30 })).toEqual({
      code: 'silent',
      seconds: 0,
    });
    const end = new AbortController();
    const waiting = faultOf(() => end.abort(new Error('enough')), LIMITS, end.signal);
    await expect(waiting).rejects.toThrow('enough');
  });

  it('refuses what is no address or no key before it asks anybody', () => {
    const made = (url: string, apiKey: string) => (): unknown => new PdnsClient({ url, apiKey });
    for (const url of [
      '',
      'ftp://host',
      'http://user:pw@host',
      'file:///etc/passwd',
      'http://',
      'http://host/?a=b',
    ])
      expect(made(url, 'key'), url).toThrow(AppFailure);
    for (const key of ['', ' ', 'two lines\nX-Other: 1', 'schlüssel'])
      expect(made('host', key), key).toThrow(AppFailure);
  });

  it('takes the address as it is found in documentation', () => {
    for (const text of [
      '127.0.0.1:8081',
      ' http://127.0.0.1:8081/ ',
      'http://127.0.0.1:8081/api',
      'http://127.0.0.1:8081/api/v1/servers/localhost/zones',
    ])
      expect(parseApiUrl(text), text).toBe('http://127.0.0.1:8081');
    expect(parseApiUrl('https://ns.example.com/pdns/api/v1')).toBe('https://ns.example.com/pdns');
    expect(parseApiUrl('[2001:db8::1]:8081')).toBe('http://[2001:db8::1]:8081');
  });
});
