/**
 * A port that is free for UDP and TCP on an address.
 *
 * Below the kernel's ephemeral range (32768–60999 on Linux), so that no outgoing socket of another peer can take it between
 * our look and the server's bind. What was handed out once is not handed out again by this process.
 */
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import net from 'node:net';

const FIRST = 10_000;
const AFTER_LAST = 32_000;
const ATTEMPTS = 200;

const handedOut = new Set<string>();

export async function freePort(address = '127.0.0.1'): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(FIRST, AFTER_LAST);
    const endpoint = `${address} ${port}`;
    if (handedOut.has(endpoint) || !(await tcpIsFree(address, port)) || !(await udpIsFree(address, port)))
      continue;
    handedOut.add(endpoint);
    return port;
  }
  throw new Error(
    `No free port on ${address} after ${ATTEMPTS} attempts: is that an address of this machine?`,
  );
}

function tcpIsFree(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function udpIsFree(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
