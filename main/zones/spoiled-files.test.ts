import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultyFileSystem } from '../storage/faulty-file-system.ts';
import { edit, exampleContents, lines, ORIGIN, SETTINGS, TemporaryZones } from './temporary-zones.ts';
import { type Zone } from './zone.ts';

let temporary: TemporaryZones;
let files: FaultyFileSystem;
let zone: Zone;

beforeEach(async () => {
  temporary = await TemporaryZones.make();
  files = new FaultyFileSystem();
  const zones = await temporary.open(files);
  zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  await zone.commit();
});
afterEach(() => temporary.remove());

const reopened = async (): Promise<Zone> => (await temporary.open()).find(ORIGIN) as Zone;
const addresses = (of: Zone): string[] => lines(of.state.contents).filter((line) => line.includes(' A '));
const notices = (): string[] =>
  temporary.facts.flatMap((fact) => (fact.kind === 'notice' ? [fact.notice.code] : []));
const publish = async (address: string): Promise<void> => {
  await zone.edit([edit('a', 'A', [address])], address);
  await zone.commit();
};
/** Turns over one octet in the middle of a file. */
async function spoil(folder: string, file: RegExp): Promise<void> {
  const name = (await readdir(folder)).sort().findLast((one) => file.test(one)) as string;
  const bytes = await readFile(path.join(folder, name));
  bytes[bytes.length >> 1] ^= 0x55;
  await writeFile(path.join(folder, name), bytes);
}

describe('a full disk', () => {
  it('refuses an edit and keeps what was there, on the disk as in memory', async () => {
    await zone.edit([edit('a', 'A', ['192.0.2.1'])], 'one');
    files.fail({ operation: 'write', errno: 'ENOSPC', landing: 20 });
    await expect(zone.edit([edit('b', 'A', ['192.0.2.2'])], 'two')).rejects.toMatchObject({
      code: 'disk-full',
    });
    files.fail();
    expect(addresses(zone)).toEqual(['a A 3600 192.0.2.1']);
    await zone.edit([edit('c', 'A', ['192.0.2.3'])], 'three');
    zone = await reopened();
    expect(addresses(zone)).toEqual(['a A 3600 192.0.2.1', 'c A 3600 192.0.2.3']);
  });

  it('refuses a commit and keeps the draft; the serial is taken only where nobody can tell whether it was given', async () => {
    await zone.edit([edit('a', 'A', ['192.0.2.1'])], 'one');
    const refused = async (operation: 'write' | 'sync' | 'datasync'): Promise<void> => {
      files.fail({ operation, errno: 'ENOSPC' });
      await expect(zone.commit()).rejects.toMatchObject({ name: 'StorageError' });
      files.fail();
      expect([zone.version?.serial, zone.editCount]).toEqual([2026112301, 1]);
    };
    await refused('write');
    await refused('sync');
    expect(zone.nextSerial).toBe(2026112302);
    // The version's line was written, and the disk did not say whether it stays.
    await refused('datasync');
    expect((await zone.commit()).version.serial).toBe(2026112303);
  });

  it('in which no zone can be made or put aside leaves all as it was, in the app as on the disk', async () => {
    const zones = await temporary.open(files);
    const [open] = zones.list();
    const disk = { name: 'StorageError', code: 'disk-full' };
    files.fail({ operation: 'rename', errno: 'ENOSPC' });
    await expect(zones.remove(open)).rejects.toMatchObject(disk);
    expect(zones.list().map(({ nameText }) => nameText)).toEqual(['example.com.']);
    files.fail();
    await zones.remove(zones.list()[0]);
    files.fail({ operation: 'rename', errno: 'ENOSPC' });
    const made = zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
    await expect(made).rejects.toMatchObject(disk);
    expect([zones.list(), await readdir(path.join(temporary.folder, 'zones'))]).toEqual([[], []]);
  });

  it('that cannot even empty the draft after a commit is told, and loses nothing', async () => {
    await zone.edit([edit('a', 'A', ['192.0.2.1'])], 'one');
    files.fail({ operation: 'rename', errno: 'ENOSPC', pathEnd: 'draft.journal' });
    await zone.commit();
    await zone.edit([edit('b', 'A', ['192.0.2.2'])], 'two');
    files.fail();
    zone = await reopened();
    expect([addresses(zone), zone.draft.steps.map(({ label }) => label), zone.version?.serial]).toEqual([
      ['a A 3600 192.0.2.1', 'b A 3600 192.0.2.2'],
      ['two'],
      2026112302,
    ]);
    expect(notices()).toContain('upkeep-failed');
  });
});

