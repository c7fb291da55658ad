import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { askTime } from './sntp.ts';

const EPOCH_SECONDS = 2_208_988_800;

/** A time server on loopback whose clock shows `seconds`; `spoil` changes its answer. */
async function withServer<T>(
  seconds: number,
  spoil: (answer: Buffer) => void,
  use: (port: number) => Promise<T>,
): Promise<T> {
  const socket = createSocket('udp4');
  socket.on('message', (request, from) => {
    const answer = Buffer.alloc(48);
    answer[0] = (4 << 3) | 4;
    answer[1] = 2;
    request.copy(answer, 24, 40, 48);
    answer.writeUInt32BE(seconds + EPOCH_SECONDS, 40);
    spoil(answer);
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  try {
    return await use(socket.address().port);
  } finally {
    socket.close();
  }
}

const ask = (port: number): Promise<number | undefined> =>
  askTime({ server: '127.0.0.1', port, waitMs: 300, now: () => 1_000_000_000_000 });

describe('askTime', () => {
  it('tells how far the server is ahead', async () => {
    expect(await withServer(1_000_000_600, () => undefined, ask)).toBe(600);
  });

  it.each([
    ['another question', (answer: Buffer) => answer.writeUInt8(answer[31] ^ 1, 31)],
    ['a server without a time of its own (stratum 0)', (answer: Buffer) => answer.writeUInt8(0, 1)],
    ['no server', (answer: Buffer) => answer.writeUInt8((4 << 3) | 3, 0)],
  ])('takes no answer from %s', async (_, spoil) => {
    expect(await withServer(1_000_000_600, spoil, ask)).toBeUndefined();
  });

  it('says nothing when nobody answers in time', async () => {
    expect(await ask(9)).toBeUndefined();
  });
});
