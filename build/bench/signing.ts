/**
 * Signing the 100,000-name zone, NSEC, algorithm 13, one CSK: 200,000 signatures. Ours beside dnssec-signzone, ldns-signzone
 * and Knot with two threads, and beside what `openssl speed` says two processes could do; then one edit in the signed zone.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { scanName } from '../../shared/dns/name-text.ts';
import type { Name } from '../../shared/dns/name.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../shared/dns/types.ts';
import type { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { scanZone } from '../../shared/dns/zone-file/scan-zone.ts';
import { generateZoneKey } from '../../main/dnssec/keys/zone-key.ts';
import { signingKeys } from '../../main/dnssec/signing/keys-for-tests.ts';
import { type Denial, type Signing } from '../../main/dnssec/signing/signing.ts';
import { SigningPool } from '../../main/dnssec/signing/signing-pool.ts';
import { ZoneSigner } from '../../main/dnssec/zone-signer.ts';
import { run } from '../../main/interop/peers/daemon.ts';
import { Turn } from '../../main/zones/turn.ts';
import { BIG_ZONE, bigZoneText, NAMES, writeBigZone } from './big-zone.ts';
import type { Part, Row, Table } from './report.ts';
import { knotConfiguration, signingBind, signingKnot } from './signing-peers.ts';

/** As many as there are contestants: each goes first once, and follows each other one. */
const ROUNDS = 5;
const EDITS = 50;
const DAY_SECONDS = 86_400;
/** A set per name and its NSEC; the apex has SOA, NS and DNSKEY beside. */
const SIGNATURES = 2 * NAMES + 4;
const LOOP_RESOLUTION_MS = 1;
const SETTLING_MS = 500;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

export const signing: Part = { name: 'signing', run: runSigners };

async function* runSigners(): AsyncGenerator<Table> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-signing-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true }));
  const signer = new ZoneSigner(new SigningPool(2));
  stack.defer(() => signer.dispose());
  const zone = scanName(`${BIG_ZONE}.` as Octets) as Name;
  const contents = scanZone({ file: BIG_ZONE, text: bigZoneText() as Octets }, { zone }).contents();
  const key = await generateZoneKey('csk', 13);
  const runOf = (denial: Denial): Signing => ({
    keys: signingKeys([{ key, signs: true }]),
    policy: {
      denial,
      lifetimeSeconds: 126 * DAY_SECONDS,
      renewBelowSeconds: 79 * DAY_SECONDS,
      keyTtlSeconds: 3600,
    },
    nowSeconds: Math.floor(Date.now() / 1000),
  });

  const blocks: number[] = [];
  let served = contents;
  const contestants: readonly Contestant[] = [
    {
      who: 'Hidden Primary (2 workers)',
      run: async () => {
        const signed = await watched(() => signer.sign(contents, runOf('nsec'), { turn: new Turn() }));
        served = signed.result;
        blocks.push(signed.longestBlockMs);
        return signed.ms;
      },
    },
    ...(await peerSigners(folder)),
    {
      who: 'openssl speed -multi 2, as many signatures',
      note: 'nothing but signing',
      run: opensslMs,
    },
  ];
  const rows = contestants.map(({ who, note }): Row & { samples: number[] } => ({ who, note, samples: [] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const n = (round + turn) % contestants.length;
      await settled();
      rows[n].samples.push(await contestants[n].run());
    }
  }
  yield {
    title: `First signing of ${NAMES} names (wanted: at most 0.6 of the fastest peer; peers read and write files, too)`,
    unit: 'ms',
    byRound: true,
    rows,
  };
  yield {
    title: 'Longest block of the main thread meanwhile (wanted: at most 50 ms)',
    unit: 'ms',
    rows: [{ who: 'Hidden Primary', samples: blocks }],
  };
  yield* edits(signer, contents, served, runOf);
}

