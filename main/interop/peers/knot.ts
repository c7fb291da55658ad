/**
 * Knot DNS (knotd; seen with 3.2.6).
 *
 * Surprises:
 * - It asks SOA over TCP and goes on with the transfer on the *same* connection: a primary that closes after the SOA answer
 *   makes it fail.
 * - One ACL rule means address AND key; a NOTIFY needs a rule of its own, primaries get none implied.
 *   What no rule allows is answered NOTAUTH, where the others say REFUSED.
 * - REFRESH is taken as 2 s at least and EXPIRE as 3 s (`refresh-min-interval`, `expire-min-interval`, whose floors those are).
 * - A remote has one key: the same primary with two keys is two remotes.
 */
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyTimesByExpireOption } from './copy-times.ts';
import { run } from './daemon.ts';
import {
  type Endpoint,
  keysOf,
  type PeerKey,
  type PeerSoftware,
  type Place,
  type SecondaryZone,
  TSIG_ALGORITHMS,
  viaFor,
  zoneFile,
} from './peer.ts';

export const knot: PeerSoftware = {
  name: 'Knot',
  programs: ['knotd', 'knotc'],
  debianPackages: ['knot'],
  tsigAlgorithms: TSIG_ALGORITHMS,
  versionCommand: ['knotd', '--version'],

  async configureSecondary({ zones, via }, place) {
    const remotes = zones.flatMap(({ primaries, key }, zone) =>
      primaries.map((primary, n) =>
        remote(`primary-${zone}-${n}`, primary, key, viaFor(primary.address, via)),
      ),
    );
    await configure(place, keysOf(zones), [
      ...section('remote', remotes),
      ...section('acl', [
        ...zones.map(notifyRule),
        [
          ['id', 'read'],
          ['action', 'transfer'],
          ['address', '[127.0.0.0/8, ::1]'],
        ],
      ]),
      ...section(
        'zone',
        zones.map(({ name, primaries }, zone) => [
          ['domain', name],
          ['file', zoneFile(zone)],
          ['master', list(primaries.map((_, n) => `primary-${zone}-${n}`))],
          ['acl', list([`notify-${zone}`, 'read'])],
        ]),
      ),
    ]);
  },

  async configurePrimary({ zones }, place) {
    await Promise.all(
      zones.map(({ file }, index) => copyFile(file, path.join(place.directory, zoneFile(index)))),
    );
    const remotes = zones.flatMap(({ notify = [], key }, zone) =>
      notify.map((endpoint, n) => remote(`secondary-${zone}-${n}`, endpoint, key)),
    );
    await configure(place, keysOf(zones), [
      ...section('remote', remotes),
      ...section(
        'acl',
        zones.map(({ key }, zone) => [
          ['id', `transfer-${zone}`],
          ['action', 'transfer'],
          ...(key === undefined ? [['address', '[0.0.0.0/0, ::/0]'] as const] : [['key', key.name] as const]),
        ]),
      ),
      ...section(
        'zone',
        zones.map(({ name, notify = [] }, zone) => [
          ['domain', name],
          ['file', zoneFile(zone)],
          ['acl', `transfer-${zone}`],
          ...(notify.length === 0
            ? []
            : [['notify', list(notify.map((_, n) => `secondary-${zone}-${n}`))] as const]),
          // The file stays as it was given: no write-back, no journal of what it holds.
          ['zonefile-sync', '-1'],
          ['journal-content', 'none'],
        ]),
      ),
    ]);
  },

  serverCommand: ({ directory }) => ['knotd', '-c', path.join(directory, 'knot.conf')],

  refresh: (zone, place) => knotc(place, 'zone-refresh', zone),

  copyTimes: (zone, place) => copyTimesByExpireOption(place, zone),

  async load({ name }, index, file, place) {
    await copyFile(file, path.join(place.directory, zoneFile(index)));
    await knotc(place, 'zone-reload', name);
  },
};

type Item = readonly (readonly [key: string, value: string])[];

async function configure(place: Place, keys: readonly PeerKey[], sections: readonly string[]): Promise<void> {
  const { address, port, directory } = place;
  const lines = [
    ...['server:', `    listen: ${address}@${port}`, `    rundir: "${directory}"`],
    ...['control:', '    listen: control.sock'],
    ...['database:', `    storage: "${directory}"`],
    ...['log:', '  - target: stderr', '    any: info'],
    ...['template:', '  - id: default', `    storage: "${directory}"`],
    ...section(
      'key',
      keys.map(({ name, algorithm, secret }) => [
        ['id', name],
        ['algorithm', algorithm],
        ['secret', secret],
      ]),
    ),
    ...sections,
    '',
  ];
  await writeFile(path.join(directory, 'knot.conf'), lines.join('\n'), { mode: 0o600 });
}

const remote = (id: string, { address, port }: Endpoint, key: PeerKey | undefined, via?: string): Item => [
  ['id', id],
  ['address', `${address}@${port}`],
  ...(via === undefined ? [] : [['via', via] as const]),
  ...(key === undefined ? [] : [['key', key.name] as const]),
];

const notifyRule = ({ primaries, key }: SecondaryZone, zone: number): Item => [
  ['id', `notify-${zone}`],
  ['action', 'notify'],
  ['address', list(primaries.map(({ address }) => address))],
  ...(key === undefined ? [] : [['key', key.name] as const]),
];

const list = (values: readonly string[]): string => `[${values.join(', ')}]`;

/** Knot's YAML: a section of items, of which the first key gets the dash. An empty section may not be written at all. */
function section(name: string, items: readonly Item[]): readonly string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap((item) =>
    item.map(([key, value], n) => `${n === 0 ? '  - ' : '    '}${key}: ${value}`),
  );
  return [`${name}:`, ...lines];
}

async function knotc({ directory }: Place, ...command: readonly string[]): Promise<void> {
  await run('knotc', '-c', path.join(directory, 'knot.conf'), ...command);
}
