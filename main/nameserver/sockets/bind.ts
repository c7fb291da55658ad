/** Opens the UDP and the TCP socket of one endpoint, both on one port. What the system refuses is a value. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { bindFailureCode } from '../../../shared/model/bind-failure-code.ts';
import { type BindFailure as FailureInModel } from '../../../shared/model/session.ts';

/** Where to listen. Port 0: one that is free for UDP and TCP. IPv6 addresses without brackets; `fe80::1%eth0` is fine. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Why an endpoint cannot be had. */
export interface BindFailure {
  readonly code: FailureInModel['code'];
  readonly endpoint: Endpoint;
  readonly transport: 'udp' | 'tcp';
  /** The system's own code, such as EADDRINUSE. */
  readonly systemCode: string;
}

/** Two bound sockets; nobody listens to their events yet. */
export interface BoundSockets {
  readonly endpoint: Endpoint;
  readonly udp: UdpSocket;
  readonly tcp: Server;
}

/** A port that is free for TCP can be taken for UDP: so often another is tried. */
const FREE_PORT_TRIES = 20;
/** Waiting connections that the system keeps for us. */
const BACKLOG = 511;

export async function bindEndpoint(wanted: Endpoint): Promise<BoundSockets | BindFailure> {
  for (let tries = 1; ; tries++) {
    const tcp = await bindTcp(wanted);
    if ('code' in tcp) return tcp;
    const endpoint = { address: wanted.address, port: portOf(tcp) };
    const udp = await bindUdp(endpoint);
    if (!('code' in udp)) return { endpoint, udp, tcp };
    await closeServer(tcp);
    if (wanted.port !== 0 || udp.code !== 'in-use' || tries === FREE_PORT_TRIES) return udp;
  }
}

/** Closes both; resolves when the system has let go of them. Connections must have been closed. */
export async function closeSockets({ udp, tcp }: BoundSockets): Promise<void> {
  await Promise.all([new Promise<void>((resolve) => udp.close(() => resolve())), closeServer(tcp)]);
}

async function bindTcp(endpoint: Endpoint): Promise<Server | BindFailure> {
  // A client may close its side after its question and still wants the answer: half-open (RFC 7766 §6.2.4).
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  try {
    const { address: host, port } = endpoint;
    server.listen({ host, port, backlog: BACKLOG, exclusive: true, ipv6Only: host.includes(':') });
    await once(server, 'listening');
    return server;
  } catch (error) {
    return failure(error, endpoint, 'tcp');
  }
}

async function bindUdp(endpoint: Endpoint): Promise<UdpSocket | BindFailure> {
  const isIpv6 = endpoint.address.includes(':');
  const socket = createSocket({ type: isIpv6 ? 'udp6' : 'udp4', ipv6Only: isIpv6 });
  try {
    socket.bind({ address: endpoint.address, port: endpoint.port, exclusive: true });
    await once(socket, 'listening');
    return socket;
  } catch (error) {
    socket.close();
    return failure(error, endpoint, 'udp');
  }
}

function failure(error: unknown, endpoint: Endpoint, transport: 'udp' | 'tcp'): BindFailure {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  return { code: bindFailureCode(error.code), endpoint, transport, systemCode: error.code };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('bug: a listening server has a port');
  return address.port;
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => server.close(() => resolve()));
