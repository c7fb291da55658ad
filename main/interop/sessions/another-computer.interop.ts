/** Two computers with one data folder between them: what the other one published is not covered up unasked. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Overview } from '../../../shared/model/overview.ts';
import { run } from '../peers/daemon.ts';
import { freePort } from '../peers/free-port.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { type Secondary } from '../peers/peer.ts';
import { startSecondary } from '../peers/start.ts';
import { startApp, type RunningApp } from '../running-app.ts';

const NAME = 'example.test';
const ZONE = `${NAME}.`;
const CLI = path.join(import.meta.dirname, '../../headless/cli.ts');
const TEXT = `$ORIGIN ${ZONE}
$TTL 3600
@ SOA ns1 host 2026010100 86400 7200 6652800 3600
@ NS ns1
ns1 A 192.0.2.1
www A 192.0.2.2
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-elsewhere-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** One computer, and the other one with a copy of its data folder: both were the same once. */
class Computers implements AsyncDisposable {
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
    const place = await mkdtemp(path.join(folder, 'pair-'));
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

const setAddress = ({ calls }: RunningApp, owner: string, address: string): Promise<unknown> =>
  calls.records.edit({
    zone: ZONE,
    sets: [{ owner, type: 'A', ttlSeconds: 3600, values: [{ text: address }] }],
  });

/** The day is that of its signatures. */
const saidOf = (serial: number): RegExp =>
  new RegExp(
    `^the BIND holds serial ${serial} of example.test, which was not made here: another computer published on 20\\d\\d-\\d\\d-\\d\\d, and the last version here is \\d+\\. Take that state over from it, or go on ahead of it`,
  );

async function findingsOf({ calls }: RunningApp): Promise<readonly string[]> {
  const { findings } = await calls.session.preflight();
  return findings.filter(({ finding }) => finding.severity === 'error').map(({ sentence }) => sentence);
}

describe.skipIf(peersAreMissing('BIND'))('a zone that another computer published', () => {
  it('is not covered up: publishing stops; it is taken over with nothing lost, or gone on ahead of, once', async () => {
    await using computers = await Computers.make();
    const theirs = await computers.publishFrom('two', { www: '192.0.2.22', mail: '192.0.2.25' });
    const which = { zone: ZONE, secondary: computers.secondaryId };
    let ours: number;
    {
      await using app = await computers.start('one');
      await setAddress(app, 'www', '192.0.2.11');
      await setAddress(app, 'ftp', '192.0.2.21');
      expect(await findingsOf(app)).toEqual([expect.stringMatching(saidOf(theirs))]);
      await expect(app.calls.session.start({})).rejects.toMatchObject({
        data: { code: 'preflight-failed', findings: [{ code: 'made-elsewhere', serial: theirs }] },
      });
      const cli = run(process.execPath, CLI, 'publish', '--data-dir', app.dataDir);
      await expect(cli).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(`did not begin. the BIND holds serial ${theirs} of example.test`),
      });
      expect(await computers.secondary.serial(NAME)).toBe(theirs);

      expect(await app.calls.session.takeOver(which)).toEqual({ changedSets: 2, joinedDraft: false });
      const { versions } = await app.calls.history.list({ zone: ZONE });
      expect(versions[0]).toMatchObject({ reason: 'taken', added: 1, changed: 2, removed: 0 });
      // What was edited here stands on top of it, and what both touched is marked.
      const { rows } = await app.calls.records.page({ zone: ZONE, filter: 'edited' });
      expect(rows.map(({ owner, conflict }) => [owner, conflict])).toEqual([
        ['ftp', false],
        ['www', true],
      ]);
      expect(await findingsOf(app)).toEqual([]);
      ours = await computers.publish(app);
      expect(ours).toBeGreaterThan(theirs);
      expect(await computers.held()).toEqual([
        'ftp.example.test. 192.0.2.21',
        'mail.example.test. 192.0.2.25',
        'ns1.example.test. 192.0.2.1',
        'www.example.test. 192.0.2.11',
      ]);
    }
    // Now the other computer is told, and goes on ahead.
    await using other = await computers.start('two');
    expect(await findingsOf(other)).toEqual([expect.stringMatching(saidOf(ours))]);
    await other.calls.session.goAhead(which);
    expect(await findingsOf(other)).toEqual([]);
    expect(await computers.publish(other)).toBeGreaterThan(ours);
    expect(await computers.held()).toEqual([
      'mail.example.test. 192.0.2.25',
      'ns1.example.test. 192.0.2.1',
      'www.example.test. 192.0.2.22',
    ]);
    expect(await findingsOf(other)).toEqual([]);
  });
});
