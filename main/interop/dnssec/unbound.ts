/** Unbound as a validator of one zone: it asks our server for it, and trusts nothing but our DS. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { printName } from '../../../shared/dns/name-text.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { ds } from '../../../shared/dns/rdata/ds.ts';
import { dsRdata } from '../../dnssec/ds.ts';
import { Daemon, makeDirectory, run } from '../peers/daemon.ts';
import { freePort } from '../peers/free-port.ts';
import { type Endpoint } from '../peers/peer.ts';

export class Unbound implements AsyncDisposable {
  readonly #daemon: Daemon;
  readonly #port: number;

  private constructor(daemon: Daemon, port: number) {
    this.#daemon = daemon;
    this.#port = port;
  }

  static async resolvingFrom({ address, port }: Endpoint, zone: Name, dnskey: Octets): Promise<Unbound> {
    const directory = await makeDirectory('unbound');
    const own = await freePort();
    const name = printName(zone);
    const configuration = [
      'server:',
      '  interface: 127.0.0.1',
      `  port: ${own}`,
      `  directory: "${directory}"`,
      '  username: ""',
      '  chroot: ""',
      '  pidfile: ""',
      '  use-syslog: no',
      '  do-daemonize: no',
      '  do-not-query-localhost: no',
      '  module-config: "validator iterator"',
      '  val-log-level: 2',
      '  target-fetch-policy: "0 0 0 0 0"',
      `  trust-anchor: "${name} DS ${ds.print(dsRdata(zone, dnskey, 2))}"`,
      // Names under .test are answered by Unbound itself, unless told otherwise (RFC 6761 §6.2).
      '  local-zone: "test." nodefault',
      'remote-control:',
      '  control-enable: no',
      'stub-zone:',
      `  name: "${name}"`,
      `  stub-addr: ${address}@${port}`,
      '',
    ];
    const file = path.join(directory, 'unbound.conf');
    await writeFile(file, configuration.join('\n'));
    const unbound = new Unbound(new Daemon(directory, ['unbound', '-d', '-c', file]), own);
    unbound.#daemon.start();
    await unbound.#ready();
    return unbound;
  }

  /** The answer's RCODE, then `secure` or `insecure` (the AD bit). */
  async status(name: string, type: string): Promise<string> {
    const options = ['+dnssec', '+nocookie', '+tries=1', '+time=5', '-p', `${this.#port}`, '@127.0.0.1'];
    const { stdout } = await run('dig', ...options, name, type);
    const rcode = /status: (\w+)/.exec(stdout)?.[1] ?? 'no answer';
    const isSecure = /;; flags:[^;]* ad[ ;]/.test(stdout);
    return `${rcode} ${isSecure ? 'secure' : 'insecure'}${rcode === 'SERVFAIL' ? `\n${this.#daemon.log()}` : ''}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#daemon.stop();
  }

  async #ready(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (this.#daemon.ended !== undefined) break;
      if (this.#daemon.log().includes('start of service')) return;
      await sleep(25);
    }
    throw new Error(`Unbound did not come up:\n${this.#daemon.log()}`);
  }
}
