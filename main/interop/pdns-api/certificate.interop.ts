/**
 * A certificate by DNS-01, from end to end: lego writes TXT through the API, a session of its own carries it to a real BIND,
 * Pebble validates it there, the certificate is issued, the TXT is cleaned up — and the owner's half-done draft stays home.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SEARCH_PATH } from '../peers/daemon.ts';
import { freePort } from '../peers/free-port.ts';
import { peersAreMissing, programsAreMissing } from '../peers/missing-peers.ts';
import { startSecondary } from '../peers/start.ts';
import { startPebble } from './pebble.ts';
import { API_KEY, startApi } from './running-api.ts';

const ZONE = `$ORIGIN example.com.
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
www A 192.0.2.1
`;
const NAMES = ['example.com', '*.example.com', 'www.example.com'];
/** lego waits that long before it asks for validation: a session is asked for 2 s after the last write. */
const LEGO_POLLS_SECONDS = 6;

/** Debian has both; either may be absent where the suite runs. */
const TOOLS = ['lego', 'pebble', 'openssl'];

describe.skipIf(peersAreMissing('BIND') || programsAreMissing(TOOLS, TOOLS))('an ACME client', () => {
  it(
    'gets a certificate for a wildcard and two names, and nothing half-done leaves with it',
    { timeout: 150_000 },
    async () => {
      await using api = await startApi();
      const { calls, endpoint } = api.app;
      const key = await calls.keys.create({ name: 'home_bind_example.com' });
      const { secret } = await calls.keys.secret({ name: key.name });
      const port = await freePort();
      const secondary = await calls.secondaries.create({
        name: 'own BIND',
        provider: null,
        transferFrom: ['127.0.0.1'],
        notifyTo: [{ address: '127.0.0.1', port }],
        verifyAt: [],
        signNotify: true,
        primaryAddress: null,
      });
      const { name: zone } = await calls.zones.import({ text: ZONE, kind: 'primary' });
      await calls.zones.updateSettings({
        zone,
        settings: { secondaries: [{ secondary: secondary.id, key: key.name }] },
      });
      await using bind = await startSecondary('BIND', {
        zones: [
          {
            name: 'example.com',
            primaries: [endpoint],
            key: { name: key.name, algorithm: key.algorithm, secret },
          },
        ],
        port,
      });
      const { serials } = await calls.session.start({});
      await bind.waitForSerial('example.com', serials[0].serial);
      await api.app.waitForEnd();

      // The owner goes on working: an edit, one that is wrong, and a zone that was never published.
      await calls.records.edit({
        zone,
        sets: [
          { owner: 'draft', type: 'A', ttlSeconds: 300, values: [{ text: '192.0.2.99' }] },
          { owner: 'www', type: 'CNAME', ttlSeconds: 300, values: [{ text: 'elsewhere.example.net.' }] },
        ],
      });
      await calls.zones.create({ name: 'begun.example', kind: 'primary', nameServers: ['ns1.example.net'] });

      await using pebble = await startPebble(`127.0.0.1:${port}`);
      const folder = await mkdtemp(path.join(tmpdir(), 'hidden-primary-lego-'));
      try {
        const lego = await promisify(execFile)(
          'lego',
          [
            ...['--server', pebble.directory, '--accept-tos', '--email', 'me@example.com', '--path', folder],
            ...['--dns', 'pdns', '--dns.resolvers', `127.0.0.1:${port}`, '--dns.disable-cp'],
            ...NAMES.flatMap((name) => ['--domains', name]),
            'run',
          ],
          {
            env: {
              PATH: SEARCH_PATH,
              HOME: folder,
              LEGO_CA_CERTIFICATES: pebble.caFile,
              PDNS_API_URL: api.url,
              PDNS_API_KEY: API_KEY,
              PDNS_POLLING_INTERVAL: String(LEGO_POLLS_SECONDS),
            },
          },
        );
        expect(lego.stderr).toContain('Server responded with a certificate.');
        const pem = await readFile(path.join(folder, 'certificates/example.com.crt'), 'utf8');
        const names = new X509Certificate(pem).subjectAltName
          ?.split(', ')
          .map((name) => name.replace('DNS:', ''));
        expect(names?.sort()).toEqual([...NAMES].sort());
      } finally {
        await rm(folder, { recursive: true, force: true });
      }

      // Cleaned up here and, after the next session, there.
      const { zones } = await api.app.waitFor(({ session, zones: all }) => {
        const serial = all.find(({ name }) => name === zone)?.serial;
        const served = session.state === 'closed' ? session.last?.zones : undefined;
        return served?.find(({ name }) => name === zone)?.serial === serial;
      });
      const here = (await api.call('GET', '/zones/example.com.')).text;
      expect(here).not.toContain('_acme-challenge');
      const version = zones.find(({ name }) => name === zone);
      await bind.waitForSerial('example.com', version?.serial ?? 0);
      const dump = (await bind.dump('example.com')).join('\n');
      expect(dump).not.toMatch(/_acme-challenge|draft|elsewhere/);
      expect(dump).toContain('192.0.2.1');

      // The draft is where it was, its error and all; the zone that was begun has no version.
      expect(version).toMatchObject({ edits: 2, errors: 1 });
      expect(zones.find(({ name }) => name === 'begun.example.')).toMatchObject({ serial: null });
      const { served, waiting, requests } = await calls.api.state();
      expect(waiting).toEqual([]);
      expect(served).toMatchObject([{ zone, tooSlowForAcme: false }]);
      const lego = requests.filter(({ client }) => client.startsWith('Go-http-client'));
      expect(new Set(lego.map(({ method }) => method))).toEqual(new Set(['GET', 'PATCH', 'PUT']));
      expect(lego.every(({ status }) => status < 300)).toBe(true);
    },
  );
});
