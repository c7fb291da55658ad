/** Asks a time server how far its clock is ahead of ours (SNTP, RFC 4330): accurate to the way there and back. */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';

/** Seconds from 1900, NTP's beginning, to 1970. */
const EPOCH_SECONDS = 2_208_988_800;
const PORT = 123;

export interface SntpQuestion {
  /** Host name or address. */
  readonly server: string;
  readonly port?: number;
  readonly waitMs: number;
  readonly now: () => number;
}

/** Seconds that the server's clock is ahead of ours; undefined when it did not answer in time, or not as it should. */
export async function askTime({
  server,
  port = PORT,
  waitMs,
  now,
}: SntpQuestion): Promise<number | undefined> {
  const signal = AbortSignal.timeout(waitMs);
  const found = await Promise.race([resolve(server), ended(signal)]);
  if (found === undefined) return undefined;
  const request = Buffer.alloc(48);
  request[0] = (4 << 3) | 3; // version 4, client
  // Any number will do as the time of sending (RFC 4330 §5): one that cannot be guessed tells the answer from a forged one.
  randomBytes(8).copy(request, 40);
  const sentAt = now();
  const answer = await exchange(request, found, port, signal);
  if (answer === undefined) return undefined;
  const mode = answer[0] & 7;
  const stratum = answer[1];
  const isAnswer =
    mode === 4 && stratum > 0 && stratum < 16 && answer.subarray(24, 32).equals(request.subarray(40));
  if (!isAnswer) return undefined;
  const seconds = answer.readUInt32BE(40) + answer.readUInt32BE(44) / 2 ** 32 - EPOCH_SECONDS;
  return seconds - (sentAt + now()) / 2000;
}

async function resolve(server: string): Promise<{ address: string; family: number } | undefined> {
  try {
    return await lookup(server);
  } catch (error) {
    // Offline, or no such name: nobody to ask.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function exchange(
  request: Buffer,
  { address, family }: { address: string; family: number },
  port: number,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  return new Promise((done) => {
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    const finish = (answer: Buffer | undefined): void => {
      signal.removeEventListener('abort', giveUp);
      socket.removeAllListeners();
      socket.on('error', () => undefined).close();
      done(answer);
    };
    const giveUp = (): void => finish(undefined);
    signal.addEventListener('abort', giveUp);
    socket.once('error', giveUp);
    socket.once('message', (answer) => finish(answer.length >= 48 ? answer : undefined));
    socket.connect(port, address, () => socket.send(request));
  });
}

function ended(signal: AbortSignal): Promise<undefined> {
  return new Promise((done) => signal.addEventListener('abort', () => done(undefined), { once: true }));
}
