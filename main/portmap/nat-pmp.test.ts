/** NAT-PMP against a router of a few lines on loopback, which answers what it is told to. RFC 6886. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { findNatPmpRouter } from './nat-pmp.ts';
import type { Router } from './router.ts';

const MAPPING = {
  protocol: 'tcp',
  externalPort: 53,
  internal: { address: '127.0.0.1', port: 5300 },
} as const;
const EXTERNAL = '0080000000000001cb007107';

/** What it is asked, in hex, and the answers it gives, in turn; an empty one: none. */
async function withRouter(
  answers: readonly string[],
  test: (router: Router | undefined) => Promise<void>,
): Promise<string[]> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const asked: string[] = [];
  socket.on('message', (message, { port, address }) => {
    asked.push(message.toString('hex'));
    const answer = answers[asked.length - 1];
    if (answer !== '') socket.send(Buffer.from(answer, 'hex'), port, address);
  });
  try {
    await test(await findNatPmpRouter('127.0.0.1', undefined, socket.address().port));
  } finally {
    socket.close();
  }
  return asked;
}

it('asks for the external port, the internal port and the lease in seconds (§3.3), and takes it back (§3.4)', async () => {
  const asked = await withRouter(
    [EXTERNAL, EXTERNAL, '008200000000000114b40035000004b0', '008200000000000114b4000000000000'],
    async (router) => {
      expect(await router?.externalAddress()).toBe('203.0.113.7');
      expect(await router?.map(MAPPING, 1200)).toEqual({ kind: 'mapped', leaseSeconds: 1200 });
      expect(await router?.unmap(MAPPING)).toBe(true);
    },
  );
  expect(asked).toEqual(['0000', '0000', '0002000014b40035000004b0', '0002000014b4000000000000']);
});

it('counts another port than asked as refused, and says what a refusal says', async () => {
  await withRouter([EXTERNAL, '008200000000000114b40400000004b0', '0082000200000001'], async (router) => {
    expect(await router?.map(MAPPING, 1200)).toEqual({
      kind: 'refused',
      why: { code: 'other-port', offered: 1024 },
    });
    expect(await router?.map(MAPPING, 1200)).toEqual({
      kind: 'refused',
      why: { code: 'refused', detail: 'not authorized' },
    });
  });
});

it('passes over what answers something else, is cut short or of another version, and asks again', async () => {
  const asked = await withRouter([EXTERNAL, '', '008100000000000114b40035000004b0'], async (router) => {
    expect(await router?.map({ ...MAPPING, protocol: 'udp' }, 1200)).toEqual({
      kind: 'mapped',
      leaseSeconds: 1200,
    });
  });
  expect(asked.slice(1)).toEqual(['0001000014b40035000004b0', '0001000014b40035000004b0']);
  const odd = ['0080', '0280000000000001cb007107', EXTERNAL];
  await withRouter(odd, async (router) => expect(router).toBeDefined());
});

it('is not there where nothing answers', async () => {
  expect(await findNatPmpRouter('127.0.0.1', AbortSignal.timeout(50), 9)).toBeUndefined();
});
