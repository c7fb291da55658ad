import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TcpFrames } from './tcp-frames.ts';

describe('messages on a TCP connection', () => {
  it('come out as they went in, however the stream is cut', () => {
    const messages = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sent, sizes) => {
        const stream = Buffer.concat(
          sent.flatMap((message) => [Buffer.of(message.length >> 8, message.length & 0xff), message]),
        );
        const frames = new TcpFrames();
        const received: Uint8Array[] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const end = at + sizes[i % sizes.length];
          received.push(...frames.push(stream.subarray(at, end)));
          at = end;
        }
        expect(received.map((message) => Buffer.from(message))).toEqual(
          sent.map((message) => Buffer.from(message)),
        );
      }),
    );
  });
});
