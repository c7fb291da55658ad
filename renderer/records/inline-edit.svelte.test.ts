import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import type { RecordRow, SetEdit } from '../../shared/model/records.ts';
import type { Client } from '../app/connection.svelte.ts';
import { canEditInPlace, InlineEdit } from './inline-edit.svelte.ts';
import { RecordTable, type Edited } from './record-table.svelte.ts';

const ROW: RecordRow = {
  owner: 'sip',
  unicodeOwner: null,
  type: 'SRV',
  ttlSeconds: 3600,
  values: [
    { text: '0 5 5060 one.example.com.', disabled: false },
    { text: '0 5 5060 two', disabled: true },
  ],
  comment: 'for the phones',
  change: null,
  before: null,
  conflict: false,
};
const ZONE = 'example.com.';
const EDITED: Edited = { edits: 1, findings: [] };

/** Takes what is sent, and answers that all is well. */
function sending(): { sent: SetEdit[]; send: (set: SetEdit) => Promise<Edited> } {
  const sent: SetEdit[] = [];
  return { sent, send: (set) => (sent.push(set), Promise.resolve(EDITED)) };
}

describe('a set edited in the table', () => {
  it('sends the value that was typed; the others, what is disabled and the comment stay to the letter', async () => {
    const inline = new InlineEdit(ZONE, ROW, 1);
    const { sent, send } = sending();
    const before = inline.text;
    inline.text = '0 5 5061 two';
    await inline.save(send);
    expect([before, sent]).toEqual([
      '0 5 5060 two',
      [
        {
          owner: 'sip',
          type: 'SRV',
          ttlSeconds: 3600,
          values: [ROW.values[0], { text: '0 5 5061 two', disabled: true }],
          comment: 'for the phones',
        },
      ],
    ]);
  });

  it('says what is wrong while it is typed, as the editor does, and sends nothing then', async () => {
    const inline = new InlineEdit(
      ZONE,
      { ...ROW, type: 'A', values: [{ text: '192.0.2.1', disabled: false }] },
      0,
    );
    const { sent, send } = sending();
    inline.text = '192.0.2.300';
    const wrong = inline.error;
    const answer = await inline.save(send);
    inline.text = '192.0.2.30';
    expect([wrong, answer, sent, inline.error]).toEqual([
      'Expected an IPv4 address, such as 192.0.2.1, found “192.0.2.300”.',
      null,
      [],
      null,
    ]);
  });

  it('goes from value to value and on to the TTL, but not away from what is wrong', () => {
    const inline = new InlineEdit(ZONE, ROW, 0);
    const back = inline.move(-1);
    const moved = [inline.move(1), inline.cell, inline.move(1), inline.cell, inline.move(1)];
    inline.text = 'soon';
    const wrong = [inline.move(-1), inline.cell];
    inline.text = '60m';
    expect([back, moved, wrong, inline.isChanged]).toEqual([
      false,
      [true, 1, true, 'ttl', false],
      [false, 'ttl'],
      false,
    ]);
  });

  it('shows at its cell what main says of it, until it is typed at again', async () => {
    const inline = new InlineEdit(ZONE, ROW, 'ttl');
    inline.text = '2h';
    const fault = {
      set: 0,
      value: 1,
      part: 'value',
      expected: 'a host name',
      found: 'two',
      column: 9,
    } as const;
    const data = { code: 'bad-edit', faults: [fault] } as const;
    const answer = await inline.save(() => Promise.reject(new ORPCError('FAILED', { data })));
    const told = [inline.cell, inline.error?.includes('a host name')];
    inline.text = '0 5 5060 three';
    expect([answer, told, inline.error]).toEqual([null, [1, true], null]);
  });

  it('leaves an SOA, and what is removed, as it is', () => {
    const removed: RecordRow = { ...ROW, values: [], change: 'removed', before: ROW };
    expect([ROW, { ...ROW, type: 'SOA' }, removed].map(canEditInPlace)).toEqual([true, false, false]);
  });
});

describe('the table with a set edited in it', () => {
  async function tableOf(): Promise<{ table: RecordTable; edits: unknown[] }> {
    const edits: unknown[] = [];
    const rows = [ROW, { ...ROW, owner: 'phone' }];
    const records = {
      page: () =>
        Promise.resolve({
          rows,
          total: 2,
          counts: { all: 2, edited: 0, disabled: 0 },
          serial: 1,
          nextSerial: null,
          undo: null,
          redo: null,
        }),
      edit: (edit: unknown) => (edits.push(edit), Promise.resolve(EDITED)),
    };
    const table = new RecordTable({ records } as unknown as Client, ZONE);
    await table.refresh();
    return { table, edits };
  }

  it('saves by one edit and is done; without a change it is done without one', async () => {
    const { table, edits } = await tableOf();
    table.editInPlace(ROW);
    const nothing = [await table.saveInline(), table.inline, edits.length];
    table.editInPlace(ROW, 'ttl');
    table.inline!.text = '2h';
    const saved = [await table.saveInline(), table.inline, edits.length];
    expect([nothing, saved]).toEqual([
      [null, null, 0],
      [EDITED, null, 1],
    ]);
  });

  it('keeps what is wrong, and comes back to it before another is begun', async () => {
    const { table, edits } = await tableOf();
    table.editInPlace(ROW);
    const { inline } = table;
    inline!.text = 'nowhere';
    await table.saveInline();
    table.editInPlace(table.rows[1]!);
    expect([table.inline === inline, inline!.text, inline!.calls, table.current, edits]).toEqual([
      true,
      'nowhere',
      1,
      0,
      [],
    ]);
  });
});
