import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import {
  edit,
  exampleContents,
  lines,
  nameFrom,
  ORIGIN,
  SETTINGS,
  TemporaryZones,
} from './temporary-zones.ts';
import { type Zone } from './zone.ts';
import { type Zones } from './zones.ts';

let temporary: TemporaryZones;
let zones: Zones;
beforeEach(async () => {
  temporary = await TemporaryZones.make();
  zones = await temporary.open();
});
afterEach(() => temporary.remove());

const make = (name: string): Promise<Zone> =>
  zones.create({ contents: ZoneContents.empty(nameFrom(name)), origin: 'created', settings: SETTINGS });
const names = (): string[] => zones.list().map(({ nameText }) => nameText);

describe('the zones', () => {
  it('are found by name in any case, and by what stands below', async () => {
    await make('example.com.');
    const sub = await make('SUB.example.com.');
    expect(names()).toEqual(['example.com.', 'sub.example.com.']);
    expect(zones.find(nameFrom('Sub.Example.Com.'))).toBe(sub);
    expect(zones.closest(nameFrom('a.b.sub.example.com.'))).toBe(sub);
    expect(zones.closest(nameFrom('example.org.'))).toBeUndefined();
  });

  it('are made once each', async () => {
    await make('example.com.');
    await expect(make('EXAMPLE.com.')).rejects.toMatchObject({
      error: { code: 'zone-exists', zone: 'example.com.' },
    });
  });

  it('hold what they were made of, as they do after a restart', async () => {
    const contents = ZoneContents.fromSortedNodes(nameFrom('Example.COM.'), [...exampleContents().nodes()]);
    const made = await zones.create({ contents, origin: 'imported', settings: SETTINGS });
    await made.close();
    const read = (await temporary.open()).find(ORIGIN);
    const plain = (zone: Zone | undefined) => [
      zone?.state.origin.wire,
      zone && lines(zone.state.contents, true),
      zone?.editCount,
      zone?.state.contents.recordCount,
    ];
    expect(plain(made)).toEqual(plain(read));
    expect(read?.state.origin.wire).toBe(ORIGIN.wire);
  });

  it('keep their settings over a restart', async () => {
    const zone = await make('example.com.');
    await zone.updateSettings({ rhythm: 'week', serialPolicy: 'unixtime' });
    zones = await temporary.open();
    expect(zones.find(ORIGIN)?.settings).toEqual({ ...SETTINGS, rhythm: 'week', serialPolicy: 'unixtime' });
  });

  it('that are removed lie in deleted/ with all they had', async () => {
    const zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
    await zone.commit();
    await zones.remove(zone);
    const [folder] = await readdir(path.join(temporary.folder, 'deleted'));
    expect(folder).toBe('2026-11-23T120000000Z-example.com-id0');
    expect(await readdir(path.join(temporary.folder, 'deleted', folder))).toContain('versions.journal');
    zones = await temporary.open();
    expect(names()).toEqual([]);
    expect((await make('example.com.')).version).toBeUndefined();
  });

  it('that were half made when the process was killed are put aside', async () => {
    await mkdir(path.join(temporary.folder, 'zones', '.new-x'));
    zones = await temporary.open();
    expect([names(), temporary.facts, await readdir(path.join(temporary.folder, 'zones'))]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it.each(['aaa', 'zzz'])(
    'that lie in two folders are served of the one with the later version, which is told (%s)',
    async (copy) => {
      const zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
      await zone.commit();
      const left = path.join(temporary.folder, 'zones', copy);
      await cp(zone.folder, left, { recursive: true });
      await zone.edit([edit('a', 'A', ['192.0.2.1'])], 'one');
      await zone.commit();
      temporary.facts.length = 0;
      zones = await temporary.open();
      expect([zones.find(ORIGIN)?.folder, zones.list().length]).toEqual([zone.folder, 1]);
      const notice = { code: 'zone-twice', path: zone.folder, left };
      expect(temporary.facts).toEqual([{ kind: 'notice', zone: 'example.com.', notice }]);
    },
  );

  it('are not what systems and file managers leave beside them', async () => {
    const folder = path.join(temporary.folder, 'zones');
    await mkdir(path.join(folder, 'lost+found'));
    await mkdir(path.join(folder, '.Trash-1000'));
    await writeFile(path.join(folder, '.DS_Store'), '');
    await writeFile(path.join(folder, 'desktop.ini'), '');
    zones = await temporary.open();
    expect([names(), temporary.facts, (await readdir(folder)).length]).toEqual([[], [], 4]);
  });

  it('tell when they come and go', async () => {
    const zone = await make('example.com.');
    await zones.remove(zone);
    expect(temporary.facts.map(({ kind }) => kind)).toEqual(['zone-added', 'zone-removed']);
  });
});
