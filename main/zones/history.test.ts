import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { edit, exampleContents, lines, NOW, ORIGIN, SETTINGS, TemporaryZones } from './temporary-zones.ts';
import { type Zone } from './zone.ts';

const DAY_MS = 86_400_000;
let temporary: TemporaryZones;
afterEach(() => temporary.remove());

it('lets go of versions beyond the last 100 and a year, while commits go on, and of their files', async () => {
  temporary = await TemporaryZones.make();
  let zone = await (
    await temporary.open()
  ).create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  const count = 260;
  for (let i = 1; i <= count; i++) {
    temporary.nowMs = NOW + i * 10 * DAY_MS;
    await zone.edit([edit('a', 'TXT', [String(i)])], 'one');
    await zone.commit();
  }
  await zone.settled();
  zone = (await temporary.open()).find(ORIGIN) as Zone;
  await zone.settled();
  expect(temporary.facts.filter(({ kind }) => kind === 'notice')).toEqual([]);
  expect(lines(zone.version!.contents).at(-1)).toBe(`a TXT 3600 "${count}"`);

  // A hundred, and what the older of two snapshots (one every fifty versions) still needs.
  const { history } = zone;
  expect([history.length >= 100, history.length <= 150, history[0].number]).toEqual([true, true, count]);
  const files = await readdir(path.join(zone.folder, 'versions'));
  expect(files.filter((file) => file.endsWith('.difference')).length).toBe(history.length);
  expect(files.filter((file) => file.endsWith('.snapshot')).length).toBe(2);

  await zone.restore(history.at(-1)!.serial, 'back');
  expect(lines(zone.state.contents).at(-1)).toBe(`a TXT 3600 "${history.at(-1)!.number}"`);
  expect(zone.version!.differencesSince(history.at(-1)!.serial)?.length).toBe(history.length - 1);
});

it('keeps all versions of the last year, however many', async () => {
  temporary = await TemporaryZones.make();
  const zone = await (
    await temporary.open()
  ).create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  for (let i = 1; i <= 160; i++) {
    await zone.edit([edit('a', 'TXT', [String(i)])], 'one');
    await zone.commit();
  }
  await zone.settled();
  expect(zone.history.length).toBe(160);
});
