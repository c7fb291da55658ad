/** Starts a peer and speaks to it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { bind } from './bind.ts';
import { Daemon, makeDirectory, run } from './daemon.ts';
import { freePort } from './free-port.ts';
import { knot } from './knot.ts';
import { nsd } from './nsd.ts';
import type {
  CopyTimes,
  Peer,
  PeerKey,
  PeerName,
  PeerSoftware,
  Place,
  Primary,
  PrimaryOptions,
  Secondary,
  SecondaryOptions,
} from './peer.ts';
import { powerdns } from './powerdns.ts';
import { askSoa, type SoaAnswer } from './soa-question.ts';

export const SOFTWARE: Readonly<Record<PeerName, PeerSoftware>> = {
  BIND: bind,
  Knot: knot,
  NSD: nsd,
  PowerDNS: powerdns,
};
export const PEER_NAMES: readonly PeerName[] = ['BIND', 'Knot', 'NSD', 'PowerDNS'];

/** Reading 400,000 records before the first answer takes BIND and PowerDNS some seconds. */
const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 25;
const WAIT_MS = 30_000;

/** A secondary that answers questions; whether it has its zones yet is another question (`waitForSerial`). */
export async function startSecondary(name: PeerName, options: SecondaryOptions): Promise<Secondary> {
  const software = SOFTWARE[name];
  const place = await findPlace(name, options);
  const daemon = new Daemon(place.directory, software.serverCommand(place));
  // Secondaries give their copy to anybody on this machine: it is the primary's access that is tested.
  const peer = new SecondaryPeer(software, place, daemon, []);
  await peer.begin(() => software.configureSecondary(options, place), options.zones[0]?.name);
  return peer;
}

/** A primary that answers for its zones. */
export async function startPrimary(name: PeerName, options: PrimaryOptions): Promise<Primary> {
  const software = SOFTWARE[name];
  const place = await findPlace(name, options);
  const daemon = new Daemon(place.directory, software.serverCommand(place));
  const peer = new PrimaryPeer(software, place, daemon, options);
  await peer.begin(() => software.configurePrimary(options, place), options.zones[0]?.name);
  return peer;
}

/** The version that runs here, such as `9.18.49`: a figure without it means little. */
export async function peerVersion(name: PeerName): Promise<string> {
  const [program, ...args] = SOFTWARE[name].versionCommand;
  const { stdout, stderr } = await run(program, ...args);
  const version = /\d+\.\d+(\.\d+)+/.exec(stdout + stderr)?.[0];
  if (version === undefined) throw new Error(`${program} told no version: ${stdout}${stderr}`);
  return version;
}

async function findPlace(name: PeerName, options: { listen?: string; port?: number }): Promise<Place> {
  const address = options.listen ?? '127.0.0.1';
  return {
    address,
    port: options.port ?? (await freePort(address)),
    controlPort: await freePort(),
    directory: await makeDirectory(name),
  };
}

class RunningPeer implements Peer {
  protected readonly software: PeerSoftware;
  protected readonly place: Place;
  readonly #daemon: Daemon;
  readonly #keys: ReadonlyMap<string, PeerKey>;
  #firstZone = '';

  constructor(
    software: PeerSoftware,
    place: Place,
    daemon: Daemon,
    transferKeys: readonly { readonly name: string; readonly key?: PeerKey }[],
  ) {
    this.software = software;
    this.place = place;
    this.#daemon = daemon;
    this.#keys = new Map(transferKeys.flatMap(({ name, key }) => (key === undefined ? [] : [[name, key]])));
  }

  get name(): PeerName {
    return this.software.name;
  }
  get address(): string {
    return this.place.address;
  }
  get port(): number {
    return this.place.port;
  }
  get directory(): string {
    return this.place.directory;
  }
  get pid(): number {
    return this.#daemon.pid;
  }

