/** The server on real sockets, asked by dig, kdig and by clients that behave badly. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Octets } from '../../shared/dns/octets.ts';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type ServerEvent } from '../../shared/model/server-events.ts';
import { type ServerLimits } from './limits.ts';
import { NameServer } from './name-server.ts';
import { type ServedZone, type ServedZones } from './served-zones.ts';
import {
  allow,
  contentsOf,
  keyOf,
  keysOf,
  messageOf,
  nameOf,
  requestOf,
  versionOf,
  zoneOf,
  zonesOf,
} from './zones-for-tests.ts';

const run = promisify(execFile);
const key = keyOf('good.example', 'the secret of the good key');
const wrongSecret = keyOf('good.example', 'another secret altogether');
const otherKey = keyOf('other.example', 'the secret of another key');
const small = contentsOf(
  'example.com',
  '@ 300 SOA ns h 5 3600 900 604800 60\n@ 300 NS ns\nns 300 A 192.0.2.53\n',
);
/** 30 MB: more than the system buffers for one connection. */
const large = ZoneContents.fromRRsets(nameOf('large.example'), [
  ...contentsOf('large.example', '@ 300 SOA ns h 5 3600 900 604800 60\n@ 300 NS ns.example.com.\n').rrsets(),
  ...Array.from({ length: 600 }, (_, i) => ({
    owner: nameOf(`n${i}.large.example`),
    type: 65280,
    ttlSeconds: 300,
    rdatas: [String(i).padEnd(50_000, 'x') as Octets],
  })),
]);
const zones: readonly ServedZone[] = [
  zoneOf('example.com', {
    version: versionOf(small),
    access: [allow(['127.0.0.1', '::1'], key)],
    isSecondary: (address) => address === '127.0.0.1' || address === '::1',
  }),
  zoneOf('large.example', {
    version: versionOf(large),
    access: [allow(['127.0.0.1'], 'no-key')],
    questions: 'anyone',
  }),
];

let server: NameServer;
let events: ServerEvent[];
let port: number;
let clockOffMs: number;

beforeEach(() => {
  events = [];
  clockOffMs = 0;
});
afterEach(async () => {
  await server.close();
});

async function open(
  limits: Partial<ServerLimits> = {},
  addresses: readonly string[] = ['127.0.0.1'],
  isListed: (address: string) => boolean = () => true,
  served: ServedZones = zonesOf(zones, isListed),
): Promise<void> {
  server = new NameServer({
    zones: served,
    keys: keysOf(key, otherKey),
    onEvent: (event) => events.push(event),
    now: () => Date.now() + clockOffMs,
    limits,
  });
  const [address, ...others] = addresses;
  const opened = await server.open([
    { address, port: 0 },
    ...others.map((other) => ({ address: other, port: 0 })),
  ]);
  if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened));
  port = opened.endpoints[0].port;
}

const tsig = ({ name, algorithm, secret }: typeof key): string =>
  `${algorithm}:${name.labels.join('.')}:${Buffer.from(secret).toString('base64')}`;

/** What dig prints. */
async function dig(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('dig', ['+tries=1', '+time=5', '-p', String(port), ...args]);
  return stdout;
}

const soaSeen = (output: string): number => [...output.matchAll(/\sSOA\s/g)].length;
const reasons = (): readonly string[] =>
  events.flatMap((event) => (event.kind === 'request-refused' ? [event.reason] : []));
const kinds = (): readonly string[] => events.map(({ kind }) => kind);

