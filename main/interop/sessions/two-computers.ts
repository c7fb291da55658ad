/** Two computers with one data folder between them, and a real BIND that is the secondary of either: what tests of it begin with. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Overview } from '../../../shared/model/overview.ts';
import { freePort } from '../peers/free-port.ts';
import { type Secondary } from '../peers/peer.ts';
import { startSecondary } from '../peers/start.ts';
import { startApp, type RunningApp } from '../running-app.ts';

export const NAME = 'example.test';
export const ZONE = `${NAME}.`;
const TEXT = `$ORIGIN ${ZONE}
$TTL 3600
@ SOA ns1 host 2026010100 86400 7200 6652800 3600
@ NS ns1
ns1 A 192.0.2.1
www A 192.0.2.2
`;

/** One computer, and the other one with a copy of its data folder: both were the same once. */
export class Computers implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #endpoint: string;
  readonly #folder: string;
  readonly secondary: Secondary;
  readonly secondaryId: string;

  private constructor(
    own: Pick<Computers, 'secondary' | 'secondaryId'>,
    folder: string,
    endpoint: string,
    stack: AsyncDisposableStack,
  ) {
    this.secondary = own.secondary;
    this.secondaryId = own.secondaryId;
    this.#folder = folder;
    this.#endpoint = endpoint;
    this.#stack = stack;
  }

  /** After a first session, the folder is copied. */
  static async make(): Promise<Computers> {
    await using stack = new AsyncDisposableStack();
    const place = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-pair-'));
    stack.defer(() => rm(place, { recursive: true, force: true }));
    const endpoint = `127.0.0.1:${await freePort()}`;
    await using first = await startApp({ dataDir: path.join(place, 'one'), dns: [endpoint] });
    const { calls } = first;
    await calls.settings.update({ timeServer: '' });
    await calls.zones.import({ text: TEXT, kind: 'primary' });
    const key = await calls.keys.create({ name: `home_bind_${ZONE}` });
    const { secret } = await calls.keys.secret({ name: key.name });
    const port = await freePort();
    const { id } = await calls.secondaries.create({
      name: 'the BIND',
      provider: null,
      transferFrom: ['127.0.0.1'],
      notifyTo: [{ address: '127.0.0.1', port }],
      verifyAt: [],
      signNotify: true,
      primaryAddress: null,
    });
    await calls.zones.updateSettings({
      zone: ZONE,
      settings: { secondaries: [{ secondary: id, key: key.name }] },
    });
    await calls.dnssec.enable({ zone: ZONE });
    const zones = [
      { name: NAME, primaries: [first.endpoint], key: { name: key.name, algorithm: key.algorithm, secret } },
    ];
    const secondary = stack.use(await startSecondary('BIND', { zones, port }));
    const computers = new Computers({ secondary, secondaryId: id }, place, endpoint, stack.move());
    await computers.publish(first);
    await first.stop();
    await cp(path.join(place, 'one'), path.join(place, 'two'), { recursive: true });
    return computers;
  }

  /** One of the two, where the secondary looks for its primary. */
  start(which: 'one' | 'two'): Promise<RunningApp> {
    return startApp({ dataDir: path.join(this.#folder, which), dns: [this.#endpoint] });
  }

  /** Publishes with these addresses, and leaves. Answers the serial. */
  async publishFrom(which: 'one' | 'two', addresses: Readonly<Record<string, string>>): Promise<number> {
    await using app = await this.start(which);
    for (const [owner, address] of Object.entries(addresses)) await setAddress(app, owner, address);
    return await this.publish(app);
  }

  /** Publishes, and waits until the secondary has it. */
  async publish(app: RunningApp): Promise<number> {
    const { serials } = await app.calls.session.start({});
    await this.secondary.waitForSerial(NAME, serials[0].serial);
    const { session } = await app.waitFor(isPublished);
    if (session.state === 'open') await app.calls.session.stop({ force: true });
    return serials[0].serial;
  }

  /** The names and addresses in the secondary's copy. */
  async held(): Promise<readonly string[]> {
    const fields = (await this.secondary.dump(NAME)).map((line) => line.split(/\s+/));
    return fields
      .filter(([, , , type]) => type === 'A')
      .map(([owner, , , , address]) => `${owner} ${address}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

const isPublished = ({ session }: Overview): boolean =>
  session.state === 'closed' || session.secondaries.every(({ inSyncAt }) => inSyncAt !== null);

export const setAddress = ({ calls }: RunningApp, owner: string, address: string): Promise<unknown> =>
  calls.records.edit({
    zone: ZONE,
    sets: [{ owner, type: 'A', ttlSeconds: 3600, values: [{ text: address }] }],
  });
