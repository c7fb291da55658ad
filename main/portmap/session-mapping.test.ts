/** What is asked of routers, and when: the router is a table here, the file is a real one. */
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { openJsonFile } from '../storage/json-file.ts';
import { temporaryFolder } from '../storage/temp-folder.ts';
import { AskedMappings, askedMappingsFile } from './asked-mappings.ts';
import type { MapOutcome, Mapping, Router } from './router.ts';
import { SessionMapping } from './session-mapping.ts';

const LISTENING = [
  { address: '0.0.0.0', port: 5300 },
  { address: '::', port: 5300 },
];
const HOME = '192.168.1.5';
const INTERNAL = { address: HOME, port: 5300 };
const ROUTER = '192.168.1.1';
const LEASED: MapOutcome = { kind: 'mapped', leaseSeconds: 1200 };

/** A router that keeps what it maps in a table. */
class TableRouter implements Router {
  readonly by = 'nat-pmp';
  readonly place = ROUTER;
  readonly localAddress = HOME;
  readonly table = new Set<string>();
  /** Called before it maps anything; what it answers. */
  answer: (mapping: Mapping) => MapOutcome | Promise<MapOutcome> = () => LEASED;
  listens = true;
  asked = 0;

  externalAddress = (): Promise<string> => Promise.resolve('203.0.113.7');

  async map(mapping: Mapping): Promise<MapOutcome> {
    this.asked++;
    const outcome = await this.answer(mapping);
    if (outcome.kind === 'mapped') this.table.add(mapping.protocol);
    return outcome;
  }

  unmap({ protocol }: Mapping): Promise<boolean> {
    if (this.listens) this.table.delete(protocol);
    return Promise.resolve(this.listens);
  }
}

async function makeMapping(routers: readonly TableRouter[], localAddress: string | null = HOME) {
  const file = path.join(await temporaryFolder(), 'port-mappings.json');
  const bugs: unknown[] = [];
  const open = async (now = () => 0) =>
    new SessionMapping({
      asked: new AskedMappings(
        await openJsonFile({ path: file, schema: askedMappingsFile, initial: () => ({ mappings: [] }) }),
      ),
      routers: {
        async *find() {
          yield* routers;
        },
        again: (_by, place) => Promise.resolve(routers.find((router) => router.place === place)),
      },
      isOn: () => true,
      externalPort: () => 53,
      localAddress: () => Promise.resolve(localAddress ?? undefined),
      now,
      onChanged: () => undefined,
      onBug: (error) => bugs.push(error),
    });
  const onDisk = async (): Promise<string[]> => {
    const { data } = JSON.parse(await readFile(file, 'utf8')) as {
      data: { mappings: { protocol: string }[] };
    };
    return data.mappings.map(({ protocol }) => protocol);
  };
  return { mapping: await open(), open, onDisk, bugs };
}

const settled = (mapping: SessionMapping) => vi.waitUntil(() => mapping.state?.state !== 'asking');

afterEach(() => vi.useRealTimers());

it('has each mapping on the disk before the router is asked for it, and not any more when it is removed', async () => {
  const router = new TableRouter();
  const { mapping, onDisk, bugs } = await makeMapping([router]);
  const seen: string[][] = [];
  router.answer = async () => {
    seen.push(await onDisk());
    return LEASED;
  };
  mapping.begin(LISTENING);
  await settled(mapping);
  expect(mapping.state).toEqual({
    state: 'mapped',
    by: 'nat-pmp',
    externalPort: 53,
    internal: INTERNAL,
    externalAddress: '203.0.113.7',
  });
  await mapping.end();
  expect([seen, await onDisk(), [...router.table], mapping.state, bugs]).toEqual([
    [['udp'], ['udp', 'tcp']],
    [],
    [],
    null,
    [],
  ]);
});

it('takes UDP back when TCP is refused, and asks the next router', async () => {
  const first = new TableRouter();
  const second = new TableRouter();
  first.answer = ({ protocol }) =>
    protocol === 'udp' ? LEASED : { kind: 'refused', why: { code: 'refused', detail: 'not authorized' } };
  const { mapping } = await makeMapping([first, second]);
  mapping.begin(LISTENING);
  await settled(mapping);
  expect([[...first.table], [...second.table], mapping.state?.state]).toEqual([[], ['udp', 'tcp'], 'mapped']);
  await mapping.end();
});

it('removes at the next start what a crash left behind; keeps on its list what it could not, until the lease is over', async () => {
  const router = new TableRouter();
  const { mapping: crashed, open, onDisk } = await makeMapping([router]);
  crashed.begin(LISTENING);
  await settled(crashed);
  router.listens = false;
  await (await open()).sweep();
  expect(await onDisk()).toEqual(['udp', 'tcp']);
  await (await open(() => 1_200_001)).sweep();
  expect([await onDisk(), [...router.table]]).toEqual([[], ['udp', 'tcp']]);
  router.listens = true;
  crashed.begin(LISTENING);
  await settled(crashed);
  await (await open()).sweep();
  expect([await onDisk(), [...router.table]]).toEqual([[], []]);
});

it('leaves nothing behind when the session ends while the router is still being asked', async () => {
  const router = new TableRouter();
  const { mapping, onDisk } = await makeMapping([router]);
  const { promise, resolve } = Promise.withResolvers<MapOutcome>();
  router.answer = () => promise;
  mapping.begin(LISTENING);
  await vi.waitUntil(() => router.asked === 1);
  const ended = mapping.end();
  expect(mapping.state).toBeNull();
  resolve(LEASED);
  await ended;
  expect([[...router.table], await onDisk(), mapping.state]).toEqual([[], [], null]);
});

it('renews at the half of the lease while the session is open, and not after', async () => {
  const router = new TableRouter();
  const { mapping } = await makeMapping([router]);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  mapping.begin(LISTENING);
  await vi.waitUntil(() => mapping.state?.state === 'mapped');
  expect(router.asked).toBe(2);
  await vi.advanceTimersByTimeAsync(600_000);
  await vi.waitUntil(() => router.asked === 4);
  await mapping.end();
  await vi.advanceTimersByTimeAsync(1_200_000);
  expect(router.asked).toBe(4);
});

it.each([
  { listening: LISTENING, local: HOME, state: { state: 'no-router', externalPort: 53, internal: INTERNAL } },
  {
    listening: LISTENING,
    local: null,
    state: { state: 'no-router', externalPort: 53, internal: null },
  },
  { listening: [{ address: '127.0.0.1', port: 53 }], local: HOME, state: { state: 'not-listening' } },
])('without a router: $state', async ({ listening, local, state }) => {
  const { mapping } = await makeMapping([], local);
  mapping.begin(listening);
  await settled(mapping);
  expect(mapping.state).toEqual(state);
  await mapping.end();
});
