/**
 * Knot and BIND as signing primaries of the 100,000-name zone: one record set after the other is changed, and timed from the
 * commit to the first answer with the new serial.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Daemon, makeDirectory, run, SEARCH_PATH } from '../../main/interop/peers/daemon.ts';
import { freePort } from '../../main/interop/peers/free-port.ts';
import { askSoa } from '../../main/interop/peers/soa-question.ts';
import { BIG_ZONE, NAMES, writeBigZone } from './big-zone.ts';

/** A primary that signs by itself. */
export interface SigningPrimary extends AsyncDisposable {
  readonly who: string;
  /** Changes one name's address; milliseconds until it is served. */
  edit(n: number): Promise<number>;
}

const SIGNED_WITHIN_MS = 240_000;
const EDITED_WITHIN_MS = 30_000;

export async function signingKnot(): Promise<SigningPrimary> {
  const directory = await makeDirectory('knot-signing');
  const port = await freePort();
  const file = path.join(directory, 'knot.conf');
  writeFileSync(file, knotConfiguration(directory, writeBigZone(directory), port));
  const daemon = new Daemon(directory, ['knotd', '-c', file]);
  daemon.start();
  const knotc = (...command: readonly string[]): Promise<unknown> => run('knotc', '-c', file, ...command);
  await untilSigned(daemon, port);
  return {
    who: 'Knot (knotc zone-commit)',
    async edit(n) {
      const before = await serialAt(port);
      await knotc('zone-begin', BIG_ZONE);
      await knotc('zone-unset', BIG_ZONE, hostOf(n), 'A');
      await knotc('zone-set', BIG_ZONE, hostOf(n), '300', 'A', '192.0.2.1');
      const beganAt = performance.now();
      const committed = knotc('zone-commit', BIG_ZONE);
      await untilAnother(port, before);
      const ms = performance.now() - beganAt;
      await committed;
      return ms;
    },
    [Symbol.asyncDispose]: () => daemon.stop(),
  };
}

export async function signingBind(): Promise<SigningPrimary> {
  const directory = await makeDirectory('bind-signing');
  const port = await freePort();
  const file = path.join(directory, 'named.conf');
  writeFileSync(file, bindConfiguration(directory, writeBigZone(directory), port));
  const daemon = new Daemon(directory, ['named', '-g', '-c', file]);
  daemon.start();
  await untilSigned(daemon, port);
  // One nsupdate for all edits: what is timed is not how long a program takes to start.
  const nsupdate = spawn('nsupdate', [], {
    env: { ...process.env, PATH: SEARCH_PATH },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  nsupdate.stdin.write(`server 127.0.0.1 ${port}\nzone ${BIG_ZONE}\n`);
  return {
    who: 'BIND (nsupdate)',
    async edit(n) {
      const before = await serialAt(port);
      const name = `${hostOf(n)}.${BIG_ZONE}`;
      const beganAt = performance.now();
      nsupdate.stdin.write(`update delete ${name} A\nupdate add ${name} 300 A 192.0.2.1\nsend\n`);
      await untilAnother(port, before);
      return performance.now() - beganAt;
    },
    async [Symbol.asyncDispose]() {
      nsupdate.stdin.end('quit\n');
      await daemon.stop();
    },
  };
}

/** The configuration of Knot with one CSK of algorithm 13; without a port it listens nowhere (kzonesign). */
export function knotConfiguration(folder: string, file: string, port?: number): string {
  const listen = port === undefined ? '' : `    listen: 127.0.0.1@${port}\n`;
  return `
server:
    rundir: "${folder}"
${listen}control:
    listen: knot.sock
database:
    storage: "${folder}"
policy:
  - id: csk
    algorithm: ecdsap256sha256
    single-type-signing: on
    signing-threads: 2
zone:
  - domain: ${BIG_ZONE}
    storage: "${folder}"
    file: "${file}"
    zonefile-sync: -1
    journal-content: changes
    dnssec-signing: on
    dnssec-policy: csk
`;
}

function bindConfiguration(folder: string, file: string, port: number): string {
  return `
options {
  directory "${folder}"; pid-file "named.pid"; session-keyfile "session.key"; managed-keys-directory ".";
  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };
  recursion no; dnssec-validation no; empty-zones-enable no; notify no; sig-signing-signatures 100000;
};
controls { };
dnssec-policy csk { keys { csk key-directory lifetime unlimited algorithm 13; }; };
zone "${BIG_ZONE}" {
  type primary; file "${file}"; dnssec-policy csk; inline-signing no; key-directory "${folder}"; allow-update { 127.0.0.1; };
};
`;
}

const hostOf = (n: number): string => `host-${(n * 7919) % NAMES}`;

async function serialAt(port: number): Promise<number | undefined> {
  return (await askSoa({ address: '127.0.0.1', port }, BIG_ZONE))?.soa?.serial;
}

/** Waits until the whole zone is signed. */
async function untilSigned(daemon: Daemon, port: number): Promise<void> {
  const deadline = performance.now() + SIGNED_WITHIN_MS;
  let stable = 0;
  let last: number | undefined;
  while (stable < 5) {
    if (daemon.ended !== undefined || performance.now() > deadline)
      throw new Error(`did not sign: ${daemon.log()}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const serial = await serialAt(port);
    // BIND signs in portions, a serial each: it is done when none comes any more.
    stable = serial !== undefined && serial !== 1 && serial === last ? stable + 1 : 0;
    last = serial;
  }
}

async function untilAnother(port: number, before: number | undefined): Promise<void> {
  const deadline = performance.now() + EDITED_WITHIN_MS;
  for (;;) {
    const serial = await serialAt(port);
    if (serial !== undefined && serial !== before) return;
    if (performance.now() > deadline)
      throw new Error(`port ${port} served no new serial in ${EDITED_WITHIN_MS} ms`);
  }
}
