/** BIND, Knot and PowerDNS go on with a zone as the hand-over prints it: with the same key, and with no other beside it. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAND_OVERS, type HandOverFacts, type HandOverTarget } from '../../../shared/providers/hand-over.ts';
import { ORDINARY } from '../dnssec/zones.ts';
import { Daemon, makeDirectory, run } from '../peers/daemon.ts';
import { freePort } from '../peers/free-port.ts';
import { startApp, type RunningApp } from '../running-app.ts';
import { ZONE } from './signed-app.ts';

const NAME = 'example.test';
const KEY = { name: 'home_shop.', algorithm: 'hmac-sha256', secret: 'c2VjcmV0c2VjcmV0c2VjcmV0' } as const;
let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
  const { calls } = app;
  await calls.settings.update({ timeServer: '' });
  await calls.zones.import({ text: ORDINARY, kind: 'native' });
  await calls.dnssec.enable({ zone: ZONE });
  await calls.session.start({});
  await calls.session.stop({ force: true });
}, 60_000);
afterAll(() => app.stop());

/** Saves the zone and its keys as the screen does. */
async function saveFiles(directory: string, form: 'bind' | 'pem'): Promise<HandOverFacts> {
  const { keys, denial } = await app.calls.dnssec.state({ zone: ZONE });
  const { text } = await app.calls.zones.exportText({ zone: ZONE });
  await writeFile(path.join(directory, `${NAME}.zone`), text);
  const named: NonNullable<HandOverFacts['signing']>['keys'][number][] = [];
  for (const { keyTag, role } of keys) {
    const { files } = await app.calls.dnssec.exportKey({ zone: ZONE, keyTag, form });
    for (const file of files) await writeFile(path.join(directory, file.name), file.text);
    named.push({ file: files[0].name.replace(/\.key$/, ''), role });
  }
  return {
    zone: ZONE,
    file: `${NAME}.zone`,
    signing: { algorithm: keys[0].algorithmMnemonic, denial, keys: named },
    secondaries: [{ name: 'shop', notifyTo: [], transferFrom: ['127.0.0.1'], key: KEY }],
  };
}

interface NewPrimary {
  readonly form: 'bind' | 'pem';
  /** What stands around the printed configuration, and how a printed command is told where that is. */
  readonly configure: (directory: string, port: number, printed: string) => Promise<void>;
  readonly command: (directory: string) => readonly [string, ...string[]];
  readonly inShell: (directory: string, printed: string) => string;
}

const PRIMARIES: Readonly<Record<HandOverTarget, NewPrimary>> = {
  bind: {
    form: 'bind',
    configure: (directory, port, printed) =>
      writeFile(
        path.join(directory, 'named.conf'),
        `options { directory "${directory}"; pid-file "named.pid"; session-keyfile "session.key"; managed-keys-directory ".";
         listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; notify no; };
         controls { };\n${printed}`,
      ),
    command: (directory) => ['named', '-g', '-c', path.join(directory, 'named.conf')],
    inShell: (_, printed) => printed,
  },
  knot: {
    form: 'pem',
    configure: async (directory, port, printed) => {
      await mkdir(path.join(directory, 'db'));
      await writeFile(
        path.join(directory, 'knot.conf'),
        `server:\n    listen: 127.0.0.1@${port}\n    rundir: ${directory}\n` +
          `database:\n    storage: ${directory}/db\ntemplate:\n  - id: default\n    storage: ${directory}\n${printed}`,
      );
    },
    command: (directory) => ['knotd', '-c', path.join(directory, 'knot.conf')],
    inShell: (directory, printed) => printed.replaceAll(/^keymgr /gm, `keymgr -c ${directory}/knot.conf `),
  },
  powerdns: {
    form: 'bind',
    async configure(directory, port) {
      await writeFile(
        path.join(directory, 'pdns.conf'),
        `launch=gsqlite3\ngsqlite3-database=${directory}/pdns.db\ngsqlite3-dnssec=yes\nprimary=yes\nallow-axfr-ips=\n` +
          `local-address=127.0.0.1\nlocal-port=${port}\nsocket-dir=${directory}\n`,
      );
      const schema = '/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql';
      await run('sh', '-c', `sqlite3 ${directory}/pdns.db < ${schema}`);
    },
    command: (directory) => ['pdns_server', `--config-dir=${directory}`, '--daemon=no', '--guardian=no'],
    inShell: (directory, printed) =>
      printed.replaceAll(/^pdnsutil /gm, `pdnsutil --config-dir=${directory} `),
  },
};

const dig = async (port: number, ...question: readonly string[]): Promise<readonly string[]> =>
  (await run('dig', '+tries=1', '+time=2', '-p', String(port), '@127.0.0.1', ...question)).stdout
    .split('\n')
    .filter((line) => line !== '');

describe.each(Object.keys(PRIMARIES) as HandOverTarget[])('handed over to %s', (target) => {
  it('the zone stands on the same key alone, with a serial that is not behind', async () => {
    const { form, configure, command, inShell } = PRIMARIES[target];
    const directory = await makeDirectory(`hand-over-${target}`);
    const port = await freePort();
    const texts = HAND_OVERS[target].texts(await saveFiles(directory, form));
    const shell = texts.at(-1)!.text;
    await configure(directory, port, texts[0].text);
    await run('sh', '-e', '-c', `cd ${directory}\n${inShell(directory, shell)}`);
    const daemon = new Daemon(directory, command(directory));
    daemon.start();
    try {
      const [forms] = (await app.calls.dnssec.state({ zone: ZONE })).ds;
      const served = async (): Promise<readonly string[]> =>
        dig(port, '+short', '+nosplit', NAME, 'DNSKEY').catch((error: unknown) => [String(error)]);
      const { flags, publicKey } = forms.dnskey;
      await expect.poll(served, { timeout: 30_000 }).toEqual([`${flags} 3 13 ${publicKey}`]);
      const signature = await dig(port, '+short', '+dnssec', NAME, 'SOA');
      expect(signature.filter((line) => line.startsWith('SOA ')).map((line) => line.split(' ')[6])).toEqual([
        String(forms.keyTag),
      ]);
      const [zone] = (await app.waitFor(() => true)).zones;
      const soa = signature.find((line) => !line.startsWith('SOA '))!;
      expect(Number(soa.split(' ')[2])).toBeGreaterThan(zone.serial!);
      const { name, algorithm, secret } = KEY;
      const transfer = ['+onesoa', NAME, 'AXFR'];
      expect(
        (await dig(port, '-y', `${algorithm}:${name}:${secret}`, '+noall', '+answer', ...transfer)).length,
      ).toBeGreaterThan(5);
      expect((await dig(port, ...transfer)).some((line) => /failed/i.test(line))).toBe(true);
    } finally {
      await daemon.stop();
    }
  });
});
