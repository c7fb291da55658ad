import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { askHttpsDate, parseHttpDate } from './https-date.ts';
import certificates from './vectors/tls-certificates.json' with { type: 'json' };

/** What the asked server's clock shows; ours shows what a test says. */
const SERVER_MS = 1_800_000_000_000;
const DATE = new Date(SERVER_MS).toUTCString();

interface Asked {
  readonly certificate?: 'valid' | 'expired' | 'notYetValid' | 'otherHost';
  readonly trustsRoot?: boolean;
  readonly aheadMs?: number;
}

/** Asks a web server on loopback; `times` are how often it was asked. */
async function ask(
  answer: RequestListener,
  { certificate = 'valid', trustsRoot = true, aheadMs = 0 }: Asked = {},
): Promise<{ readonly ahead: number | undefined; readonly times: number }> {
  let times = 0;
  const { key, root } = certificates;
  const server = createServer({ key, cert: certificates[certificate] }, (request, response) => {
    times++;
    response.sendDate = false;
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const ahead = await askHttpsDate({
      server: '127.0.0.1',
      port,
      waitMs: 2000,
      now: () => SERVER_MS + 500 - aheadMs,
      ca: trustsRoot ? root : undefined,
    });
    return { ahead, times };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const dated =
  (date: string, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { date, location: 'https://127.0.0.1:1/' }).end();

describe('askHttpsDate', () => {
  it('tells how far the server is ahead, asking for a head only', async () => {
    const methods: unknown[] = [];
    const asked = await ask(
      (request, response) => {
        methods.push(request.method, request.url);
        dated(DATE)(request, response);
      },
      { aheadMs: 600_000 },
    );
    expect([asked, methods]).toEqual([{ ahead: 600, times: 1 }, ['HEAD', '/']]);
  });

  it.each([301, 404, 500])(
    'takes the Date of an answer with status %i, and follows nowhere',
    async (status) => {
      expect(await ask(dated(DATE, status))).toEqual({ ahead: 0, times: 1 });
    },
  );

  it.each(['', 'yesterday', '2027-01-15T08:00:00Z', DATE.replace('Fri', 'Mon'), `${DATE} `.repeat(2)])(
    'takes no answer with the Date %j',
    async (date) => {
      expect((await ask(dated(date))).ahead).toBeUndefined();
    },
  );

  it('takes no answer without a Date', async () => {
    expect((await ask((_request, response) => void response.end())).ahead).toBeUndefined();
  });

  it.each<Asked>([{ trustsRoot: false }, { certificate: 'otherHost' }])(
    'takes no answer from a server that it cannot tell from another (%o)',
    async (asked) => {
      expect((await ask(dated(DATE), { ...asked, aheadMs: 600_000 })).ahead).toBeUndefined();
    },
  );

  it.each(['expired', 'notYetValid'] as const)(
    'hears a server whose certificate is %s when it says that our clock is wrong, and only then',
    async (certificate) => {
      expect((await ask(dated(DATE), { certificate, aheadMs: -86_400_000 })).ahead).toBe(-86_400);
      expect((await ask(dated(DATE), { certificate, aheadMs: 2000 })).ahead).toBeUndefined();
    },
  );

  it('gives up in time, and says nothing where nobody answers or TLS is not spoken', async () => {
    const silent = createServer({ key: certificates.key, cert: certificates.valid }, () => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const question = { server: '127.0.0.1', waitMs: 150, now: () => SERVER_MS, ca: certificates.root };
    try {
      expect(await askHttpsDate({ ...question, port })).toBeUndefined();
    } finally {
      silent.closeAllConnections();
      silent.close();
      await once(silent, 'close');
    }
    expect(await askHttpsDate({ ...question, port })).toBeUndefined();
  });
});

describe('parseHttpDate', () => {
  it('reads the one form that servers may send', () => {
    expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
  });

  it.each(['Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994', 'Mon, 31 Feb 1994 08:49:37 GMT'])(
    'does not guess at %s',
    (text) => {
      expect(parseHttpDate(text)).toBeUndefined();
    },
  );
});
