import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Zone } from './zone.ts';
import { edit, exampleContents, lines, ORIGIN, SETTINGS, TemporaryZones } from './temporary-zones.ts';

let temporary: TemporaryZones;
let zone: Zone;

beforeEach(async () => {
  temporary = await TemporaryZones.make();
  const zones = await temporary.open();
  zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
});
afterEach(() => temporary.remove());

const reopened = async (): Promise<Zone> => (await temporary.open()).find(ORIGIN) as Zone;
const own = (of: Zone): string[] => lines(of.state.contents).filter((line) => !line.startsWith('@ NS'));
const served = (of: Zone): string[] => lines(of.version!.contents).filter((line) => !line.startsWith('@ NS'));

describe('a zone', () => {
  it('has a draft and nothing to serve until its first commit', async () => {
    expect([zone.version, zone.editCount, zone.nextSerial]).toEqual([undefined, 2, 2026112301]);
    const { version, made } = await zone.commit();
    expect([made, version.serial, zone.editCount, zone.nextSerial]).toEqual([true, 2026112301, 0, null]);
    expect(lines(version.contents, true).at(-1)).toBe(
      '@ SOA 3600 ns1.he.net. hostmaster 2026112301 86400 7200 6652800 3600',
    );
    expect(zone.history.map(({ serial, reason }) => [serial, reason])).toEqual([[2026112301, 'created']]);
  });

  it('keeps steps, undone ones and their order over a restart', async () => {
    await zone.commit();
    await zone.edit([edit('a', 'A', ['192.0.2.1'])], 'one');
    await zone.edit([edit('b', 'A', ['192.0.2.2'])], 'two');
    await zone.edit([edit('c', 'A', ['192.0.2.3'])], 'three');
    await zone.undoLast();
    await zone.undoLast();
    zone = await reopened();
    expect([own(zone), zone.undo, zone.redo]).toEqual([
      ['a A 3600 192.0.2.1'],
      { kind: 'step', label: 'one' },
      'two',
    ]);
    await zone.redoLast();
    await zone.redoLast();
    expect(own(zone)).toEqual(['a A 3600 192.0.2.1', 'b A 3600 192.0.2.2', 'c A 3600 192.0.2.3']);
    await expect(zone.redoLast()).rejects.toMatchObject({ error: { code: 'nothing-to-undo' } });
  });

  it('serves no disabled value, and keeps it with its comment and TTL', async () => {
    await zone.edit([edit('a', 'A', [], { disabled: ['192.0.2.1'], ttl: 60, comment: 'later' })], 'off');
    await zone.commit();
    zone = await reopened();
    const { owner, type, wished } = edit('a', 'A', [], {
      disabled: ['192.0.2.1'],
      ttl: 60,
      comment: 'later',
    });
    expect([served(zone), zone.state.set(owner, type)]).toEqual([[], wished]);
  });

  it('makes no version of an empty commit, nor of an edit that changes only the serial backwards', async () => {
    await zone.commit();
    const soa = (serial: number): string =>
      `ns1.he.net. hostmaster.example.com. ${serial} 86400 7200 6652800 3600`;
    await zone.edit([edit('@', 'SOA', [soa(7)])], 'lower serial');
    expect((await zone.commit()).made).toBe(false);
    await zone.edit([edit('@', 'SOA', [soa(2026120101)])], 'higher serial');
    expect((await zone.commit()).version.serial).toBe(2026120101);
  });

  it('goes ahead of every serial seen at a secondary, also when that was before a restart', async () => {
    await zone.commit();
    await zone.serials.noteSeen(2027010105);
    await zone.serials.noteSeen(2020010101);
    zone = await reopened();
    expect([zone.serials.areBehind, zone.nextSerial]).toEqual([true, 2027010106]);
    expect((await zone.commit()).version.serial).toBe(2027010106);
    expect(zone.serials.areBehind).toBe(false);
  });

  it('overtakes a serial seen at a secondary without the draft, too', async () => {
    await zone.commit();
    expect(await zone.commitDue()).toBeUndefined();
    await zone.edit([edit('a', 'TXT', ['half done'])], 'mine');
    await zone.serials.noteSeen(2027010105);
    expect((await zone.commitDue())?.version.serial).toBe(2027010106);
    expect([zone.editCount, await zone.commitDue()]).toEqual([1, undefined]);
  });

  it('refuses a draft with errors and keeps it', async () => {
    await zone.commit();
    await zone.edit([edit('a', 'CNAME', ['b']), edit('a', 'A', ['192.0.2.1'])], 'both');
    await expect(zone.commit()).rejects.toMatchObject({ error: { code: 'draft-has-errors', errors: 1 } });
    expect([zone.editCount, zone.history.length]).toEqual([2, 1]);
  });

  it("commits a tool's edits on the last version and marks what both touched", async () => {
    await zone.commit();
    await zone.edit([edit('a', 'TXT', ['mine']), edit('b', 'TXT', ['mine'])], 'mine');
    const done = await zone.commitOwn([edit('b', 'TXT', ['tool']), edit('c', 'TXT', ['tool'])], 'acme');
    expect(done).toMatchObject({ made: true, version: { serial: 2026112302 } });
    const state = {
      served: served(zone),
      own: own(zone),
      edits: zone.editCount,
      conflicts: zone.conflicts.size,
    };
    expect(state).toEqual({
      served: ['b TXT 3600 "tool"', 'c TXT 3600 "tool"'],
      own: ['a TXT 3600 "mine"', 'b TXT 3600 "mine"', 'c TXT 3600 "tool"'],
      edits: 2,
      conflicts: 1,
    });
    zone = await reopened();
    expect({
      served: served(zone),
      own: own(zone),
      edits: zone.editCount,
      conflicts: zone.conflicts.size,
    }).toEqual(state);
    await zone.edit([edit('b', 'TXT', ['both'])], 'settled');
    expect(zone.conflicts.size).toBe(0);
  });

  it('can make a version without the draft and without a change, to overtake a serial', async () => {
    await zone.commit();
    await zone.edit([edit('a', 'TXT', ['half done'])], 'mine');
    await zone.serials.noteSeen(2026112350);
    const done = await zone.commitOwn([], 'renew', { evenIfEmpty: true, reason: 'renewed' });
    expect(done).toMatchObject({
      made: true,
      version: { serial: 2026112351, record: { reason: 'renewed' } },
    });
    expect([served(zone), zone.editCount, zone.serials.areBehind]).toEqual([[], 1, false]);
  });

  it('takes back the last version when the draft has no step left, and the one before it after that', async () => {
    await zone.commit();
    await zone.edit([edit('a', 'A', ['192.0.2.1'])], 'one');
    await zone.commit();
    await zone.edit([edit('b', 'A', ['192.0.2.2'])], 'two');
    await zone.commit();
    await zone.undoLast();
    expect([own(zone), zone.redo]).toEqual([['a A 3600 192.0.2.1'], 'Take back version 2026112303']);
    await zone.undoLast();
    expect(own(zone)).toEqual([]);
    zone = await reopened();
    await zone.redoLast();
    await zone.redoLast();
    expect([own(zone), zone.editCount]).toEqual([['a A 3600 192.0.2.1', 'b A 3600 192.0.2.2'], 0]);
  });

  it('restores an earlier version as a step, and tells what each version changed', async () => {
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      await zone.edit([edit('a', 'A', [address])], address);
      await zone.commit();
    }
    await zone.restore(2026112301, 'back');
    expect([own(zone), zone.editCount]).toEqual([['a A 3600 192.0.2.1'], 1]);
    const changed = (await zone.difference(2026112302)).filter(({ type }) => type === 1);
    expect(changed).toMatchObject([
      { before: { rdatas: ['\xc0\0\x02\x01'] }, after: { rdatas: ['\xc0\0\x02\x02'] } },
    ]);
    expect((await zone.difference(2026112301)).map(({ type }) => type)).toEqual([2, 6, 1]);
  });

  it('tells IXFR how to come from an earlier serial, also after a restart', async () => {
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      await zone.edit([edit('a', 'A', [address])], address);
      await zone.commit();
    }
    zone = await reopened();
    await zone.settled();
    const steps = zone.version?.differencesSince(2026112301);
    expect(steps?.map(({ fromSerial, toSerial, changes }) => [fromSerial, toSerial, changes.length])).toEqual(
      [
        [2026112301, 2026112302, 2],
        [2026112302, 2026112303, 2],
      ],
    );
    expect([zone.version?.differencesSince(2026112303), zone.version?.differencesSince(1)]).toEqual([
      [],
      undefined,
    ]);
  });

  it('keeps a step of many edits beside the journal', async () => {
    const many = Array.from({ length: 2500 }, (_, i) => edit(`h${i}`, 'A', ['192.0.2.1']));
    await zone.edit(many, 'many');
    await zone.edit([edit('h7', 'A')], 'less');
    zone = await reopened();
    expect([own(zone).length, zone.undo]).toEqual([2499, { kind: 'step', label: 'less' }]);
    await zone.undoLast();
    await zone.undoLast();
    expect(own(zone)).toEqual([]);
  });
});