describe('a spoiled file', () => {
  it('of the last version gives it up, with a notice, and never gives its serial again', async () => {
    await publish('192.0.2.1');
    await publish('192.0.2.2');
    await spoil(path.join(zone.folder, 'versions'), /difference$/);
    zone = await reopened();
    expect([zone.version?.serial, addresses(zone), notices()]).toEqual([
      2026112302,
      ['a A 3600 192.0.2.1'],
      ['versions-lost'],
    ]);
    expect(zone.nextSerial).toBe(2026112304);
    expect((await zone.commit()).version.serial).toBe(2026112304);
    zone = await reopened();
    expect([zone.history.map(({ number }) => number), notices()]).toEqual([[4, 2, 1], ['versions-lost']]);
  });

  it('that names the versions costs those behind the damage, and none of their serials comes again', async () => {
    await publish('192.0.2.1');
    await publish('192.0.2.2');
    const journal = path.join(zone.folder, 'versions.journal');
    const text = await readFile(journal, 'utf8');
    await writeFile(journal, text.replace('"serial":2026112302', '"serial":2026112392'));
    zone = await reopened();
    expect([zone.version?.serial, zone.nextSerial, notices()]).toEqual([
      2026112301,
      2026112304,
      ['corrupt-middle'],
    ]);
  });

  it('that ends too early costs the versions whose lines are gone, and none of their serials comes again', async () => {
    await publish('192.0.2.1');
    await publish('192.0.2.2');
    const journal = path.join(zone.folder, 'versions.journal');
    const text = await readFile(journal, 'utf8');
    await writeFile(journal, text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
    zone = await reopened();
    expect([zone.version?.serial, zone.nextSerial]).toEqual([2026112302, 2026112304]);
  });

  it('and another that nobody names any more keep no zone from being opened', async () => {
    await publish('192.0.2.1');
    const versions = path.join(zone.folder, 'versions');
    await writeFile(path.join(versions, '9-9.difference'), 'half of it');
    const journal = path.join(zone.folder, 'versions.journal');
    const text = await readFile(journal, 'utf8');
    await writeFile(journal, text.replace('"serial":2026112302', '"serial":2026112392'));
    zone = await reopened();
    expect([zone.version?.serial, notices()]).toEqual([2026112301, ['corrupt-middle']]);
  });

  it('of a large step costs that step only', async () => {
    await zone.edit([edit('a', 'A', ['192.0.2.1'])], 'one');
    await zone.edit(
      Array.from({ length: 300 }, (_, i) => edit(`h${i}`, 'A', ['192.0.2.1'])),
      'many',
    );
    await zone.edit([edit('b', 'A', ['192.0.2.2'])], 'two');
    await spoil(path.join(zone.folder, 'steps'), /edits$/);
    zone = await reopened();
    expect([addresses(zone), notices()]).toEqual([
      ['a A 3600 192.0.2.1', 'b A 3600 192.0.2.2'],
      ['step-lost'],
    ]);
  });

  it("of a tool's version that a later snapshot has made needless costs the marks of older edits only", async () => {
    await zone.edit([edit('a', 'A', ['192.0.2.1'])], 'one');
    await zone.commitOwn([edit('a', 'A', ['192.0.2.9'])], 'tool');
    // Enough at once for a snapshot.
    const texts = Array.from({ length: 25 }, (_, i) => `${i}${'x'.repeat(240)}`);
    const many = Array.from({ length: 60 }, (_, i) => edit(`h${i}`, 'TXT', texts));
    await zone.commitOwn(many, 'tool');
    await zone.settled();
    const versions = path.join(zone.folder, 'versions');
    expect(await readdir(versions)).toContainEqual(expect.stringMatching(/^3-.*snapshot$/));
    await spoil(versions, /^2-.*difference$/);
    zone = await reopened();
    expect([zone.state.set(edit('a', 'A').owner, 1)?.rdatas.length, zone.conflicts.size]).toEqual([1, 0]);
    const told = (): string[] => notices().filter((code) => code !== 'upkeep-failed');
    expect(told()).toEqual(['marks-lost']);
    await zone.commit();
    temporary.facts.length = 0;
    zone = await reopened();
    expect([zone.version?.record.number, told()]).toEqual([4, []]);
  });

  it('of the draft that is empty or missing is told', async () => {
    const draft = path.join(zone.folder, 'draft.journal');
    await writeFile(draft, '');
    zone = await reopened();
    expect(notices()).toEqual(['corrupt-middle']);
    await rm(draft);
    zone = await reopened();
    expect([zone.editCount, notices()]).toEqual([0, ['corrupt-middle', 'journal-missing']]);
  });

  it('without which a zone is nothing leaves the zone out and its folder as it is', async () => {
    await rm(path.join(zone.folder, 'versions'), { recursive: true });
    expect([(await temporary.open()).list(), notices()]).toEqual([[], ['zone-unreadable']]);
    expect(await readdir(zone.folder)).toContain('versions.journal');
  });
});
