/** The harness proves itself: every peer, in both roles, before anything of ours is measured by it. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './daemon.ts';
import { freePort } from './free-port.ts';
import { peersAreMissing } from './missing-peers.ts';
import { type PeerKey, TSIG_ALGORITHMS, type TsigAlgorithm } from './peer.ts';
import { PEER_NAMES, peerVersion, SOFTWARE, startPrimary, startSecondary } from './start.ts';

const FIRST = 2026110101;
const SECOND = 2026110102;
const EXPIRE = 1_209_600;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-zones-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe.skipIf(peersAreMissing())('the peers', () => {
  const matrix = PEER_NAMES.flatMap((name) => ['127.0.0.1', '::1'].map((address) => ({ name, address })));

  it.each(matrix)(
    '$name as secondary takes a zone per TSIG algorithm from $address, and its next version after a NOTIFY',
    async ({ name, address }) => {
      const port = await freePort(address);
      const zones = await Promise.all(
        TSIG_ALGORITHMS.map(async (algorithm) => ({
          name: zoneOf(algorithm),
          file: await zoneFile(zoneOf(algorithm), FIRST),
          key: newKey(algorithm),
        })),
      );
      await using primary = await startPrimary('BIND', {
        zones: zones.map((zone) => ({ ...zone, notify: [{ address, port }] })),
        listen: address,
      });
      await using secondary = await startSecondary(name, {
        zones: zones.map((zone) => ({ ...zone, primaries: [primary] })),
        listen: address,
        port,
      });
      const supported = SOFTWARE[name].tsigAlgorithms;
      await Promise.all(supported.map((algorithm) => secondary.waitForSerial(zoneOf(algorithm), FIRST)));
      for (const zone of zones) await primary.load(zone.name, await zoneFile(zone.name, SECOND));
      await Promise.all(supported.map((algorithm) => secondary.waitForSerial(zoneOf(algorithm), SECOND)));

      const served = await Promise.all(
        TSIG_ALGORITHMS.map((algorithm) => secondary.serial(zoneOf(algorithm))),
      );
      expect(TSIG_ALGORITHMS.filter((_, n) => served[n] !== undefined)).toEqual(supported);
      expect(records(await secondary.dump(zones[0].name))).toEqual(
        records(await primary.dump(zones[0].name)),
      );
    },
  );

  it.each(PEER_NAMES)('%s as secondary transfers from the address it is told to', async (name) => {
    await using primary = await startPrimary('BIND', {
      zones: [{ name: 'via.test', file: await zoneFile('via.test', FIRST) }],
    });
    await using secondary = await startSecondary(name, {
      zones: [{ name: 'via.test', primaries: [primary] }],
      via: ['127.0.0.7', '::1'],
    });
    await secondary.waitForSerial('via.test', FIRST);
    const sources = [
      ...primary.log().matchAll(/client @\S+ (\S+)#\d+ \(via\.test\): transfer of .* started/g),
    ];
    expect(new Set(sources.map(([, source]) => source))).toEqual(new Set(['127.0.0.7']));
  });

  it.each(PEER_NAMES)(
    '%s as secondary tells when its copy was refreshed, and keeps it over a restart',
    async (name) => {
      await using primary = await startPrimary('BIND', {
        zones: [{ name: 'age.test', file: await zoneFile('age.test', FIRST) }],
      });
      await using secondary = await startSecondary(name, {
        zones: [{ name: 'age.test', primaries: [primary] }],
      });
      await secondary.waitForSerial('age.test', FIRST);
      const taken = (await secondary.copyTimes('age.test'))?.refreshedAt.getTime() ?? 0;
      await sleep(3000);
      await secondary.refresh('age.test');
      await sleep(2500); // PowerDNS works its list every two seconds
      const times = await secondary.copyTimes('age.test');
      const refreshed = times?.refreshedAt.getTime() ?? 0;
      expect(refreshed - taken).toBeGreaterThanOrEqual(2000);
      expect(Math.abs(Date.now() - refreshed)).toBeLessThan(6000);
      expect(times?.expiresAt?.getTime()).toBe(name === 'PowerDNS' ? undefined : refreshed + EXPIRE * 1000);

      await primary.stop();
      await secondary.restart();
      await secondary.waitForSerial('age.test', FIRST);
    },
  );

  it.each(PEER_NAMES)(
    '%s as primary serves a zone file to its key alone, and tells its secondary about the next',
    async (name) => {
      const port = await freePort();
      const key = newKey('hmac-sha256');
      await using primary = await startPrimary(name, {
        zones: [
          {
            name: 'own.test',
            file: await zoneFile('own.test', FIRST),
            key,
            notify: [{ address: '127.0.0.1', port }],
          },
        ],
      });
      await using secondary = await startSecondary('BIND', {
        zones: [{ name: 'own.test', primaries: [primary], key }],
        port,
      });
      await using stranger = await startSecondary('BIND', {
        zones: [{ name: 'own.test', primaries: [primary] }],
      });
      await secondary.waitForSerial('own.test', FIRST);
      const file = await zoneFile('own.test', SECOND);
      await primary.load('own.test', file);
      await secondary.waitForSerial('own.test', SECOND);
      expect(records(await secondary.dump('own.test'))).toEqual(records(await primary.dump('own.test')));
      expect(await stranger.serial('own.test')).toBeUndefined();
    },
  );

  it.each(PEER_NAMES)(
    '%s as primary serves a zone that was signed elsewhere as it stands in the file',
    async (name) => {
      const file = await zoneFile('signed.test', FIRST);
      const folder = await mkdtemp(path.join(directory, 'keys-'));
      await run('dnssec-keygen', '-q', '-K', folder, '-a', '13', '-f', 'KSK', 'signed.test');
      const sign = [
        '-q',
        '-S',
        '-z',
        '-K',
        folder,
        '-d',
        folder,
        '-O',
        'full',
        '-f',
        '-',
        '-o',
        'signed.test',
      ];
      const { stdout: signed } = await run('dnssec-signzone', ...sign, file);
      await writeFile(`${file}.signed`, signed);
      await using primary = await startPrimary(name, {
        zones: [{ name: 'signed.test', file: `${file}.signed` }],
      });
      await primary.load('signed.test', `${file}.signed`);
      await primary.waitForSerial('signed.test', FIRST);
      const inFile = signed.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
      expect(records(await primary.dump('signed.test'))).toEqual(records(inFile));
    },
  );

  it('PowerDNS as primary opens its API for a key', async () => {
    const zones = [{ name: 'api.test', file: await zoneFile('api.test', FIRST) }];
    await using primary = await startPrimary('PowerDNS', { zones, apiKey: 'api-key-of-this-test' });
    const response = await fetch(`${primary.apiUrl}/servers/localhost/zones`, {
      headers: { 'X-API-Key': 'api-key-of-this-test' },
    });
    expect(await response.json()).toMatchObject([{ name: 'api.test.', kind: 'Master', serial: FIRST }]);
  });

  it.each(PEER_NAMES)('%s ends with stop, leaving neither process nor folder', async (name) => {
    const peer = await startSecondary(name, {
      zones: [{ name: 'end.test', primaries: [{ address: '127.0.0.1', port: 9 }] }],
    });
    const { pid } = peer;
    expect(process.kill(pid, 0)).toBe(true);
    await peer.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(existsSync(peer.directory)).toBe(false);
  });

  it('says with the end of its log why a peer did not come up', async () => {
    const zones = [
      {
        name: 'broken.test',
        file: await zoneFile('broken.test', FIRST),
        key: { ...newKey('hmac-sha256'), secret: 'not base64!' },
      },
    ];
    await expect(startPrimary('BIND', { zones })).rejects.toThrow(
      /did not come up: exit code 1.*bad base64/s,
    );
  });

  it.each(PEER_NAMES)('%s tells its version', async (name) => {
    expect(await peerVersion(name)).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

const zoneOf = (algorithm: TsigAlgorithm): string => `${algorithm}.test`;

const newKey = (algorithm: TsigAlgorithm): PeerKey => ({
  name: `home_peer_${algorithm}.test`,
  algorithm,
  secret: randomBytes(32).toString('base64'),
});

async function zoneFile(zone: string, serial: number): Promise<string> {
  const file = path.join(directory, `${zone}-${serial}`);
  await writeFile(
    file,
    `$ORIGIN ${zone}.
$TTL 3600
@ SOA ns1 hostmaster ${serial} 86400 7200 ${EXPIRE} 3600
@ NS ns1
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
www A 192.0.2.${serial % 100}
text TXT "version ${serial}"
`,
  );
  return file;
}

/** Order and layout are the server's own. */
const records = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replaceAll(/\s+/g, ' ').toLowerCase()).sort();
