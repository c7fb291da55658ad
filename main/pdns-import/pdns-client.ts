/**
 * Asks the API of somebody else's PowerDNS (FIELD §5). Only reads. The key goes to the address that was typed and nowhere
 * else: redirections are not followed, and no message of ours names it.
 */
import { AppFailure } from '../../shared/model/app-error.ts';
import type { PdnsFault, PdnsServer } from '../../shared/model/pdns-import.ts';
import { ApiError } from '../pdns-api/api-error.ts';
import { textMember, type Json } from '../pdns-api/json.ts';
import { parseBody } from '../pdns-api/parse-body.ts';
import { connectionFault } from './connection-fault.ts';

export interface PdnsClientLimits {
  /** For a whole answer. PowerDNS composes a large zone before it sends the first octet. */
  readonly answerMs: number;
  readonly answerOctets: number;
}

const LIMITS: PdnsClientLimits = { answerMs: 120_000, answerOctets: 256 * 1024 * 1024 };
const MEGABYTE = 1024 * 1024;
const MESSAGE_MOST = 300;

export class PdnsClient {
  /** What sentences call the server. */
  readonly server: string;
  readonly #base: string;
  readonly #apiKey: string;
  readonly #signal: AbortSignal | undefined;
  readonly #limits: PdnsClientLimits;

  /** Throws `pdns-failed` for an address or key that cannot be one. */
  constructor({ url, apiKey }: PdnsServer, signal?: AbortSignal, limits = LIMITS) {
    const base = parseApiUrl(url);
    if (base === undefined) throw failed(url.trim(), { code: 'bad-url', text: url.trim() });
    this.server = base.replace(/\/$/, '');
    if (!/^[\x21-\x7e]+$/.test(apiKey.trim())) throw failed(this.server, { code: 'bad-key' });
    this.#base = `${this.server}/api/v1/servers/localhost`;
    this.#apiKey = apiKey.trim();
    this.#signal = signal;
    this.#limits = limits;
  }

  /** What stands at a path behind `/servers/localhost`. Throws `pdns-failed`, or the signal's reason. */
  async get(path: string): Promise<Json> {
    const found = await this.find(path);
    if (found === undefined) throw this.#failed({ code: 'answered', status: 404, message: '' });
    return found;
  }

  /** The same; undefined where there is nothing (404). */
  async find(path: string): Promise<Json | undefined> {
    const { status, body } = await this.#exchange(path);
    if (status === 404) return undefined;
    if (status === 401) throw this.#failed({ code: 'wrong-key' });
    const answer = await jsonOf(body);
    if (status === 200 && answer !== undefined) return answer;
    if (answer === undefined) throw this.#failed({ code: 'not-powerdns', found: `${status}, and no JSON` });
    const message = (textMember(answer, 'error') ?? '').slice(0, MESSAGE_MOST);
    throw this.#failed({ code: 'answered', status, message });
  }

  async #exchange(path: string): Promise<{ readonly status: number; readonly body: Buffer }> {
    const limit = AbortSignal.timeout(this.#limits.answerMs);
    const signal = this.#signal === undefined ? limit : AbortSignal.any([limit, this.#signal]);
    try {
      const response = await fetch(this.#base + path, {
        headers: { 'X-API-Key': this.#apiKey, Accept: 'application/json' },
        redirect: 'manual',
        signal,
      });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        throw this.#failed({ code: 'redirected', to: response.headers.get('location') ?? '' });
      }
      return { status: response.status, body: await this.#bodyOf(response) };
    } catch (error) {
      this.#signal?.throwIfAborted();
      if (error instanceof AppFailure) throw error;
      const seconds = Math.round(this.#limits.answerMs / 1000);
      throw failed(this.server, limit.aborted ? { code: 'silent', seconds } : connectionFault(error), error);
    }
  }

  async #bodyOf(response: Response): Promise<Buffer> {
    const { answerOctets } = this.#limits;
    const chunks: Uint8Array[] = [];
    let octets = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      octets += chunk.length;
      // Leaving the loop ends the connection.
      if (octets > answerOctets)
        throw this.#failed({ code: 'too-large', megabytes: Math.round(answerOctets / MEGABYTE) });
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  #failed(fault: PdnsFault): AppFailure {
    return failed(this.server, fault);
  }
}

/**
 * The place of an API as a person types it: with or without scheme, path of the API and final slash. What stands before
 * `/api` is kept, for an API behind a proxy. Undefined when it is none.
 */
export function parseApiUrl(text: string): string | undefined {
  const trimmed = text.trim();
  const url = URL.parse(trimmed.includes('://') ? trimmed : `http://${trimmed}`);
  if (url === null || trimmed === '' || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return (
    url.origin +
    url.pathname.replace(/\/api(\/v1(\/servers(\/localhost(\/.*)?)?)?)?\/?$/, '').replace(/\/+$/, '')
  );
}

async function jsonOf(body: Buffer): Promise<Json | undefined> {
  try {
    return await parseBody(body);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

const failed = (server: string, fault: PdnsFault, cause?: unknown): AppFailure =>
  new AppFailure({ code: 'pdns-failed', server, fault }, cause);
