/** One question over UDP and its answer, with repeats: the base of SOA questions, NOTIFY and what routers are asked. */
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

export interface UdpExchange {
  readonly to: { readonly address: string; readonly port: number };
  /** The local address to leave from; the system chooses when absent. */
  readonly from?: string;
  readonly message: Uint8Array;
  /** Whether this is the answer to it. Absent: both are DNS messages, whose first two octets are the ID. */
  readonly isAnswer?: (answer: Uint8Array) => boolean;
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
 * Sends the message until its answer comes from where it was sent to. Never rejects; an abort counts as silence. Answers
 * from elsewhere, or to something else, are passed over: the socket is connected, so the system drops the first and we the
 * second.
 */
export function exchangeUdp({
  to,
  from,
  message,
  isAnswer = answersById(message),
  waitsMs,
  signal,
}: UdpExchange): Promise<UdpOutcome> {
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
      if (isAnswer(answer))
        finish({ kind: 'answer', message: answer, tries, tookMs: performance.now() - sentAt });
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

/** A DNS response with the question's ID. */
function answersById(question: Uint8Array): (answer: Uint8Array) => boolean {
  return (answer) =>
    answer.length >= 12 && answer[0] === question[0] && answer[1] === question[1] && (answer[2] & 0x80) !== 0;
}

function errnoOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
