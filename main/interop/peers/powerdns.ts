/**
 * PowerDNS Authoritative (pdns_server with gsqlite3; seen with 4.7.3).
 *
 * Surprises:
 * - A copy never expires: it is served until somebody removes it, whatever the SOA says.
 * - It takes up to a second to act on a NOTIFY, and looks whether a zone is due only every `xfr-cycle-interval` (60 s as
 *   shipped, here 2 s), whatever its REFRESH.
 * - NOTIFY is taken from a primary's address, signed or not (`allow-unsigned-notify`); as a primary it signs with the *first*
 *   key of TSIG-ALLOW-AXFR, whomever it tells.
 * - As a primary, key and address are alternatives (OR): to demand a key, `allow-axfr-ips` has to be empty.
 * - Key names are kept in lower case; one written otherwise straight into the database is never found.
 * - A zone signed elsewhere needs PRESIGNED, which a transfer sets and `load-zone` does not. NSEC and NSEC3 are made on the
 *   fly all the same: those that `load-zone` left in the table are given out a second time. The TTL of NSEC3PARAM becomes the SOA's MINIMUM.
 * - It asks secpoll.powerdns.com about its own security unless told not to.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyTimes } from './copy-times.ts';
import { run } from './daemon.ts';
import {
  type Endpoint,
  isIpv6,
  keysOf,
  type PeerKey,
  type PeerSoftware,
  type Place,
  TSIG_ALGORITHMS,
  viaFor,
} from './peer.ts';

const SCHEMA = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql';
const XFR_CYCLE_SECONDS = 2;

export const powerdns: PeerSoftware = {
  name: 'PowerDNS',
  programs: ['pdns_server', 'pdnsutil', 'pdns_control'],
  debianPackages: ['pdns-server', 'pdns-backend-sqlite3'],
  tsigAlgorithms: TSIG_ALGORITHMS,
  versionCommand: ['pdnsutil', '--version'],

  async configureSecondary({ zones, via = [] }, place) {
    await configure(place, [
      'secondary=yes',
      'allow-axfr-ips=127.0.0.0/8,::1',
      'retrieval-threads=8',
      'xfr-max-received-mbytes=0',
      ...(via.length === 0 ? [] : [`query-local-address=${via.join(' ')}`]),
    ]);
    using database = await createDatabase(place, keysOf(zones));
    for (const { name, primaries, key } of zones) {
      const id = insertZone(database, name, 'SLAVE', primaries.map(endpoint).join(','));
      if (key !== undefined) insertMetadata(database, id, 'AXFR-MASTER-TSIG', plainName(key.name));
      const source = viaFor(primaries[0].address, via);
      if (source !== undefined) insertMetadata(database, id, 'AXFR-SOURCE', source);
    }
  },

  async configurePrimary({ zones, apiKey }, place) {
    const withKey = zones.filter(({ key }) => key !== undefined).length;
    if (withKey > 0 && withKey < zones.length) {
      throw new Error(
        'PowerDNS: either all zones of a primary have a key or none, as allow-axfr-ips is one for all',
      );
    }
    await configure(place, [
      'primary=yes',
      `allow-axfr-ips=${withKey > 0 ? '' : '0.0.0.0/0,::/0'}`,
      ...(apiKey === undefined
        ? []
        : [
            'api=yes',
            `api-key=${apiKey}`,
            'webserver-address=127.0.0.1',
            `webserver-port=${place.controlPort}`,
          ]),
    ]);
    using database = await createDatabase(place, keysOf(zones));
    for (const { name, key, notify = [] } of zones) {
      const id = insertZone(database, name, 'MASTER', '');
      if (key !== undefined) insertMetadata(database, id, 'TSIG-ALLOW-AXFR', plainName(key.name));
      for (const secondary of notify) insertMetadata(database, id, 'ALSO-NOTIFY', endpoint(secondary));
    }
    for (const { name, file } of zones) await loadZone(place, name, file);
  },

  serverCommand: ({ directory }) => ['pdns_server', `--config-dir=${directory}`],

  async refresh(zone, place) {
    await pdnsControl(place, 'retrieve', zone);
  },

  async copyTimes(zone, place) {
    using database = openDatabase(place);
    const row = database
      .prepare("SELECT last_check FROM domains WHERE name = ? AND type = 'SLAVE'")
      .get(databaseName(zone));
    return typeof row?.last_check === 'number' ? copyTimes(row.last_check, undefined) : undefined;
  },

  async load({ name }, _index, file, place) {
    await loadZone(place, name, file);
    await pdnsControl(place, 'purge', `${name}$`);
    await pdnsControl(place, 'notify', name);
  },
};

async function configure({ directory, address, port }: Place, lines: readonly string[]): Promise<void> {
  const common = [
    'launch=gsqlite3',
    `gsqlite3-database=${path.join(directory, 'pdns.sqlite3')}`,
    'gsqlite3-dnssec=yes',
    'gsqlite3-pragma-synchronous=0', // nobody needs these zones after a crash
    `local-address=${address}`,
    `local-port=${port}`,
    `socket-dir=${directory}`,
    `xfr-cycle-interval=${XFR_CYCLE_SECONDS}`,
    'security-poll-suffix=',
    'setuid=',
    'setgid=',
    'daemon=no',
    'guardian=no',
    'loglevel=6',
  ];
  await writeFile(path.join(directory, 'pdns.conf'), [...common, ...lines, ''].join('\n'), { mode: 0o600 });
}

/** Straight into the tables (docs: "Generic SQLite3 backend"): pdnsutil takes a process per zone and key. */
async function createDatabase(place: Place, keys: readonly PeerKey[]): Promise<DatabaseSync> {
  const database = openDatabase(place);
  database.exec(await readFile(SCHEMA, 'utf8'));
  const insert = database.prepare('INSERT INTO tsigkeys (name, algorithm, secret) VALUES (?, ?, ?)');
  for (const { name, algorithm, secret } of keys) insert.run(plainName(name), algorithm, secret);
  return database;
}

