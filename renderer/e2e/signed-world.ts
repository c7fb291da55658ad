/**
 * A zone that the app signs, with Knot as its parent, whose DS is exchanged by hand, and BIND as the name server that the parent
 * names. What only time can bring is brought by moving back when things were seen, while the app is off.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { freePort } from '../../main/interop/peers/free-port.ts';
import type { Primary, Secondary } from '../../main/interop/peers/peer.ts';
import { startPrimary, startSecondary } from '../../main/interop/peers/start.ts';
import { PASSPHRASE, startApp, type RunningApp } from '../../main/interop/running-app.ts';
import { Redacted } from '../../main/secrets/redacted.ts';
import { decryptVault, encryptVault } from '../../main/secrets/vault-file.ts';

export const ZONE = 'example.test.';
const TEXT = `$ORIGIN example.test.
$TTL 3600
@ SOA ns1 hostmaster 1 86400 7200 6652800 3600
@ NS ns1
ns1 A 127.0.0.1
www A 192.0.2.1
`;
const PARENT = '127.0.0.2';

/** The zone `test.`, which delegates ours to BIND. */
const parentText = (serial: number, ds: readonly string[]): string =>
  [
    '$ORIGIN test.',
    '$TTL 600',
    `@ SOA ns.test. host.test. ${serial} 3600 600 86400 60`,
    '@ NS ns.test.',
    `ns A ${PARENT}`,
    'example NS ns1.example.test.',
    'ns1.example A 127.0.0.1',
    ...ds,
    '',
  ].join('\n');

/** What everything of it stands on; `await using` ends it. */
export class SignedWorld implements AsyncDisposable {
  readonly bind: Secondary;
  readonly #page: Page;
  readonly #folder: string;
  readonly #port: number;
  readonly #dns: string;
  readonly #parent: Primary;
  readonly #stack: AsyncDisposableStack;
  #app: RunningApp | undefined;
  #parentSerial = 1;

  private constructor(
    own: { page: Page; folder: string; port: number; dns: string },
    peers: { parent: Primary; bind: Secondary },
    stack: AsyncDisposableStack,
  ) {
    this.#page = own.page;
    this.#folder = own.folder;
    this.#port = own.port;
    this.#dns = own.dns;
    this.#parent = peers.parent;
    this.bind = peers.bind;
    this.#stack = stack;
    stack.defer(() => this.#app?.stop());
  }

  /** The zone is signed and published, its DS is at the parent and was seen; the page shows its DNSSEC. */
  static async make(page: Page): Promise<SignedWorld> {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-signed-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const [port, dnsPort] = [await freePort(), await freePort()];
    const parentFile = path.join(folder, 'parent');
    await writeFile(parentFile, parentText(1, []));
    const parent = stack.use(
      await startPrimary('Knot', { zones: [{ name: 'test', file: parentFile }], listen: PARENT, port }),
    );
    const bind = stack.use(
      await startSecondary('BIND', {
        zones: [{ name: 'example.test', primaries: [{ address: '127.0.0.1', port: dnsPort }] }],
        port,
      }),
    );
    const own = { page, folder, port, dns: `127.0.0.1:${dnsPort}` };
    const world = new SignedWorld(own, { parent, bind }, stack.move());
    try {
      await world.#begin();
    } catch (error) {
      await world[Symbol.asyncDispose]();
      throw error;
    }
    return world;
  }

  get app(): RunningApp {
    if (this.#app === undefined) throw new Error('the app is off');
    return this.#app;
  }

  /** Starts the app anew, `meanwhile` done while it is off, and shows the zone's DNSSEC. */
  async restart(meanwhile?: (dataDir: string) => Promise<void>): Promise<void> {
    const dataDir = path.join(this.#folder, 'data');
    await this.#app?.stop();
    await meanwhile?.(dataDir);
    const args = ['--authoritative-port', String(this.#port)];
    this.#app = await startApp({ dataDir, dns: [this.#dns], args });
    await this.#page.goto(await this.#app.newLink());
    await this.#page.goto(this.#page.url().replace(/#.*/, `#/zones/${ZONE}/dnssec`));
  }

  /** Publishes, and waits until BIND has it. */
  async publish(): Promise<void> {
    const { serials } = await this.app.calls.session.start({ override: true });
    await this.bind.waitForSerial('example.test', serials[0].serial);
    await this.app.calls.session.stop({ force: true });
  }

  /** What the parent has from now on: the DS that is offered now unless told otherwise. */
  async handIn(ds?: readonly string[]): Promise<void> {
    const [forms] = (await this.app.calls.dnssec.state({ zone: ZONE })).ds;
    const file = path.join(this.#folder, 'parent');
    await writeFile(file, parentText(++this.#parentSerial, ds ?? forms.digests.map(({ record }) => record)));
    await this.#parent.load('test', file);
    await this.#parent.waitForSerial('test', this.#parentSerial);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }

  async #begin(): Promise<void> {
    await this.restart();
    const { calls } = this.app;
    await calls.settings.update({ timeServer: '', resolver: { address: PARENT, port: this.#port } });
    await calls.zones.import({ text: TEXT, kind: 'primary' });
    const { id } = await calls.secondaries.create({
      name: 'BIND',
      provider: null,
      transferFrom: ['127.0.0.1'],
      notifyTo: [{ address: '127.0.0.1', port: this.#port }],
      verifyAt: [],
      signNotify: true,
      primaryAddress: null,
    });
    const secondaries = [{ secondary: id, key: null }];
    await calls.zones.updateSettings({ zone: ZONE, settings: { secondaries } });
    await calls.dnssec.enable({ zone: ZONE });
    await this.publish();
    await this.handIn();
    await calls.dnssec.look({ zone: ZONE });
    await this.#page.reload();
  }
}

/** As if everything had been seen two days earlier. */
export async function ageSightings(dataDir: string): Promise<void> {
  const zones = path.join(dataDir, 'zones');
  const [folder] = await readdir(zones);
  const file = path.join(zones, folder, 'dnssec.json');
  const content = JSON.parse(await readFile(file, 'utf8')) as {
    data: Record<'servedByAll' | 'signedByAll' | 'parentHas', { since: number } | null>;
  };
  const { servedByAll, signedByAll, parentHas } = content.data;
  for (const seen of [servedByAll, signedByAll, parentHas]) if (seen !== null) seen.since -= 2 * 86_400_000;
  await writeFile(file, JSON.stringify(content));
}

/** The vault as somebody left it who lost the zones' private keys. */
export async function loseKeys(dataDir: string): Promise<void> {
  const file = path.join(dataDir, 'vault.age');
  const passphrase = new Redacted(PASSPHRASE);
  const secrets = await decryptVault(await readFile(file), passphrase, file);
  const kept = new Map([...secrets].filter(([name]) => !name.startsWith('dnssec/')));
  await writeFile(file, await encryptVault(kept, passphrase));
}
