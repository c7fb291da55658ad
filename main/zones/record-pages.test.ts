import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RecordRow } from '../../shared/model/records.ts';
import { RecordPages, rowTexts, type PageQuery } from './record-pages.ts';
import { edit, exampleContents, SETTINGS, TemporaryZones } from './temporary-zones.ts';
import { type Zone } from './zone.ts';

let temporary: TemporaryZones;
let zone: Zone;
let pages: RecordPages;

beforeEach(async () => {
  temporary = await TemporaryZones.make();
  const zones = await temporary.open();
  zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  pages = new RecordPages(zone);
  await zone.edit(
    [
      edit('www', 'A', ['192.0.2.1', '192.0.2.2']),
      edit('mail', 'A', ['192.0.2.3'], { ttl: 60 }),
      edit('off', 'A', [], { disabled: ['192.0.2.9'], ttl: 7, comment: 'until May' }),
      edit('@', 'MX', ['10 mail']),
    ],
    'some',
  );
});
afterEach(() => temporary.remove());

const ALL: PageQuery = { offset: 0, limit: 100, search: '', filter: 'all', sort: 'dns', descending: false };
const named = ({ owner, type, change }: RecordRow): string => [owner, type, change ?? ''].join(' ').trim();
const list = async (query: Partial<PageQuery> = {}): Promise<string[]> =>
  (await pages.page({ ...ALL, ...query })).rows.map(named);

describe('the records table', () => {
  it('shows the apex first with SOA and NS, then names in canonical order; all is new before the first version', async () => {
    expect(await list()).toEqual([
      '@ SOA added',
      '@ NS added',
      '@ MX added',
      'mail A added',
      'off A added',
      'www A added',
    ]);
  });

  it('marks what the draft adds, changes and removes, with what was there before', async () => {
    await zone.commit();
    await zone.edit([edit('www', 'A', ['192.0.2.7']), edit('mail', 'A'), edit('new', 'TXT', ['x'])], 'more');
    const { rows, counts, total, serial, nextSerial, undo, redo } = await pages.page({
      ...ALL,
      filter: 'edited',
    });
    expect(rows.map(named)).toEqual(['mail A removed', 'new TXT added', 'www A changed']);
    expect(rows[2].before?.values.map(({ text }) => text)).toEqual(['192.0.2.1', '192.0.2.2']);
    expect({ counts, total, serial, nextSerial, undo, redo }).toEqual({
      counts: { all: 7, edited: 3, disabled: 1 },
      total: 3,
      serial: 2026112301,
      nextSerial: 2026112302,
      undo: 'more',
      redo: null,
    });
  });

  it('shows a disabled set with its TTL and comment', async () => {
    expect((await pages.page({ ...ALL, filter: 'disabled' })).rows).toMatchObject([
      { owner: 'off', ttlSeconds: 7, comment: 'until May', values: [{ text: '192.0.2.9', disabled: true }] },
    ]);
  });

  it('finds by owner, type, content and comment', async () => {
    const found = await Promise.all(
      ['ww', 'mx', '192.0.2.3', 'May', '192.0.2.9'].map((search) => list({ search })),
    );
    expect(found).toEqual([
      ['www A added'],
      ['@ MX added'],
      ['mail A added'],
      ['off A added'],
      ['off A added'],
    ]);
  });

  it('finds in a longer text what a search of its own finds, and after an edit what is there then', async () => {
    await list({ search: '192.0.2' });
    expect([await list({ search: '192.0.2.3' }), await list({ search: '192.0' })]).toEqual([
      ['mail A added'],
      ['mail A added', 'off A added', 'www A added'],
    ]);
    await zone.edit([edit('www', 'A', ['192.0.2.30'])], 'edit');
    expect(await list({ search: '192.0.2.3' })).toEqual(['mail A added', 'www A added']);
  });

  it('goes on from what the last question found, also when an earlier one takes longer', async () => {
    const hosts = Array.from({ length: 200 }, (_, n) => edit(`h${n}`, 'A', ['192.0.2.1']));
    await zone.edit(hosts, 'hosts');
    const texts = rowTexts();
    const of = texts.of.bind(texts);
    let looked = 0;
    const look = vi.spyOn(texts, 'of').mockImplementation((...args) => {
      // The first question has to give way in the middle; the second overtakes it.
      const until = performance.now() + (++looked <= 64 ? 0.3 : 0);
      while (performance.now() < until);
      return of(...args);
    });
    const own = new RecordPages(zone, texts);
    await own.page(ALL);
    const ended: string[] = [];
    await Promise.all(
      ['h1', 'h12'].map((search) => own.page({ ...ALL, search }).then(() => ended.push(search))),
    );
    expect(ended).toEqual(['h12', 'h1']);
    look.mockClear();
    expect((await own.page({ ...ALL, search: 'h121' })).total).toBe(1);
    expect(look).toHaveBeenCalledTimes(11); // h12, h120 to h129
  });

  it('sorts by type, TTL and content, both ways', async () => {
    const first = async (sort: PageQuery['sort'], descending = false): Promise<string> =>
      (await list({ sort, descending, limit: 1 }))[0];
    expect([
      await first('type'),
      await first('type', true),
      await first('ttl'),
      await first('content'),
    ]).toEqual(['mail A added', '@ SOA added', 'off A added', '@ MX added']);
  });

  it('marks a set that a tool changed after the owner', async () => {
    await zone.commit();
    await zone.edit([edit('www', 'A', ['192.0.2.7'])], 'mine');
    await zone.commitOwn([edit('www', 'A', ['192.0.2.8'])], 'tool');
    const { rows } = await pages.page({ ...ALL, filter: 'edited' });
    expect(rows.map(({ owner, conflict }) => [owner, conflict])).toEqual([['www', true]]);
  });
});
