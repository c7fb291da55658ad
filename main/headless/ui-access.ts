/**
 * Who may use the screens over HTTP. A link with a one-time token, printed on the terminal of whoever started us, is
 * exchanged for a cookie; every call needs that cookie, our own Host, and our own Origin. Other pages in the same
 * browser, and names that are rebound to loopback, have none of the three.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A link that nobody followed for this long is worth nothing. */
const TOKEN_LIFETIME_MS = 10 * 60_000;
/** Cookies held at once; the oldest goes when one more browser comes. */
const MOST_COOKIES = 32;

export type AccessFault = 'wrong-host' | 'wrong-origin' | 'wrong-token' | 'no-cookie';

export class UiAccess {
  readonly #tokens = new Map<string, number>();
  readonly #cookies = new Set<string>();
  readonly #now: () => number;
  /** `127.0.0.1:8053`: set once the port is known. */
  authority = '';

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The cookie's name; cookies are shared by all ports of a host, so the port is in it. */
  get cookieName(): string {
    return `hidden-primary-${this.authority.slice(this.authority.lastIndexOf(':') + 1)}`;
  }

  /** A new one-time token. */
  issueToken(): string {
    const token = randomBytes(32).toString('base64url');
    this.#tokens.set(digest(token), this.#now() + TOKEN_LIFETIME_MS);
    return token;
  }

  /** Exchanges a token for a cookie's value; a token works once. */
  redeem(token: string): string | undefined {
    const key = digest(token);
    const until = this.#tokens.get(key);
    this.#tokens.delete(key);
    if (until === undefined || until < this.#now()) return undefined;
    const value = randomBytes(32).toString('base64url');
    this.#cookies.add(digest(value));
    for (const oldest of this.#cookies) if (this.#cookies.size > MOST_COOKIES) this.#cookies.delete(oldest);
    return value;
  }

  /** What is wrong with where a request comes from, if anything; `originNeeded` for calls, not for files. */
  checkPlace(request: IncomingMessage, originNeeded: boolean): AccessFault | undefined {
    if (request.headers.host !== this.authority) return 'wrong-host';
    const { origin } = request.headers;
    if (origin === undefined ? originNeeded : origin !== `http://${this.authority}`) return 'wrong-origin';
    return undefined;
  }

  /** What is wrong with a request that wants to make calls, if anything. */
  checkCall(request: IncomingMessage): AccessFault | undefined {
    const place = this.checkPlace(request, true);
    if (place !== undefined) return place;
    const value = cookie(request.headers.cookie ?? '', this.cookieName);
    return value !== undefined && this.#holds(digest(value)) ? undefined : 'no-cookie';
  }

  #holds(key: string): boolean {
    const wanted = Buffer.from(key);
    return [...this.#cookies].some((held) => timingSafeEqual(Buffer.from(held), wanted));
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function cookie(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
