/** One question over UDP and its answer, with repeats: the base of SOA questions and NOTIFY. */
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

export interface UdpExchange {
  readonly to: { readonly address: string; readonly port: number };
  /** The local address to leave from; the system chooses when absent. */
  readonly from?: string;
  /** A whole DNS message; its first two octets are the ID. */
  readonly message: Uint8Array;
  /** How long to wait after each send, in milliseconds: one send for each entry. */
  readonly waitsMs: readonly number[];
  readonly signal?: AbortSignal;
}

export type UdpOutcome =
  | { readonly kind: 'answer'; readonly message: Uint8Array; readonly tries: number; readonly tookMs: number }
  | { readonly kind: 'silence'; readonly tries: number }
  /** The system refused: nobody listens there (ECONNREFUSED), no route (ENETUNREACH), no such local address (EADDRNOTAVAIL). */
  | { readonly kind: 'unreachable'; readonly errno: string; readonly tries: number };

/**
 * Sends the message until an answer with its ID comes from where it was sent to. Never rejects; an abort counts as
 * silence. Answers from elsewhere, or with another ID, are passed over: the socket is connected, so the system drops
 * the first and we the second.
 */
export function exchangeUdp({ to, from, message, waitsMs, signal }: UdpExchange): Promise<UdpOutcome> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(to.address) ? 'udp6' : 'udp4');
    let tries = 0;
    let sentAt = 0;
    let timer: NodeJS.Timeout | undefined;
    let done = false;
    let refusal: string | undefined;
    const finish = (outcome: UdpOutcome): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      socket.close();
      resolve(outcome);
    };
    const giveUp = (): void =>
      finish(
        refusal === undefined ? { kind: 'silence', tries } : { kind: 'unreachable', errno: refusal, tries },
      );
    const send = (): void => {
      if (tries === waitsMs.length) return giveUp();
      sentAt = performance.now();
      socket.send(message, (error) => {
        if (error !== null) refusal = errnoOf(error);
      });
      timer = setTimeout(send, waitsMs[tries++]);
    };
    socket.on('message', (answer) => {
      if (
        answer.length >= 12 &&
        answer[0] === message[0] &&
        answer[1] === message[1] &&
        (answer[2] & 0x80) !== 0
      ) {
        finish({ kind: 'answer', message: answer, tries, tookMs: performance.now() - sentAt });
      }
    });
    // A port unreachable may be a server that is just starting: remembered, and the repeats go on.
    socket.on('error', (error) => {
      refusal = errnoOf(error);
      if (tries === 0) giveUp();
    });
    socket.on('connect', send);
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted === true) return giveUp();
    socket.bind({ address: from, port: 0 }, () => {
      if (!done) socket.connect(to.port, to.address);
    });
  });
}

function errnoOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