/** One address changed in the signed zone, again and again: ours with each chain, the peers with NSEC. */
async function* edits(
  signer: ZoneSigner,
  contents: ZoneContents,
  served: ZoneContents,
  runOf: (denial: Denial) => Signing,
): AsyncGenerator<Table> {
  const rows: (Row & { samples: number[] })[] = [];
  const blocks: number[] = [];
  for (const denial of ['nsec', 'nsec3'] as const) {
    const times: number[] = [];
    let before = {
      contents,
      served: denial === 'nsec' ? served : await signer.sign(contents, runOf(denial), { turn: new Turn() }),
    };
    for (let n = 0; n < EDITS; n++) {
      const next = edited(before.contents, n);
      const signed = await watched(() => signer.sign(next, runOf(denial), { turn: new Turn() }, before));
      before = { contents: next, served: signed.result };
      times.push(signed.ms);
      blocks.push(signed.longestBlockMs);
    }
    rows.push({ who: `Hidden Primary (${denial.toUpperCase()}, until it is signed)`, samples: times });
  }
  for (const start of [signingKnot, signingBind]) {
    await using peer = await start();
    const times: number[] = [];
    for (let n = 0; n < EDITS; n++) times.push(await peer.edit(n));
    rows.push({ who: peer.who, samples: times, note: 'until it is served' });
  }
  yield { title: 'One edit in the signed zone (wanted: faster than both)', unit: 'ms', rows };
  yield {
    title: 'Longest block of the main thread during an edit (wanted: at most 50 ms)',
    unit: 'ms',
    rows: [{ who: 'Hidden Primary', samples: blocks }],
  };
}

/** Every other edit adds a name to the chain, the others change an address; the serial goes up. */
function edited(contents: ZoneContents, n: number): ZoneContents {
  const label = n % 2 === 0 ? `new-${n}` : `host-${(n * 7919) % NAMES}`;
  const owner = contents.origin.child(label as Octets)!;
  const set = contents.soa!;
  const fields = soa.parse(set.rdatas[0]);
  return contents
    .with(owner, TYPE.A, { owner, type: TYPE.A, ttlSeconds: 300, rdatas: ['\xc0\0\x02\x01' as Octets] })
    .with(contents.origin, TYPE.SOA, {
      ...set,
      rdatas: [soa.compose({ ...fields, serial: fields.serial + 1 })],
    });
}

interface Contestant {
  readonly who: string;
  readonly note?: string;
  /** Signs the zone once; its time in milliseconds. */
  readonly run: () => Promise<number>;
}

async function peerSigners(folder: string): Promise<readonly Contestant[]> {
  const file = writeBigZone(folder);
  const keys = path.join(folder, 'keys');
  mkdirSync(keys);
  const { stdout } = await run(
    'dnssec-keygen',
    '-q',
    '-K',
    keys,
    '-a',
    '13',
    '-f',
    'KSK',
    '-L',
    '3600',
    BIG_ZONE,
  );
  const keyFile = path.join(keys, stdout.trim());
  const output = path.join(folder, 'signed');
  const knot = path.join(folder, 'knot');
  mkdirSync(knot);
  const configuration = path.join(folder, 'knot.conf');
  writeFileSync(configuration, knotConfiguration(knot, file));
  const sign = [
    '-z',
    '-q',
    '-P',
    '-n',
    '2',
    '-o',
    BIG_ZONE,
    '-K',
    keys,
    '-d',
    folder,
    '-f',
    output,
    '-S',
    file,
  ];
  return [
    {
      who: 'Knot (kzonesign, 2 threads)',
      run: () => timed('kzonesign', '-c', configuration, '-o', knot, BIG_ZONE),
    },
    {
      who: 'ldns-signzone',
      note: '1 thread',
      run: () => timed('ldns-signzone', '-o', BIG_ZONE, '-f', output, file, keyFile),
    },
    { who: 'BIND (dnssec-signzone -n 2)', run: () => timed('dnssec-signzone', ...sign) },
  ];
}

/** How long two processes of OpenSSL would take for as many signatures. */
async function opensslMs(): Promise<number> {
  const { stdout } = await run('openssl', 'speed', '-multi', '2', '-seconds', '2', 'ecdsap256');
  const perSecond = /nistp256\)\s+\S+\s+\S+\s+([\d.]+)/.exec(stdout)?.[1];
  if (perSecond === undefined) throw new Error(`openssl speed told no figure: ${stdout}`);
  return (SIGNATURES / Number(perSecond)) * 1000;
}

async function watched<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly ms: number; readonly longestBlockMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  delay.enable();
  const beganAt = performance.now();
  const result = await work();
  const ms = performance.now() - beganAt;
  delay.disable();
  return { result, ms, longestBlockMs: Math.max(0, delay.max / 1e6 - LOOP_RESOLUTION_MS) };
}

/** What a program takes from its start to its end. */
async function timed(program: string, ...args: readonly string[]): Promise<number> {
  const beganAt = performance.now();
  await run(program, ...args);
  return performance.now() - beganAt;
}

/** What the one before wrote is on the disk, and the zone that we signed before is collected, before the next one is timed. */
async function settled(): Promise<void> {
  await run('sync');
  collectGarbage();
  await sleep(SETTLING_MS);
}
