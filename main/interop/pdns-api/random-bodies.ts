/** Random bodies for the API: noise, and requests that are nearly right. Reproducible by their seed. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningApi } from './running-api.ts';

/** What a run of random bodies came to. */
export interface FuzzOutcome {
  readonly sent: number;
  /** Answers other than 4xx, as `method path status`. */
  readonly unexpected: readonly string[];
  /** How much more memory the app holds afterwards. */
  readonly grownMegabytes: number;
}

const PER_SECOND = 100;
const TARGETS = [
  ['POST', '/zones'],
  ['PATCH', '/zones/fuzz.test.'],
  ['POST', '/zones/fuzz.test./metadata'],
  ['PUT', '/zones/fuzz.test./metadata/ALLOW-AXFR-FROM'],
  ['POST', '/zones/fuzz.test./cryptokeys'],
  ['POST', '/tsigkeys'],
] as const;

/** Sends a hundred a second for so long. */
export async function sendRandomBodies(api: RunningApi, seconds: number, seed: number): Promise<FuzzOutcome> {
  const random = mulberry(seed);
  await api.call('POST', '/zones', { name: 'fuzz.test.', kind: 'Native', nameservers: ['ns1.b.test.'] });
  await sendSecond(api, random, []);
  const before = await residentMegabytes(api);
  const unexpected: string[] = [];
  for (let second = 0; second < seconds; second++) {
    const started = performance.now();
    await sendSecond(api, random, unexpected);
    await sleep(Math.max(0, 1000 - (performance.now() - started)));
  }
  return { sent: seconds * PER_SECOND, unexpected, grownMegabytes: (await residentMegabytes(api)) - before };
}

async function sendSecond(api: RunningApi, random: () => number, unexpected: string[]): Promise<void> {
  const bodies = Array.from({ length: PER_SECOND }, () => {
    const target = pick(TARGETS, random);
    return { target, body: random() < 0.3 ? noise(random) : nearlyRight(random) };
  });
  await Promise.all(
    bodies.map(async ({ target: [method, path], body }) => {
      const { status } = await api.call(method, path, body);
      if (status < 400 || status > 499) unexpected.push(`${method} ${path} ${status}: ${body.slice(0, 200)}`);
    }),
  );
}

/** Text that is no JSON, or JSON of no meaning. */
function noise(random: () => number): string {
  const length = Math.floor(random() * 300) + 1;
  const characters = Array.from({ length }, () => String.fromCodePoint(Math.floor(random() * 0x250) + 1));
  return random() < 0.5 ? characters.join('') : JSON.stringify(value(random, 0));
}

/** Members that the API knows, with values that do not fit: every one lacks something. */
function nearlyRight(random: () => number): string {
  const set = {
    name: pick(['x.fuzz.test.', 'x.fuzz.test', 'x.other.test.', 'a..b.', '\u0000', 5, null], random),
    type: pick(['A', 'MX', 'TXT', 'SOA', 'NOSUCH', 'TYPE0', 'ANY', '', 7], random),
    ttl: pick([60, -1, 'x', 1e300, null], random),
    changetype: pick(['REPLACE', 'EXTEND', 'PRUNE', 'ADD', 3], random),
    records: pick([[{ content: value(random, 2) }], [{ content: '999.1.1.1 ( "' }], [5], 'x', [{}]], random),
    comments: pick([undefined, [{ content: 1 }], [7]], random),
  };
  return JSON.stringify({
    name: pick(['new.test', 'a b.test.', '', 9, `${'x'.repeat(70)}.test.`], random),
    kind: pick(['Slave', 7, null], random),
    metadata: pick(['x', [7], [null], ['999.0.0.1']], random),
    keytype: pick(['x', 7, null], random),
    algorithm: pick(['none', 999, {}], random),
    rrsets: pick([[set, set], [null], [[]], 'x', { 0: set }], random),
  });
}

function value(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 3 ? 5 : 7));
  if (kind === 0) return null;
  if (kind === 1) return random() < 0.5;
  if (kind === 2) return (random() - 0.5) * 10 ** Math.floor(random() * 300);
  if (kind === 3)
    return pick(['', '\\', '"', '\\#', '\u2028', '.', '('], random).repeat(Math.floor(random() * 20));
  if (kind === 4) return pick(['__proto__', 'constructor', 'name', 'rrsets'], random);
  const length = Math.floor(random() * 4);
  if (kind === 5) return Array.from({ length }, () => value(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length }, (_, at) => [
      pick(['a', '__proto__', 'toString', 'records', 'ttl'], random) + at,
      value(random, depth + 1),
    ]),
  );
}

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)];

/** A small generator of good enough numbers: Mulberry32. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Linux tells; elsewhere nothing is known, and nothing is said to have grown. */
async function residentMegabytes({ app }: RunningApi): Promise<number> {
  const status = await readFile(`/proc/${app.process.pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+([0-9]+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
