/** The screens over HTTP on loopback: files, the exchange of a link's token for a cookie, and the socket for calls. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { isLoopback } from './loopback.ts';
import { UiAccess, type AccessFault } from './ui-access.ts';
import type { StaticFile } from './static-files.ts';

export interface UiServerOptions {
  readonly address: string;
  readonly port: number;
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Answers the calls of one page until its socket closes. */
  readonly handleCalls: (socket: WebSocket) => void;
  /** Told of what the server meets while it listens (EMFILE …). */
  readonly onBug: (error: unknown) => void;
}

/** One message to us; a pasted zone file fits. */
const MOST_CALL_OCTETS = 80 * 1024 * 1024;
const MOST_TOKEN_OCTETS = 200;

export class UiServer {
  readonly access = new UiAccess();
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_CALL_OCTETS });
  readonly #files: ReadonlyMap<string, StaticFile>;
  readonly #handleCalls: (socket: WebSocket) => void;

  private constructor(options: UiServerOptions) {
    this.#files = options.files;
    this.#handleCalls = options.handleCalls;
    this.#http = createServer((request, response) => this.#answer(request, response));
    this.#http.on('upgrade', (request, socket, head) => {
      // A peer that goes away while we refuse it is no error of ours.
      socket.on('error', () => socket.destroy());
      const fault = request.url === '/rpc' ? this.access.checkCall(request) : 'wrong-origin';
      if (fault !== undefined) {
        // Whoever never closes its side must not keep the app from ending: the server no longer knows this socket.
        const refusal = `HTTP/1.1 ${STATUS[fault]} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
        socket.end(refusal, () => socket.destroy());
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on('error', () => webSocket.terminate());
        this.#handleCalls(webSocket);
      });
    });
  }

  /** Listens; rejects with the system's error (EADDRINUSE …). */
  static async open(options: UiServerOptions): Promise<UiServer> {
    if (!isLoopback(options.address)) {
      throw new Error(
        `The screens are served on loopback only, not on ${options.address}. Reach them from afar by an SSH tunnel.`,
      );
    }
    const server = new UiServer(options);
    await new Promise<void>((resolve, reject) => {
      server.#http.once('error', reject);
      server.#http.listen(options.port, options.address, resolve);
    });
    server.#http.removeAllListeners('error').on('error', options.onBug);
    const { address, port, family } = server.#http.address() as AddressInfo;
    server.access.authority = family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
    return server;
  }

  /** A link that opens the screens once. */
  newLink(): string {
    return `http://${this.access.authority}/#token=${this.access.issueToken()}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    await new Promise<void>((resolve) => {
      this.#http.close(() => resolve());
      this.#http.closeAllConnections();
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const isLogin = request.method === 'POST' && request.url === '/login';
    const fault = this.access.checkPlace(request, isLogin);
    if (fault !== undefined) return refuse(response, fault);
    if (isLogin) return this.#logIn(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
    const file = this.#files.get((request.url ?? '/').split('?', 1)[0]);
    if (file === undefined) return end(response, 404);
    response.setHeader('Content-Type', file.type);
    response.setHeader('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  /** The body is the token of the link; it travels in the fragment and so never stands in a log or a Referer. */
  #logIn(request: IncomingMessage, response: ServerResponse): void {
    let token = '';
    request.setEncoding('latin1');
    request.on('data', (part: string) => {
      token += part;
      if (token.length > MOST_TOKEN_OCTETS) request.destroy();
    });
    request.on('end', () => {
      const value = this.access.redeem(token);
      if (value === undefined) return refuse(response, 'wrong-token');
      response.setHeader(
        'Set-Cookie',
        `${this.access.cookieName}=${value}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`,
      );
      end(response, 204);
    });
  }
}

function refuse(response: ServerResponse, fault: AccessFault): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.writeHead(STATUS[fault]).end(`${SENTENCE[fault]}\n`);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

const STATUS: Readonly<Record<AccessFault, number>> = {
  'wrong-host': 421,
  'wrong-origin': 403,
  'wrong-token': 403,
  'no-cookie': 401,
};

const SENTENCE: Readonly<Record<AccessFault, string>> = {
  'wrong-host': 'This address is not the one that the screens are served at.',
  'wrong-origin': 'Another page may not use the screens.',
  'wrong-token': 'This link has been used or is too old. Run `hidden-primary link` for a new one.',
  'no-cookie': 'Open the screens by a link: run `hidden-primary link`.',
};

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
