/** The API's socket: node's HTTP server in front of a fetch handler, within bounds. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bindFailureCode } from '../../shared/model/bind-failure-code.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { BindFailure } from '../../shared/model/session.ts';
import type { ApiSettings } from '../../shared/model/settings.ts';
import type { ApiApp } from './api-app.ts';
import { ApiError, badRequest } from './api-error.ts';
import { isOwnHost, mayAsk, plainAddress } from './client-access.ts';

export interface ListenerOptions {
  readonly endpoint: Endpoint | { readonly address: string; readonly port: 0 };
  readonly app: ApiApp;
  readonly access: () => Pick<ApiSettings, 'allow' | 'hostNames'>;
  readonly onBug: (error: unknown) => void;
}

/** A zone of 100,000 sets is 12 MB of JSON. */
export const MOST_BODY_OCTETS = 16 * 1024 * 1024;
const MOST_CONNECTIONS = 256;
const HEADERS_MS = 10_000;
const REQUEST_MS = 120_000;

export class ApiListener {
  readonly #options: ListenerOptions;
  readonly #server: Server;

  private constructor(options: ListenerOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.destroy();
        // A client that goes away in the middle is none of our faults.
        if (!isAbort(error)) options.onBug(error);
      });
    });
    this.#server.maxConnections = MOST_CONNECTIONS;
    this.#server.headersTimeout = HEADERS_MS;
    this.#server.requestTimeout = REQUEST_MS;
  }

  /** Listens, or says why it cannot. */
  static async open(options: ListenerOptions): Promise<ApiListener | BindFailure> {
    const listener = new ApiListener(options);
    const { address, port } = options.endpoint;
    try {
      await new Promise<void>((resolve, reject) => {
        listener.#server.once('error', reject);
        listener.#server.listen(port, address, resolve);
      });
      listener.#server.removeAllListeners('error').on('error', options.onBug);
      return listener;
    } catch (error) {
      return bindFailure(options.endpoint, error);
    }
  }

  /** Where it listens; port 0 became a real one. */
  get endpoint(): Endpoint {
    const { address, port } = this.#server.address() as AddressInfo;
    return { address, port };
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const access = this.#options.access();
    const address = plainAddress(incoming.socket.remoteAddress ?? '');
    if (address === '' || !mayAsk(address, access))
      return refuse(outgoing, 403, 'This address is not on the list of the API');
    if (!isOwnHost(incoming.headers.host, access))
      return refuse(outgoing, 421, 'The API is not known by this host name');
    const request = requestOf(incoming);
    if (request === undefined) return refuse(outgoing, 400, 'Bad Request');
    const client = { address, name: incoming.headers['user-agent'] ?? '' };
    const response = await this.#options.app.fetch(request, { client, readBody: reader(incoming) });
    await send(response, outgoing);
  }
}

/** undefined for a target or a method that no request can have. */
function requestOf({ url = '/', method, rawHeaders }: IncomingMessage): Request | undefined {
  const headers = new Headers();
  try {
    for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at], rawHeaders[at + 1]);
    return new Request(`http://localhost${url.startsWith('/') ? url : '/'}`, { method, headers });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Reads the body when first asked, and once. */
function reader(incoming: IncomingMessage): () => Promise<Buffer> {
  let body: Promise<Buffer> | undefined;
  return () => (body ??= readBody(incoming));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const tooLarge = (): ApiError => new ApiError(413, `The body is larger than ${MOST_BODY_OCTETS} octets`);
  if (Number(incoming.headers['content-length'] ?? 0) > MOST_BODY_OCTETS) throw tooLarge();
  const parts: Buffer[] = [];
  let octets = 0;
  try {
    // The connection is to outlive a body that is too large: there is an answer to send.
    for await (const part of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      octets += part.length;
      if (octets > MOST_BODY_OCTETS) throw tooLarge();
      parts.push(part);
    }
  } catch (error) {
    if (isAbort(error)) throw badRequest();
    throw error;
  }
  return Buffer.concat(parts, octets);
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  if (!outgoing.req.complete) {
    outgoing.setHeader('Connection', 'close');
    await discardRest(outgoing.req);
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}

/**
 * Reads on what nobody wants, for a while: closed upon a client that is still writing, the connection takes the answer along
 * (RFC 9112 §9.6).
 */
async function discardRest(incoming: IncomingMessage): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<unknown>();
  incoming.once('end', resolve).once('close', resolve).resume();
  const timer = setTimeout(resolve, DISCARD_MS);
  await over;
  clearTimeout(timer);
}

const DISCARD_MS = 1000;

function refuse(outgoing: ServerResponse, status: number, error: string): void {
  outgoing.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  outgoing.end(JSON.stringify({ error }));
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const isAbort = (error: unknown): boolean =>
  ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ABORT_ERR'].includes(
    codeOf(error),
  );

function bindFailure(endpoint: Endpoint, error: unknown): BindFailure {
  const code = codeOf(error);
  if (code === '') throw error;
  return { ...endpoint, code: bindFailureCode(code), detail: code };
}