  /** Configures and starts it, once; whatever fails, nothing of it stays behind. */
  async begin(configure: () => Promise<void>, firstZone = '.'): Promise<void> {
    this.#firstZone = firstZone;
    try {
      await configure();
      this.#daemon.start();
      await this.#ready();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async serial(zone: string): Promise<number | undefined> {
    const answer = await askSoa(this.place, zone);
    return answer?.authoritative ? answer.soa?.serial : undefined;
  }

  async waitForSerial(zone: string, serial: number, timeoutMs = WAIT_MS): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const seen = await this.serial(zone);
      if (seen === serial) return;
      if (performance.now() > deadline || this.#daemon.ended !== undefined) {
        throw this.#failure(
          `answers serial ${seen ?? 'none'} for ${zone}, not ${serial}, after ${timeoutMs} ms`,
        );
      }
      await sleep(POLL_MS);
    }
  }

  async dump(zone: string): Promise<readonly string[]> {
    const key = this.#keys.get(zone);
    const { stdout } = await run(
      'dig',
      ...['+noall', '+answer', '+onesoa', '+nocookie', '+tries=1', '-p', `${this.port}`, `@${this.address}`],
      ...(key === undefined ? [] : ['-y', `${key.algorithm}:${key.name}:${key.secret}`]),
      ...[zone, 'AXFR'],
    );
    const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
    // dig prints what it got of a transfer that broke off, and says so in a comment.
    if (lines.length === 0 || stdout.includes('; Transfer failed'))
      throw this.#failure(`gave no transfer of ${zone}: ${stdout}`);
    return lines;
  }

  log(): string {
    return this.#daemon.log();
  }

  logTail(lines = 30): string {
    return this.log().trimEnd().split('\n').slice(-lines).join('\n');
  }

  async restart(): Promise<void> {
    await this.#daemon.end();
    this.#daemon.start();
    await this.#ready();
  }

  async stop(): Promise<void> {
    await this.#daemon.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Of a server that starts. A secondary without a copy yet says SERVFAIL or REFUSED, and any answer will do. */
  protected isReady(_answer: SoaAnswer): boolean {
    return true;
  }

  async #ready(): Promise<void> {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    for (;;) {
      const answer = await askSoa(this.place, this.#firstZone);
      if (answer !== undefined && this.isReady(answer)) return;
      if (this.#daemon.ended !== undefined) throw this.#failure(`did not come up: ${this.#daemon.ended}`);
      if (performance.now() > deadline) throw this.#failure(`gave no answer within ${READY_TIMEOUT_MS} ms`);
      await sleep(POLL_MS);
    }
  }

  #failure(what: string): Error {
    return new Error(
      `${this.name} at ${this.address} port ${this.port} ${what}. Its log ends:\n${this.logTail()}`,
    );
  }
}

class SecondaryPeer extends RunningPeer implements Secondary {
  async refresh(zone: string): Promise<void> {
    await this.software.refresh(zone, this.place);
  }

  async copyTimes(zone: string): Promise<CopyTimes | undefined> {
    return this.software.copyTimes(zone, this.place);
  }
}

class PrimaryPeer extends RunningPeer implements Primary {
  readonly #options: PrimaryOptions;

  constructor(software: PeerSoftware, place: Place, daemon: Daemon, options: PrimaryOptions) {
    super(software, place, daemon, options.zones);
    this.#options = options;
  }

  get apiUrl(): string | undefined {
    if (this.#options.apiKey === undefined) return undefined;
    return `http://127.0.0.1:${this.place.controlPort}/api/v1`;
  }

  /** It answers before it has read its zones. */
  protected override isReady({ authoritative }: SoaAnswer): boolean {
    return authoritative || this.#options.zones.length === 0;
  }

  async load(zone: string, file: string): Promise<void> {
    const index = this.#options.zones.findIndex(({ name }) => name === zone);
    if (index < 0) throw new Error(`${this.name} was not started with the zone ${zone}`);
    await this.software.load(this.#options.zones[index], index, file, this.place);
  }
}
