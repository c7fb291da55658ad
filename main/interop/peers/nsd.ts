/**
 * NSD (nsd; seen with 4.6.1).
 *
 * Surprises:
 * - It never asks SOA: after a NOTIFY, and when its timer ends, it goes straight to IXFR over TCP, whose answer may be a
 *   single SOA ("you are current", RFC 1995 §4). Only without a copy does it ask AXFR.
 * - `allow-notify` and `provide-xfr` mean address AND key; NOKEY has to be said.
 * - It has no EDNS EXPIRE: what its copy has left is the time since its last refresh, told by nsd-control.
 * - Without its own database (`database: ""`) a copy lives in memory: it reaches the zone file only every `zonefiles-write`
 *   seconds (3600 as shipped) and not on SIGTERM. After a restart before that it has no zone, and yet, by `xfrd.state`,
 *   believes its copy current.
 * - What was transferred is served after a reload, and reloads are a second apart as shipped (`xfrd-reload-timeout`, here 0).
 * - The control channel as a Unix socket needs no certificates.
 */
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyTimes } from './copy-times.ts';
import { run } from './daemon.ts';
import {
  type Endpoint,
  keysOf,
  type PeerKey,
  type PeerSoftware,
  type Place,
  TSIG_ALGORITHMS,
  viaFor,
  zoneFile,
} from './peer.ts';
import { askSoa } from './soa-question.ts';

/** Soon enough for a restart in a test, not so soon that writing weighs on a measured transfer. */
const ZONEFILES_WRITE_SECONDS = 3;

export const nsd: PeerSoftware = {
  name: 'NSD',
  programs: ['nsd', 'nsd-control'],
  debianPackages: ['nsd'],
  tsigAlgorithms: TSIG_ALGORITHMS,
  versionCommand: ['nsd', '-v'],

  async configureSecondary({ zones, via }, place) {
    const statements = zones.map(({ name, primaries, key }, index) => [
      'zone:',
      `  name: "${name}"`,
      `  zonefile: ${zoneFile(index)}`,
      ...primaries.map((primary) => `  request-xfr: ${endpoint(primary)} ${key?.name ?? 'NOKEY'}`),
      ...primaries.map(({ address }) => `  allow-notify: ${address} ${key?.name ?? 'NOKEY'}`),
      ...outgoing(primaries, via).map((address) => `  outgoing-interface: ${address}`),
      '  provide-xfr: 127.0.0.0/8 NOKEY',
      '  provide-xfr: ::1 NOKEY',
    ]);
    await configure(place, keysOf(zones), statements.flat());
  },

  async configurePrimary({ zones }, place) {
    await Promise.all(
      zones.map(({ file }, index) => copyFile(file, path.join(place.directory, zoneFile(index)))),
    );
    const statements = zones.map(({ name, key, notify = [] }, index) => [
      'zone:',
      `  name: "${name}"`,
      `  zonefile: ${zoneFile(index)}`,
      `  provide-xfr: 0.0.0.0/0 ${key?.name ?? 'NOKEY'}`,
      `  provide-xfr: ::0/0 ${key?.name ?? 'NOKEY'}`,
      ...notify.map((secondary) => `  notify: ${endpoint(secondary)} ${key?.name ?? 'NOKEY'}`),
    ]);
    await configure(place, keysOf(zones), statements.flat());
  },

  serverCommand: ({ directory }) => ['nsd', '-d', '-c', path.join(directory, 'nsd.conf')],

  async refresh(zone, place) {
    await nsdControl(place, 'transfer', zone);
  },

  async copyTimes(zone, place) {
    const answer = await askSoa(place, zone);
    const status = await nsdControl(place, 'zonestatus', zone);
    const since = /served-serial: "\d+ since ([-\dT:]+)"/.exec(status)?.[1];
    if (answer?.soa === undefined || since === undefined) return undefined;
    return copyTimes(Date.parse(`${since}Z`) / 1000, answer.soa.expireSeconds);
  },

  async load({ name }, index, file, place) {
    await copyFile(file, path.join(place.directory, zoneFile(index)));
    await nsdControl(place, 'reload', name);
  },
};

async function configure(place: Place, keys: readonly PeerKey[], zones: readonly string[]): Promise<void> {
  const { directory } = place;
  await writeFile(
    path.join(directory, 'nsd.conf'),
    [
      'server:',
      `  ip-address: ${endpoint(place)}`,
      '  username: ""',
      `  zonesdir: "${directory}"`,
      '  database: ""',
      '  pidfile: "nsd.pid"',
      '  xfrdfile: "xfrd.state"',
      '  zonelistfile: "zone.list"',
      `  xfrdir: "${directory}"`,
      '  server-count: 1',
      '  xfrd-reload-timeout: 0',
      `  zonefiles-write: ${ZONEFILES_WRITE_SECONDS}`,
      '  verbosity: 2',
      'remote-control:',
      '  control-enable: yes',
      `  control-interface: "${path.join(directory, 'control.sock')}"`,
      ...keys.flatMap(({ name, algorithm, secret }) => [
        'key:',
        `  name: "${name}"`,
        `  algorithm: ${algorithm}`,
        `  secret: "${secret}"`,
      ]),
      ...zones,
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
}

const endpoint = ({ address, port }: Endpoint): string => `${address}@${port}`;

/** Only of families that are asked: NSD gives up on a primary when no interface fits. */
function outgoing(primaries: readonly Endpoint[], via: readonly string[] | undefined): readonly string[] {
  return [...new Set(primaries.flatMap(({ address }) => viaFor(address, via) ?? []))];
}

async function nsdControl({ directory }: Place, ...command: readonly string[]): Promise<string> {
  const { stdout } = await run('nsd-control', '-c', path.join(directory, 'nsd.conf'), ...command);
  return stdout;
}