async function connect(localAddress = '127.0.0.1'): Promise<net.Socket> {
  const socket = net.connect({ port, host: '127.0.0.1', localAddress, allowHalfOpen: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

const framed = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);

/** All messages that come until the other side ends. */
async function received(socket: net.Socket): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const stream = Buffer.concat(chunks);
  const messages: Buffer[] = [];
  for (let at = 0; at < stream.length; at += 2 + stream.readUInt16BE(at))
    messages.push(stream.subarray(at + 2, at + 2 + stream.readUInt16BE(at)));
  return messages;
}

async function until(what: string, condition: () => boolean, withinMs = 5000): Promise<void> {
  for (const end = Date.now() + withinMs; !condition(); await sleep(10))
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}; ${JSON.stringify(events)}`);
}

describe('opening and closing', () => {
  it('listens on UDP and TCP of one free port, over IPv4 and IPv6, and on nothing afterwards', async () => {
    await open({}, ['127.0.0.1', '::1']);
    const [four, six] = server.endpoints;
    const soa = ['example.com', 'SOA', '+short'];
    const asked = await Promise.all([
      dig('@127.0.0.1', ...soa),
      dig('@127.0.0.1', '+tcp', ...soa),
      dig('@::1', '-p', String(six.port), ...soa),
      dig('@::1', '-p', String(six.port), '+tcp', ...soa),
    ]);
    expect(asked).toEqual(asked.map(() => 'ns.example.com. h.example.com. 5 3600 900 604800 60\n'));
    await server.close();
    expect(server.endpoints).toEqual([]);
    // Whoever comes now gets the port: nothing holds it.
    const next = new NameServer({ zones: zonesOf([]), keys: keysOf(), onEvent: () => undefined });
    expect(await next.open([four, six])).toEqual({ kind: 'opened', endpoints: [four, six] });
    await next.close();
  });

  it('opens all addresses or none, and says which failed and why', async () => {
    await open();
    const taken = server.endpoints[0];
    const second = new NameServer({ zones: zonesOf([]), keys: keysOf(), onEvent: () => undefined });
    const result = await second.open([
      { address: '127.0.0.1', port: 0 },
      taken,
      { address: '192.0.2.1', port: 0 },
    ]);
    expect(result).toEqual({
      kind: 'failed',
      failures: [
        { code: 'in-use', endpoint: taken, transport: 'tcp', systemCode: 'EADDRINUSE' },
        {
          code: 'no-such-address',
          endpoint: { address: '192.0.2.1', port: 0 },
          transport: 'tcp',
          systemCode: 'EADDRNOTAVAIL',
        },
      ],
    });
    expect(second.endpoints).toEqual([]);
  });
});

describe('a transfer to dig and kdig', () => {
  it('goes to the right key from the right address, and is told', async () => {
    await open();
    expect(soaSeen(await dig('@127.0.0.1', '-y', tsig(key), 'example.com', 'AXFR'))).toBe(2);
    await until('finish', () => events.length === 2);
    expect(events).toMatchObject([
      { kind: 'transfer-started', transfer: 1, zone: 'example.com.', transferKind: 'axfr', serial: 5 },
      { kind: 'transfer-finished', transfer: 1, records: 4, messages: 1, client: { key: 'good.example.' } },
    ]);
  });

  it.each([
    ['without a key', [], 'no-key'],
    ['with a key that is not the zone’s', ['-y', tsig(otherKey)], 'wrong-key'],
    ['with a wrong secret', ['-y', tsig(wrongSecret)], 'bad-signature'],
    ['with an unknown key', ['-y', tsig(keyOf('who.example', 'x'))], 'unknown-key'],
    ['with the right key from a wrong address', ['-b', '127.0.0.2', '-y', tsig(key)], 'not-on-list'],
  ])('is refused %s', async (_, args, reason) => {
    await open();
    expect(await dig('@127.0.0.1', ...args, 'example.com', 'AXFR')).toContain('Transfer failed.');
    expect(reasons()).toEqual([reason]);
  });

  it('is refused with BADTIME while the clocks are ten minutes apart', async () => {
    await open();
    clockOffMs = 600_000;
    const { stdout, stderr } = await run('kdig', [
      '-p',
      String(port),
      '@127.0.0.1',
      '-y',
      tsig(key),
      'example.com',
      'SOA',
      '+retry=0',
    ]);
    expect(stdout + stderr).toMatch(/BADTIME|NOTAUTH/);
    expect(events).toMatchObject([{ reason: 'bad-time', clientTime: expect.any(Number) }]);
  });

  it('as IXFR is answered as the whole zone, or as the SOA', async () => {
    await open();
    expect(soaSeen(await dig('@127.0.0.1', '-y', tsig(key), 'example.com', 'IXFR=4'))).toBe(2);
    expect(soaSeen(await dig('@127.0.0.1', '-y', tsig(key), 'example.com', 'IXFR=5'))).toBe(1);
    await until('events', () => events.length === 3);
    expect(events).toMatchObject([
      { kind: 'transfer-started', transferKind: 'axfr-style-ixfr', heldSerial: 4 },
      { kind: 'transfer-finished' },
      { kind: 'question-answered', type: 'IXFR', heldSerial: 5 },
    ]);
  });

  it('of a large zone arrives whole, by many at once, composed once', async () => {
    await open();
    await server.prepare([nameOf('large.example')]);
    const outputs = await Promise.all(
      [1, 2, 3].map(() => dig('@127.0.0.1', '+noall', '+stats', 'large.example', 'AXFR')),
    );
    for (const output of outputs) expect(output).toContain('XFR size: 603 records');
  });
});

describe('a TCP connection', () => {
  it('answers pipelined questions in their order, and closes after the client did', async () => {
    await open();
    const socket = await connect();
    const ids = Array.from({ length: 50 }, (_, i) => i + 1);
    socket.end(Buffer.concat(ids.map((id) => framed(requestOf('example.com', 'SOA', { id })))));
    expect((await received(socket)).map((bytes) => messageOf(bytes).header.id)).toEqual(ids);
  });

  it('with thousands of questions in one packet leaves the others their turn', async () => {
    await open();
    const socket = await connect();
    const questions = Array.from({ length: 20_000 }, (_, id) =>
      framed(requestOf('example.com', 'SOA', { id })),
    );
    const count = received(socket).then((messages) => messages.length);
    socket.end(Buffer.concat(questions));
    await until('a start', () => events.length > 100);
    expect(await dig('@127.0.0.1', '+short', 'example.com', 'SOA')).toContain(' 5 3600 ');
    expect(events.length).toBeLessThan(20_000);
    expect(await count).toBe(20_000);
  });

  it('stays open after an answer: Knot asks on', async () => {
    await open();
    const socket = await connect();
    socket.write(framed(requestOf('example.com', 'SOA', { id: 1 })));
    await once(socket, 'data');
    socket.end(framed(requestOf('example.com', 'NS', { id: 2 })));
    expect((await received(socket)).map((bytes) => messageOf(bytes).header.id)).toEqual([2]);
  });

  it('gets its whole transfer though it closed its side, or sent what nobody asked for', async () => {
    await open();
    const socket = await connect();
    socket.end(Buffer.concat([framed(requestOf('large.example', 'AXFR')), Buffer.alloc(100_000)]));
    const messages = await received(socket);
    const records = messages.map((bytes) => bytes.readUInt16BE(6)).reduce((sum, count) => sum + count, 0);
    expect(records).toBe(603);
  });

  it('is closed when no whole request comes in time, a byte now and then or not', async () => {
    await open({ requestTimeoutMs: 200, lingerMs: 100 });
    const [silent, dripping] = await Promise.all([connect(), connect()]);
    const dripped = setInterval(() => dripping.write(Buffer.of(1)), 30);
    const began = Date.now();
    silent.resume();
    dripping.resume();
    await Promise.all([once(silent, 'end'), once(dripping, 'end')]);
    clearInterval(dripped);
    expect(Date.now() - began).toBeLessThan(2000);
    await until('closed', () => server.connectionCount === 0);
  });

  it('is closed when nothing follows its first answer', async () => {
    await open({ requestTimeoutMs: 200, lingerMs: 100 });
    const socket = await connect();
    socket.write(framed(requestOf('example.com', 'SOA')));
    expect((await received(socket)).length).toBe(1);
  });

  it('is closed after what is no request', async () => {
    await open();
    const socket = await connect();
    socket.write(Buffer.alloc(64));
    expect(await received(socket)).toEqual([]);
    expect(reasons()).toEqual(['malformed']);
  });

  it('that stops reading is cut, and its transfer told as stalled', async () => {
    await open({ stallTimeoutMs: 200 });
    const socket = await connect();
    socket.pause();
    socket.write(framed(requestOf('large.example', 'AXFR')));
    await until('cut', () => kinds().includes('transfer-cut'));
    expect(events.at(-1)).toMatchObject({ kind: 'transfer-cut', reason: 'stalled', zone: 'large.example.' });
    socket.destroy();
    await until('closed', () => server.connectionCount === 0);
  });

  it('that goes away in a transfer is told so', async () => {
    await open();
    const socket = await connect();
    socket.write(framed(requestOf('large.example', 'AXFR')));
    await once(socket, 'data');
    socket.resetAndDestroy();
    await until('cut', () => kinds().includes('transfer-cut'));
    expect(events.at(-1)).toMatchObject({ reason: 'closed-by-client' });
  });

  it('does not hold up close(), whatever it is doing', async () => {
    await open();
    const idle = await connect();
    const stuck = await connect();
    stuck.pause();
    stuck.write(framed(requestOf('large.example', 'AXFR')));
    await until('start', () => kinds().includes('transfer-started'));
    await sleep(50);
    const began = Date.now();
    await server.close();
    expect(Date.now() - began).toBeLessThan(500);
    // Told when the transfer's turn comes, which on a busy machine is after close().
    await until('cut', () => kinds().includes('transfer-cut'));
    expect(events.at(-1)).toMatchObject({ kind: 'transfer-cut', reason: 'server-closed' });
    expect(server.connectionCount).toBe(0);
    idle.destroy();
    stuck.destroy();
  });
});

describe('many connections', () => {
  it('make room for new ones: the longest idle goes, a stranger’s first', async () => {
    await open({ connections: 10 }, ['127.0.0.1'], (address) => address === '127.0.0.1');
    const listed = await Promise.all(Array.from({ length: 5 }, () => connect()));
    const strangers = await Promise.all(Array.from({ length: 5 }, () => connect('127.0.0.2')));
    const newcomer = await connect();
    newcomer.end(framed(requestOf('example.com', 'SOA', { id: 9 })));
    expect((await received(newcomer)).length).toBe(1);
    for (const socket of [...listed, ...strangers]) socket.resume();
    await until('a stranger closed', () => strangers.some(({ readableEnded }) => readableEnded));
    expect(listed.map(({ readableEnded }) => readableEnded)).toEqual(listed.map(() => false));
    for (const socket of [...listed, ...strangers]) socket.destroy();
  });

  it('of one stranger are few: the longest idle goes', async () => {
    await open({ connectionsPerStranger: 3 }, ['127.0.0.1'], () => false);
    const sockets = await Promise.all(Array.from({ length: 12 }, () => connect('127.0.0.2')));
    for (const socket of sockets) socket.resume();
    const closed = (): number => sockets.filter(({ readableEnded }) => readableEnded).length;
    await until('nine closed', () => closed() === 9);
    expect(server.connectionCount).toBe(3);
    expect(reasons()).toEqual([]);
    for (const socket of sockets) socket.destroy();
  });

  it('of one stranger that are all busy keep their places, and the next one is refused', async () => {
    await open({ connectionsPerStranger: 3 }, ['127.0.0.1'], () => false);
    const busy = await Promise.all(Array.from({ length: 3 }, () => connect()));
    for (const socket of busy) socket.pause().write(framed(requestOf('large.example', 'AXFR')));
    await until('busy', () => kinds().filter((kind) => kind === 'transfer-started').length === 3);
    expect(await received(await connect())).toEqual([]);
    expect(reasons()).toEqual(['too-many-connections']);
    expect(server.connectionCount).toBe(3);
    for (const socket of busy) socket.destroy();
  });

  it('all 2,000 opened at once leave the server answering', async () => {
    await open({ connections: 200, connectionsPerAddress: 10_000 });
    const sockets: net.Socket[] = [];
    for (let i = 0; i < 20; i++)
      sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => connect()))));
    expect(server.connectionCount).toBeLessThanOrEqual(200);
    expect(await dig('@127.0.0.1', '+tcp', '+short', 'example.com', 'SOA')).toContain(' 5 3600 ');
    for (const socket of sockets) socket.destroy();
    await until('closed', () => server.connectionCount === 0);
  }, 60_000);
});

describe('UDP', () => {
  it('questions of strangers are limited, and told once', async () => {
    await open({ strangersPerSecond: 2 }, ['127.0.0.1'], () => false);
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, () => dig('@127.0.0.1', '+time=1', 'large.example', 'SOA', '+short')),
    );
    const answered = asked.filter(({ status }) => status === 'fulfilled').length;
    // How many exactly is rate-limit.test.ts's to say: a dig that was late has used an answer up all the same.
    expect(answered).toBeGreaterThanOrEqual(1);
    expect(answered).toBeLessThan(10);
    expect(reasons()).toEqual(['rate-limited']);
  });
});

describe('a defect in answering', () => {
  it('costs the one who met it an answer, and nobody else the server', async () => {
    const broken = zonesOf(zones);
    const closest: ServedZones['closest'] = (name) => {
      if (name.equals(nameOf('broken.example'))) throw new TypeError('a defect');
      return broken.closest(name);
    };
    await open({}, ['127.0.0.1'], undefined, { ...broken, closest });
    const socket = await connect();
    socket.write(framed(requestOf('broken.example', 'SOA')));
    expect(await received(socket)).toEqual([]);
    await expect(dig('@127.0.0.1', '+time=1', 'broken.example', 'SOA')).rejects.toThrow();
    expect(await dig('@127.0.0.1', '+short', 'example.com', 'SOA')).toContain(' 5 3600 ');
    expect(events).toMatchObject([
      { reason: 'program-defect', trace: expect.stringContaining('TypeError: a defect') },
      { kind: 'question-answered' },
    ]);
  });
});
