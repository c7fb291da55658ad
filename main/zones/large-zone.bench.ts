/** How long work on a zone of many names takes, and how long it holds the main thread at most. `node main/zones/large-zone.bench.ts` prints it. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { TYPE } from '../../shared/dns/types.ts';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { edit, exampleContents, nameFrom, ORIGIN, SETTINGS, TemporaryZones } from './temporary-zones.ts';
import { RecordPages, type PageQuery } from './record-pages.ts';
import { servedPart } from './record-set.ts';
import { type Zone } from './zone.ts';

/** One kind of work, done `times` over. */
export interface Measured {
  readonly work: string;
  readonly times: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly longestBlockMs: number;
}

const EDITS = 500;
const ALL: PageQuery = { offset: 0, limit: 200, search: '', filter: 'all', sort: 'dns', descending: false };

export async function measureLargeZone(nameCount: number): Promise<readonly Measured[]> {
  const rows: Measured[] = [];
  const blocked = monitorEventLoopDelay({ resolution: 1 });
  const measure = async (
    work: string,
    times: number,
    run: (i: number) => Promise<unknown>,
  ): Promise<void> => {
    await sleep(20);
    blocked.reset();
    const tookMs: number[] = [];
    for (let i = 0; i < times; i++) {
      const start = performance.now();
      await run(i);
      tookMs.push(performance.now() - start);
    }
    // The monitor counts a block when it is over.
    await sleep(5);
    tookMs.sort((a, b) => a - b);
    const at = (part: number): number => tookMs[Math.min(times - 1, Math.floor(times * part))];
    rows.push({ work, times, medianMs: at(0.5), p99Ms: at(0.99), longestBlockMs: blocked.max / 1e6 });
  };
  const address = edit('@', 'A', ['192.0.2.1']).wished!;
  const host = (i: number) =>
    servedPart({ owner: nameFrom(`h${i}`, ORIGIN), type: TYPE.A, wished: address })!;
  const contents = ZoneContents.fromRRsets(ORIGIN, [
    ...exampleContents().rrsets(),
    ...Array.from({ length: nameCount }, (_, i) => host(i)),
  ]);
  const many = Array.from({ length: nameCount }, (_, i) => edit(`h${i}`, 'A', ['203.0.113.9']));
  const temporary = await TemporaryZones.make();
  blocked.enable();
  try {
    let zones = await temporary.open();
    const create = (): Promise<Zone> => zones.create({ contents, origin: 'imported', settings: SETTINGS });
    let zone: Zone | undefined;
    const open = (): Zone => zone!;
    await measure('import the zone', 1, async () => (zone = await create()));
    await measure('first commit, all rules asked', 1, () => open().commit());
    const somewhere = (i: number): string => `h${(i * 197) % nameCount}`;
    await measure('edit acknowledged', EDITS, (i) =>
      open().edit([edit(somewhere(i), 'A', [`198.51.100.${i % 250}`])], 'edit'),
    );
    await measure('undo acknowledged', 100, () => open().undoLast());
    await measure(`commit of ${EDITS - 100} edits`, 1, () => open().commit());
    await measure('edit and commit', 20, async (i) => {
      await open().edit([edit('h7', 'A', [`198.51.100.${i}`])], 'edit');
      await open().commit();
    });
    const pages = new RecordPages(open());
    await measure('first page', 1, () => pages.page(ALL));
    await measure('first search', 1, () => pages.page({ ...ALL, search: 'h777' }));
    await measure('further searches', 20, (i) => pages.page({ ...ALL, search: `h${i + 100}` }));
    await measure('load', 1, async () => (zone = (zones = await temporary.open()).find(ORIGIN)));
    await measure(`one step of ${nameCount} edits`, 1, () => open().edit(many, 'many'));
    await measure(`commit of ${nameCount} edits`, 1, () => open().commit());
  } finally {
    blocked.disable();
    await temporary.remove();
  }
  return rows;
}

if (import.meta.main)
  for (const { work, times, medianMs, p99Ms, longestBlockMs } of await measureLargeZone(100_000))
    console.log(
      [
        work.padEnd(32),
        `${medianMs.toFixed(1)} ms`.padStart(10),
        times > 1 ? `p99 ${p99Ms.toFixed(1)} ms`.padStart(14) : ''.padStart(14),
        `longest block ${longestBlockMs.toFixed(1)} ms`.padStart(24),
      ].join(' '),
    );
