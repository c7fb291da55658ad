/**
 * A network of its own for one test: a Linux network namespace, which lives as long as the process that holds it, and so
 * goes with this process, however that ends. Needs root.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run, makeDirectory, Daemon } from './daemon.ts';

const RELAY = path.join(import.meta.dirname, 'relay.ts');

export class Namespace {
  readonly pid: number;
  readonly #holder: ChildProcess;

  private constructor(holder: ChildProcess, pid: number) {
    this.#holder = holder;
    this.pid = pid;
  }

  /** A new one, in which nothing but its loopback is up. */
  static async make(): Promise<Namespace> {
    const holder = spawn('setpriv', ['--pdeathsig', 'KILL', '--', 'unshare', '--net', 'sleep', 'infinity'], {
      stdio: 'ignore',
    });
    await once(holder, 'spawn');
    const pid = holder.pid!;
    const own = await readlink('/proc/self/ns/net');
    while ((await readlink(`/proc/${pid}/ns/net`)) === own) {
      if (holder.exitCode !== null) throw new Error('no network namespace can be had here (unshare --net)');
      await pause(5);
    }
    const made = new Namespace(holder, pid);
    await made.run('ip', 'link', 'set', 'lo', 'up');
    return made;
  }

  /** What a command line begins with to run in here. */
  get prefix(): readonly [string, ...string[]] {
    return ['nsenter', '--target', String(this.pid), '--net', '--'];
  }

  /** Runs a program in here to its end. */
  async run(program: string, ...args: readonly string[]): Promise<string> {
    const [enter, ...rest] = this.prefix;
    return (await run(enter, ...rest, program, ...args)).stdout;
  }

  /** A cable between two of them. */
  async cable(
    name: string,
    address: string,
    other: Namespace,
    otherName: string,
    otherAddress: string,
  ): Promise<void> {
    await this.run(
      'ip',
      'link',
      'add',
      name,
      'type',
      'veth',
      'peer',
      'name',
      otherName,
      'netns',
      String(other.pid),
    );
    for (const [at, link, cidr] of [
      [this, name, address],
      [other, otherName, otherAddress],
    ] as const) {
      await at.run('ip', 'address', 'add', cidr, 'dev', link);
      await at.run('ip', 'link', 'set', link, 'up');
    }
  }

  /** Makes loopback's `port` in here reachable at this process's own loopback; ended by `close`. */
  async relay(port: number): Promise<{ close(): Promise<void> }> {
    const directory = await makeDirectory('relay');
    const socketPath = path.join(directory, 'socket');
    const inside = new Daemon(directory, [...this.prefix, process.execPath, RELAY, socketPath, String(port)]);
    inside.start();
    const outside = createServer((client) => {
      const through = connect(socketPath);
      client.on('error', () => through.destroy());
      through.on('error', () => client.destroy());
      client.pipe(through).pipe(client);
    });
    outside.listen(port, '127.0.0.1');
    await once(outside, 'listening');
    return {
      async close() {
        outside.close();
        await inside.stop();
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#holder, 'exit');
    this.#holder.kill('SIGKILL');
    await ended;
  }
}
