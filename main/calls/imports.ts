/** Records from elsewhere, read but not stored: a zone file, or a transfer from the server that has the zone now. */
import type { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { TransferInError, transferIn, type TransferIn } from '../exchange/transfer-in.ts';
import type { RecordRow } from '../../shared/model/records.ts';
import { recordRow } from '../zones/record-rows.ts';
import { transferredSets } from '../zones/transferred-sets.ts';
import { readRecords, readZoneText, type ReadZone, type ZoneText } from '../zones/zone-text.ts';
import { readZoneTextInThread } from '../zones/zone-text-thread.ts';
import { typedName } from './zone-names.ts';

const SAMPLE_ROWS = 20;
/** From this many characters on a zone file is read in a thread of its own; below, starting one would take longer. */
const LARGE_TEXT = 200_000;

/** Reads a zone file. With an empty `name` the SOA's owner names the zone. */
export async function readZoneFile({ name, ...file }: ZoneText & { name?: string }): Promise<ReadZone> {
  const zone = name === undefined || name.trim() === '' ? undefined : typedName(name);
  return file.text.length < LARGE_TEXT ? readZoneText(file, zone) : readZoneTextInThread(file, zone);
}

/** Takes the zone by AXFR. Throws `transfer-in-failed`. */
export async function readTransfer(transfer: TransferIn): Promise<ReadZone> {
  try {
    const sets = await transferredSets(await transferIn(transfer));
    return await readRecords(transfer.zone, sets);
  } catch (error) {
    if (!(error instanceof TransferInError)) throw error;
    const { address, port } = transfer.server;
    throw new AppFailure(
      { code: 'transfer-in-failed', server: `${address} port ${port}`, reason: error.message },
      error,
    );
  }
}

/** The contents, where nothing forbids taking them. Throws `import-has-errors`. */
export function takenContents({ contents, textErrors }: ReadZone): ZoneContents {
  if (contents === undefined || textErrors > 0) {
    throw new AppFailure({ code: 'import-has-errors', errors: Math.max(1, textErrors) });
  }
  return contents;
}

/** The first sets of what was read, as the table would show them. */
export function sampleRows(contents: ZoneContents): RecordRow[] {
  const rows: RecordRow[] = [];
  for (const { owner, type, ttlSeconds, rdatas } of contents.rrsets()) {
    if (rows.length === SAMPLE_ROWS) break;
    const set = { ttlSeconds, rdatas, disabledRdatas: [], comment: '' };
    rows.push(recordRow({ owner, type, before: set, after: set }, contents.origin, false));
  }
  return rows;
}
