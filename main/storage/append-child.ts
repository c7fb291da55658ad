/** For tests: appends counted records to a journal until it is killed, and prints each number once it is acknowledged. */
import { writeSync } from 'node:fs';
import { z } from 'zod';
import { openJournal } from './journal.ts';

const { journal, records } = await openJournal({ path: process.argv[2], schema: z.int() });
let next = records.length;
let compacted = false;

for (;;) {
  // Several at a time, so that the kill also falls between appends that share a sync.
  const batch = Array.from({ length: 1 + (next % 4) }, () => next++);
  await Promise.all(batch.map((record) => journal.append(record).then(() => writeSync(1, `${record}\n`))));
  if (compacted || next % 50 !== 0) continue;
  compacted = true;
  await journal.rewrite(Array.from({ length: next }, (_, record) => record));
}
