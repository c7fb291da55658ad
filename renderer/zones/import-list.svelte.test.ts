import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../app/connection.svelte.ts';
import { ImportEntry, ImportList } from './import-list.svelte.ts';
import type { Source } from './import-source.ts';

/** Main, where a text of one word is the zone of that name, and text with blanks says no name. */
function main(): { client: Client; read: string[]; stored: string[] } {
  const read: string[] = [];
  const stored: string[] = [];
  const nameOf = ({ text, name }: { text: string; name?: string }) =>
    text.includes(' ') ? (name ?? null) : `${text}.`;
  const zones = {
    previewImport: (input: { text: string; name?: string }) => {
      read.push(input.text);
      return Promise.resolve({ name: nameOf(input), errors: 0 });
    },
    import: (input: { text: string; name?: string }) => {
      stored.push(input.text);
      return Promise.resolve({ name: nameOf(input) });
    },
  };
  return { client: { zones } as unknown as Client, read, stored };
}

const source = (text: string, typed = false): Source => ({
  kind: 'text',
  typed,
  fileName: 'a.zone',
  text,
  latin1: false,
});

describe('a zone about to be imported', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is ready only for the text that was read; what is typed is read when it stands still', async () => {
    const { client, read } = main();
    const entry = new ImportEntry(client, source('one.test'));
    await vi.advanceTimersByTimeAsync(0);
    const first = entry.ready;
    entry.text = 'one.tes';
    entry.text = 'two.test';
    const typed = [entry.ready, entry.isRead, read.length];
    await vi.advanceTimersByTimeAsync(400);
    expect([first, typed, entry.ready, entry.zoneName, read]).toEqual([
      true,
      [false, false, 1],
      true,
      'two.test.',
      ['one.test', 'two.test'],
    ]);
  });

  it('is read at once when it is the first text', async () => {
    const { client, read } = main();
    const entry = new ImportEntry(client, source('', true));
    await vi.advanceTimersByTimeAsync(400);
    const before = [entry.preview, entry.refusal];
    entry.text = 'one.test';
    await vi.advanceTimersByTimeAsync(0);
    expect([before, entry.ready, read]).toEqual([[undefined, null], true, ['one.test']]);
  });

  it('asks for the name that the text does not say, and goes on asking while it is typed', async () => {
    const entry = new ImportEntry(main().client, source('www A'));
    await vi.advanceTimersByTimeAsync(0);
    const nameless = [entry.needsName, entry.ready];
    entry.name = 'one.test';
    await vi.advanceTimersByTimeAsync(400);
    expect([nameless, entry.needsName, entry.ready, entry.zoneName]).toEqual([
      [true, false],
      true,
      true,
      'one.test.',
    ]);
  });

  it.each([
    ['', 'This file is empty.'],
    [' \r\n\n', 'This is no zone file.'],
    ['\x89PNG\r\n\0\0', 'This is no zone file.'],
  ])('is not even read from the file %j', async (text, sentence) => {
    const { client, read } = main();
    const entry = new ImportEntry(client, source(text));
    await vi.advanceTimersByTimeAsync(400);
    expect([entry.refusal, entry.ready, read]).toEqual([sentence, false, []]);
  });

  it('is read from UTF-16, for what is said of that', async () => {
    const { client, read } = main();
    const entry = new ImportEntry(client, source('\xff\xfe@\0'));
    await vi.advanceTimersByTimeAsync(0);
    expect([entry.refusal, read]).toEqual([null, ['\xff\xfe@\0']]);
  });

  it('is not counted where a zone is here and stays, and is stored under the name that main gives it', async () => {
    const { client, stored } = main();
    const list = new ImportList(client, (zone) => zone === 'one.test.');
    list.add(source('one.test'));
    list.add(source('two.test'));
    await vi.advanceTimersByTimeAsync(0);
    const before = list.ready.map(({ zoneName }) => zoneName);
    list.entries[0].replace = true;
    const names = await list.importAll();
    expect([before, names, stored]).toEqual([
      ['two.test.'],
      ['one.test.', 'two.test.'],
      ['one.test', 'two.test'],
    ]);
  });
});