const openDatabase = ({ directory }: Place): DatabaseSync =>
  new DatabaseSync(path.join(directory, 'pdns.sqlite3'), { timeout: 5000 });

function insertZone(
  database: DatabaseSync,
  name: string,
  type: 'MASTER' | 'SLAVE',
  primaries: string,
): number | bigint {
  const insert = database.prepare('INSERT INTO domains (name, type, master) VALUES (?, ?, ?)');
  return insert.run(databaseName(name), type, primaries).lastInsertRowid;
}

function insertMetadata(database: DatabaseSync, zone: number | bigint, kind: string, content: string): void {
  database
    .prepare('INSERT INTO domainmetadata (domain_id, kind, content) VALUES (?, ?, ?)')
    .run(zone, kind, content);
}

async function loadZone(place: Place, zone: string, file: string): Promise<void> {
  const utility = (...command: readonly string[]): Promise<unknown> =>
    run('pdnsutil', `--config-dir=${place.directory}`, ...command);
  using database = openDatabase(place);
  const id = Number(database.prepare('SELECT id FROM domains WHERE name = ?').get(databaseName(zone))?.id);
  database
    .prepare("DELETE FROM domainmetadata WHERE domain_id = ? AND kind IN ('PRESIGNED', 'NSEC3PARAM')")
    .run(id);
  await utility('load-zone', zone, file);
  if (!takeChainOut(database, id)) return;
  await utility('rectify-zone', zone); // refused once it is PRESIGNED
  insertMetadata(database, id, 'PRESIGNED', '1');
}

/** Leaves of a signed zone what PowerDNS keeps of one that it transfers. False when the zone is not signed. */
function takeChainOut(database: DatabaseSync, id: number): boolean {
  const content = (type: string): unknown =>
    database.prepare('SELECT content FROM records WHERE domain_id = ? AND type = ?').get(id, type)?.content;
  if (content('RRSIG') === undefined) return false;
  const nsec3param = content('NSEC3PARAM');
  if (typeof nsec3param === 'string') insertMetadata(database, id, 'NSEC3PARAM', nsec3param);
  database
    .prepare("DELETE FROM records WHERE domain_id = ? AND type IN ('NSEC', 'NSEC3', 'NSEC3PARAM')")
    .run(id);
  return true;
}

/** Names in the tables have no final dot and no capitals. */
const databaseName = (zone: string): string => zone.replace(/\.$/, '').toLowerCase();

async function pdnsControl({ directory }: Place, ...command: readonly string[]): Promise<void> {
  await run('pdns_control', `--socket-dir=${directory}`, `--config-dir=${directory}`, ...command);
}

const endpoint = ({ address, port }: Endpoint): string =>
  isIpv6(address) ? `[${address}]:${port}` : `${address}:${port}`;

/** Names stand in its tables in lower case and without the final dot; a key under another spelling is not found. */
const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
