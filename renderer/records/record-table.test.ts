import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../shared/model/records.ts';
import type { Client } from '../app/connection.svelte.ts';
import { RecordTable, zoneText } from './record-table.svelte.ts';

const row = (index: number): RecordRow => ({
  owner: `host${index}`,
  unicodeOwner: null,
  type: 'A',
  ttlSeconds: 300,
  values: [{ text: '192.0.2.1', disabled: index === 1 }],
  comment: '',
  change: null,
  before: null,
  conflict: false,
});

/** Main with a zone of `size` sets; keeps what was asked for. */
function main(size: number): { client: Client; asked: number[]; edits: unknown[] } {
  const asked: number[] = [];
  const edits: unknown[] = [];
  const records = {
    page: ({ offset = 0, limit = 200 }) => {
      asked.push(offset);
      const rows = Array.from({ length: Math.min(limit, size - offset) }, (_, index) => row(offset + index));
      const counts = { all: size, edited: 0, disabled: 1 };
      return Promise.resolve({
        rows,
        total: size,
        counts,
        serial: 1,
        nextSerial: null,
        undo: null,
        redo: null,
      });
    },
    edit: (edit: unknown) => {
      edits.push(edit);
      return Promise.resolve({ edits: 1, findings: [] });
    },
  };
  return { client: { records } as unknown as Client, asked, edits };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the table of records', () => {
  it('fetches only the pages that come into view, each once', async () => {
    const { client, asked } = main(100_000);
    const table = new RecordTable(client, 'example.com.');
    await table.refresh();
    table.need(0, 30);
    table.need(50_190, 50_210);
    table.need(50_190, 50_210);
    await settled();
    expect([asked, table.rows.length, table.rows[50_200]?.owner, table.rows[400]]).toEqual([
      [0, 64, 128, 50_176, 49_984, 50_048, 50_112, 50_240, 50_304],
      100_000,
      'host50200',
      undefined,
    ]);
  });

  it('fetches ahead of what is in view', async () => {
    const { client, asked } = main(1000);
    const table = new RecordTable(client, 'example.com.');
    await table.refresh();
    table.need(100, 140);
    await settled();
    expect(asked).toEqual([0, 64, 128, 192, 256]);
  });

  it('reads the answer to another question from its top, and the same one where it is', async () => {
    const { client, asked } = main(1000);
    const table = new RecordTable(client, 'example.com.');
    await table.refresh();
    table.need(880, 900);
    await settled();
    await table.refresh();
    table.search = 'host';
    await table.refresh();
    expect(asked).toEqual([0, 832, 896, 704, 768, 960, 832, 896, 0]);
  });

  it('deletes what is selected as one edit, and nothing is selected then', async () => {
    const { client, edits } = main(3);
    const table = new RecordTable(client, 'example.com.');
    await table.refresh();
    table.selectRange(0, 1);
    await table.delete(table.subjects);
    const gone = (owner: string) => ({ owner, type: 'A', ttlSeconds: 300, values: [], comment: '' });
    expect([edits, table.selected.size]).toEqual([
      [{ zone: 'example.com.', sets: [gone('host0'), gone('host1')] }],
      0,
    ]);
  });

  it('copies rows as lines of a zone file, disabled values as comments', () => {
    expect(zoneText([row(0), row(1)])).toBe('host0\t300\tIN\tA\t192.0.2.1\n; host1\t300\tIN\tA\t192.0.2.1\n');
  });
});
