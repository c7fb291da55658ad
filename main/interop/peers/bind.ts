/**
 * BIND 9 (named; seen with 9.18.49).
 *
 * Surprises:
 * - It wants *every* message of a signed transfer signed, although RFC 8945 §5.3.1 lets a server leave up to 99 between two
 *   signatures: it drops the transfer at the first unsigned one.
 * - NOTIFY from the address of a primary is always heeded, signed or not, also for a zone with a key: `allow-notify` only *adds*
 *   addresses and keys. From elsewhere and unsigned: REFUSED.
 * - After a NOTIFY it asks SOA over UDP, *then* transfers (IXFR when it has a copy); a NOTIFY that carries the serial it has
 *   makes it ask nothing.
 * - Two timed-out connections put a primary on its list of unreachable ones for 600 s, and no NOTIFY lifts that. A refused
 *   connection does not.
 * - It listens only on addresses that an interface *lists*. 127.0.0.2 works to bind to, but `lo` lists 127.0.0.1/8 alone: so
 *   named silently listens nowhere. As `transfer-source` 127.0.0.2 is fine.
 * - REFRESH is taken as 300 s at least and RETRY as 500 s (`min-refresh-time`, `min-retry-time`, here 1), EXPIRE as 168 days at
 *   most. As a primary it holds NOTIFY back for 5 s (`notify-delay`, here 0); as a secondary it asks SOA 20 times
 *   a second at most (`serial-query-rate`).
 * - Debian's AppArmor profile, where it is enforced, keeps named out of the temporary folder ("permission denied" in its log).
 */
import { randomBytes } from 'node:crypto';
import { copyFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { copyTimesByExpireOption } from './copy-times.ts';
import { run } from './daemon.ts';
import {
  type Endpoint,
  isIpv6,
  keysOf,
  type PeerKey,
  type PeerSoftware,
  type Place,
  type PrimaryZone,
  type SecondaryOptions,
  type SecondaryZone,
  TSIG_ALGORITHMS,
  viaFor,
  zoneFile,
} from './peer.ts';

export const bind: PeerSoftware = {
  name: 'BIND',
  programs: ['named', 'rndc'],
  debianPackages: ['bind9'],
  tsigAlgorithms: TSIG_ALGORITHMS,
  versionCommand: ['named', '-v'],

  async configureSecondary({ zones, via }, place) {
    await configure(place, keysOf(zones), [
      'allow-transfer { any; };',
      'min-refresh-time 1; min-retry-time 1;',
      'serial-query-rate 1000; transfers-in 100; transfers-per-ns 100;',
      ...zones.map((zone, index) => secondaryZone(zone, index, via)),
    ]);
  },

  async configurePrimary({ zones }, place) {
    await Promise.all(
      zones.map(({ file }, index) => copyFile(file, path.join(place.directory, zoneFile(index)))),
    );
    await configure(place, keysOf(zones), [
      'notify-delay 0; notify-rate 1000; startup-notify-rate 1000;',
      ...zones.map(primaryZone),
    ]);
  },

  serverCommand: ({ directory }) => ['named', '-g', '-c', path.join(directory, 'named.conf')],

  refresh: (zone, place) => rndc(place, 'refresh', zone),

  copyTimes: (zone, place) => copyTimesByExpireOption(place, zone),

  async load({ name }, index, file, place) {
    await copyFile(file, path.join(place.directory, zoneFile(index)));
    await rndc(place, 'reload', name);
  },
};

/** `options` and `zones` come in one list, told apart by how they begin. */
async function configure(
  place: Place,
  keys: readonly PeerKey[],
  statements: readonly string[],
): Promise<void> {
  const { address, port, controlPort, directory } = place;
  if (!interfaceAddresses().includes(address)) {
    throw new Error(
      `BIND listens only on addresses that an interface lists, and ${address} is none: use \`via\``,
    );
  }
  const isZone = (statement: string): boolean => statement.startsWith('zone ');
  const control: PeerKey = {
    name: 'control-of-this-test',
    algorithm: 'hmac-sha256',
    secret: randomBytes(32).toString('base64'),
  };
  const listen = isIpv6(address)
    ? `listen-on { none; }; listen-on-v6 port ${port} { ${address}; };`
    : `listen-on port ${port} { ${address}; }; listen-on-v6 { none; };`;
  await writeFile(path.join(directory, 'rndc.key'), keyStatement(control), { mode: 0o600 });
  await writeFile(
    path.join(directory, 'named.conf'),
    [
      ...keys.map(keyStatement),
      keyStatement(control),
      `controls { inet 127.0.0.1 port ${controlPort} allow { 127.0.0.1; } keys { "${control.name}"; }; };`,
      'options {',
      `directory "${directory}"; pid-file "named.pid"; session-keyfile "session.key"; managed-keys-directory ".";`,
      listen,
      'recursion no; dnssec-validation no; empty-zones-enable no; notify no;',
      ...statements.filter((statement) => !isZone(statement)),
      '};',
      ...statements.filter(isZone),
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
}

function secondaryZone(
  { name, primaries, key }: SecondaryZone,
  index: number,
  via: SecondaryOptions['via'],
): string {
  const from = [
    ['transfer-source', viaFor('0.0.0.0', via)],
    ['transfer-source-v6', viaFor('::', via)],
  ].flatMap(([option, address]) => (address === undefined ? [] : [`${option} ${address};`]));
  const allowNotify = key === undefined ? '' : `allow-notify { key "${key.name}"; };`;
  return `zone "${name}" { type secondary; file "${zoneFile(index)}"; masterfile-format text; ${allowNotify} ${from.join(' ')}
  primaries { ${endpoints(primaries, key)} }; };`;
}

function primaryZone({ name, key, notify = [] }: PrimaryZone, index: number): string {
  const allow = key === undefined ? 'any;' : `key "${key.name}";`;
  const notified = notify.length === 0 ? '' : `notify explicit; also-notify { ${endpoints(notify, key)} };`;
  return `zone "${name}" { type primary; file "${zoneFile(index)}"; allow-transfer { ${allow} }; ${notified} };`;
}

const endpoints = (list: readonly Endpoint[], key: PeerKey | undefined): string =>
  list
    .map(({ address, port }) => `${address} port ${port}${key === undefined ? '' : ` key "${key.name}"`};`)
    .join(' ');

const keyStatement = ({ name, algorithm, secret }: PeerKey): string =>
  `key "${name}" { algorithm ${algorithm}; secret "${secret}"; };`;

async function rndc({ directory, controlPort }: Place, ...command: readonly string[]): Promise<void> {
  const key = path.join(directory, 'rndc.key');
  await run('rndc', '-k', key, '-s', '127.0.0.1', '-p', `${controlPort}`, ...command);
}

const interfaceAddresses = (): readonly string[] =>
  Object.values(os.networkInterfaces()).flatMap((entries) => entries?.map(({ address }) => address) ?? []);
