/** Edits in the 100,000-name zone: from the call to its acknowledgement, when they are on the disk. */
import { bigZoneText, NAMES } from './big-zone.ts';
import { BLOCK_TITLE, WatchedApp } from './our-app.ts';
import { percentile99, type Part, type Table } from './report.ts';

const EDITS = 300;

export const edit: Part = { name: 'edit', run: runEdits };

async function* runEdits(): AsyncGenerator<Table> {
  await using watched = await WatchedApp.start();
  const { calls } = watched.app;
  const { name: zone } = await calls.zones.import({ text: bigZoneText(), kind: 'primary' });
  await calls.session.start({});
  await calls.session.stop({ force: true });
  await watched.blocks('import');

  const edits: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    const owner = `host-${(i * 7919) % NAMES}`;
    edits.push(
      await timed(() =>
        calls.records.edit({
          zone,
          sets: [{ owner, type: 'A', ttlSeconds: 300, values: [{ text: '192.0.2.1' }] }],
        }),
      ),
    );
  }
  const undos: number[] = [];
  for (let i = 0; i < EDITS / 10; i++) undos.push(await timed(() => calls.records.undo({ zone })));
  const editBlock = await watched.blocks(`${EDITS} edits, ${EDITS / 10} taken back`);
  const commit = await timed(() => calls.session.start({}));
  const commitBlock = await watched.blocks('the commit');
  yield {
    title: 'An edit in the 100,000-name zone, call to acknowledgement (wanted: at most 10 ms)',
    unit: 'ms',
    rows: [
      { who: 'edit', samples: edits, note: `99 of 100 within ${percentile99(edits).toFixed(2)} ms` },
      { who: 'undo', samples: undos },
      { who: `commit of ${EDITS - EDITS / 10} edits and opening of the session`, samples: [commit] },
    ],
    alone: true,
  };
  yield { title: BLOCK_TITLE, unit: 'ms', rows: [editBlock, commitBlock], alone: true };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganAt = performance.now();
  await work();
  return performance.now() - beganAt;
}
