/** Pebble, Let's Encrypt's test server, with a certificate of its own, asking the DNS server that it is given. */
import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daemon, makeDirectory, run } from '../peers/daemon.ts';
import { freePort } from '../peers/free-port.ts';

export interface Pebble extends AsyncDisposable {
  /** The ACME directory. */
  readonly directory: string;
  /** PEM of what signed its own certificate. */
  readonly caFile: string;
  log(): string;
}

const READY_MS = 20_000;

/** `dns` is `address:port`. */
export async function startPebble(dns: string): Promise<Pebble> {
  const folder = await makeDirectory('pebble');
  const [certificate, privateKey] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  await run(
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...subject,
    '-keyout',
    privateKey,
    '-out',
    certificate,
  );
  const [port, managementPort] = [await freePort(), await freePort()];
  const config = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${managementPort}`,
    certificate,
    privateKey,
    httpPort: 5002,
    tlsPort: 5001,
    ocspResponderURL: '',
    externalAccountBindingRequired: false,
  };
  const file = path.join(folder, 'pebble.json');
  await writeFile(file, JSON.stringify({ pebble: config }));
  const daemon = new Daemon(folder, [
    'env',
    'PEBBLE_VA_NOSLEEP=1',
    'pebble',
    '-config',
    file,
    '-dnsserver',
    dns,
  ]);
  daemon.start();
  await untilAnswers(port, daemon);
  return {
    directory: `https://127.0.0.1:${port}/dir`,
    caFile: certificate,
    log: () => daemon.log(),
    [Symbol.asyncDispose]: () => daemon.stop(),
  };
}

async function untilAnswers(port: number, daemon: Daemon): Promise<void> {
  const until = Date.now() + READY_MS;
  while (!(await answers(port))) {
    if (daemon.ended !== undefined || Date.now() > until) {
      const log = daemon.log();
      await daemon.stop();
      throw new Error(`pebble did not come up: ${log}`);
    }
    await sleep(50);
  }
}

/** Whether anything answers; that its certificate is nobody's is for lego to check, which is given it. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const question = request(
      { port, host: '127.0.0.1', path: '/dir', rejectUnauthorized: false },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    question.on('error', () => resolve(false));
    question.end();
  });
}
