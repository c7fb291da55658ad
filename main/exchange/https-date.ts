/**
 * What time a web server says it is, by the Date of its answer (RFC 9110 §6.6.1): where UDP to time servers is blocked, HTTPS
 * seldom is. Accurate to a second and the way there and back.
 */
import { request, type RequestOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface HttpsDateQuestion {
  /** Host name or address. */
  readonly server: string;
  readonly port?: number;
  readonly waitMs: number;
  readonly now: () => number;
  /** Certificates to trust instead of the system's, as PEM. */
  readonly ca?: string;
}

/** Half a second: Date counts whole ones. */
const HALF_SECOND_MS = 500;
/** What our clock takes for a certificate out of its time may be a clock out of its time. */
const OUT_OF_TIME: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
/** Further off than this our clock must not sign. */
const OFF_SECONDS = 300;

/**
 * Seconds that the server's clock is ahead of ours; undefined when it did not answer in time, or not as it should. Redirects
 * are not followed: the first answer has a Date, too. One whose certificate is out of its time by our clock is heard only
 * when it says that our clock is wrong: so it can keep us from signing, and never vouch.
 */
export async function askHttpsDate({
  server,
  port = 443,
  waitMs,
  now,
  ca,
}: HttpsDateQuestion): Promise<number | undefined> {
  const sentAt = now();
  const answer = await headOf({ host: server, port, ca }, waitMs);
  const saidMs = answer?.date === undefined ? undefined : parseHttpDate(answer.date);
  if (answer === undefined || saidMs === undefined) return undefined;
  const aheadSeconds = (saidMs + HALF_SECOND_MS - (sentAt + now()) / 2) / 1000;
  if (answer.trusted) return aheadSeconds;
  return Math.abs(aheadSeconds) > OFF_SECONDS ? aheadSeconds : undefined;
}

interface Head {
  readonly date: string | undefined;
  readonly trusted: boolean;
}

/** The head of the answer to `HEAD /`; undefined when there is none, or its certificate is not to be trusted at any time. */
function headOf(target: RequestOptions, waitMs: number): Promise<Head | undefined> {
  return new Promise((done) => {
    const sent = request({
      ...target,
      method: 'HEAD',
      path: '/',
      agent: false,
      // Judged below, by the reason.
      rejectUnauthorized: false,
      signal: AbortSignal.timeout(waitMs),
      maxHeaderSize: 16_384,
    });
    sent.on('response', (answer) => {
      const { authorized, authorizationError } = answer.socket as TLSSocket;
      const trusted = authorized;
      const heard = trusted || OUT_OF_TIME.has(String(authorizationError));
      done(heard ? { date: answer.headers.date, trusted } : undefined);
      answer.destroy();
    });
    // Refused, offline, no such name, not TLS, too slow: nobody's clock is known.
    sent.on('error', () => done(undefined));
    sent.end();
  });
}

const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds since 1970 of an IMF-fixdate, the one form that servers may send (RFC 9110 §5.6.7). */
export function parseHttpDate(text: string): number | undefined {
  const ms = IMF_FIXDATE.test(text) ? Date.parse(text) : NaN;
  // What was put right while it was read (31 Feb, the wrong weekday) was no date.
  return Number.isNaN(ms) || new Date(ms).toUTCString() !== text ? undefined : ms;
}
