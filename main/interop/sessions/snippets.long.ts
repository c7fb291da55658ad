/** Each peer starts with the snippet of the provider sheet as it is printed, and takes the zone. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SNIPPETS, type ServerKind } from '../../../shared/providers/snippets.ts';
import { Daemon, makeDirectory, run } from '../peers/daemon.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { askSoa } from '../peers/soa-question.ts';
import { startApp } from '../running-app.ts';
import { makePlace, usePlaces } from './places.ts';

const ZONE = 'example.com';
const POWERDNS_SCHEMA = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql';

interface Bed {
  readonly directory: string;
  readonly port: number;
  readonly snippet: string;
}

/** The little that a server needs beside the snippet, to run unprivileged on a port of its own; and its command. */
const BEDS: Readonly<Record<ServerKind, (bed: Bed) => Promise<readonly [string, ...string[]]>>> = {
  async bind({ directory, port, snippet }) {
    const file = path.join(directory, 'named.conf');
    await writeFile(
      file,
      `options { directory "${directory}"; pid-file "named.pid"; session-keyfile "session.key";
  managed-keys-directory "."; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };
  recursion no; dnssec-validation no; notify no; };
controls { };
${snippet}`,
    );
    return ['named', '-g', '-c', file];
  },
  async knot({ directory, port, snippet }) {
    const file = path.join(directory, 'knot.conf');
    await writeFile(
      file,
      `server:
    listen: 127.0.0.1@${port}
    rundir: "${directory}"
database:
    storage: "${directory}"
template:
  - id: default
    storage: "${directory}"
${snippet}`,
    );
    return ['knotd', '-c', file];
  },
  async nsd({ directory, port, snippet }) {
    const file = path.join(directory, 'nsd.conf');
    await writeFile(
      file,
      `server:
    ip-address: 127.0.0.1@${port}
    username: ""
    zonesdir: "${directory}"
    database: ""
    pidfile: "nsd.pid"
    xfrdfile: "xfrd.state"
    zonelistfile: "zone.list"
    xfrdir: "${directory}"
    server-count: 1
remote-control:
    control-enable: no
${snippet}`,
    );
    return ['nsd', '-d', '-c', file];
  },
  async powerdns({ directory, port, snippet }) {
    const database = path.join(directory, 'pdns.sqlite3');
    await writeFile(
      path.join(directory, 'pdns.conf'),
      `launch=gsqlite3
gsqlite3-database=${database}
gsqlite3-dnssec=yes
local-address=127.0.0.1
local-port=${port}
socket-dir=${directory}
secondary=yes
xfr-cycle-interval=2
security-poll-suffix=
daemon=no
guardian=no
`,
    );
    using made = new DatabaseSync(database);
    made.exec(await readFile(POWERDNS_SCHEMA, 'utf8'));
    // As printed, in a shell whose pdnsutil knows where this server's configuration is.
    await run('sh', '-ec', `pdnsutil() { command pdnsutil --config-dir='${directory}' "$@"; }\n${snippet}`);
    return ['pdns_server', `--config-dir=${directory}`];
  },
};

describe.skipIf(peersAreMissing())('a snippet as it is printed', () => {
  for (const kind of Object.keys(SNIPPETS) as ServerKind[])
    it.each([true, false])(`is taken by ${SNIPPETS[kind].name}, with a key: %s`, async (signed) => {
      await using app = await startApp();
      const { calls } = app;
      const { name: zone } = await calls.zones.create({
        name: ZONE,
        kind: 'primary',
        nameServers: ['ns1.example.net'],
      });
      const place = await makePlace(calls, { name: kind, address: '127.0.0.1' });
      if (signed) await usePlaces(calls, zone, [place]);
      else
        await calls.zones.updateSettings({
          zone,
          settings: { secondaries: [{ secondary: place.id, key: null }] },
        });
      const facts = { zone, primary: app.endpoint, key: signed ? place.key : null };
      const directory = await makeDirectory(`snippet-${kind}`);
      const command = await BEDS[kind]({ directory, port: place.port, snippet: SNIPPETS[kind].text(facts) });
      const daemon = new Daemon(directory, command);
      try {
        daemon.start();
        const at = { address: '127.0.0.1', port: place.port };
        while (daemon.ended === undefined && (await askSoa(at, ZONE, 300)) === undefined) await sleep(50);
        const { serials } = await calls.session.start({});
        const { session } = await app.waitFor(
          ({ session: now }) =>
            now.state !== 'open' || now.secondaries.every(({ inSyncAt }) => inSyncAt !== null),
          40_000,
        );
        expect(session, daemon.log()).toMatchObject({ state: 'open', secondaries: [{ fault: null }] });
        expect((await askSoa(at, ZONE))?.soa?.serial).toBe(serials[0].serial);
      } finally {
        await daemon.stop();
      }
    });
});
