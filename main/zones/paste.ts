/** Zone text that is added to a zone: what it says, and what it would change. */
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { type Name } from '../../shared/dns/name.ts';
import { scanZoneSteps } from '../../shared/dns/zone-file/scan-zone.ts';
import { type Finding } from '../../shared/dns/zone-rules/finding.ts';
import { joiningEdits } from './import-records.ts';
import { sameSet, withoutRepeats, type RecordSetChange, type RecordSetEdit } from './record-set.ts';
import { mapInTurns, stepsInTurns } from './turn.ts';
import { type ZoneState } from './zone-state.ts';

export interface Paste {
  /** One for each set that the text names. */
  readonly edits: readonly RecordSetEdit[];
  readonly findings: readonly Finding[];
}

/** For records without a TTL, in a zone whose SOA is missing too. */
const USUAL_TTL_SECONDS = 3600;

/** Reads the text, in slices; names are relative to the zone. Without a TTL it takes that of its set, or of the SOA. */
export async function readPaste(state: ZoneState, text: string): Promise<Paste> {
  const ttls = {
    of: (owner: Name, type: number) => state.set(owner, type)?.ttlSeconds,
    usualSeconds: state.contents.soa?.ttlSeconds ?? USUAL_TTL_SECONDS,
  };
  const file = { file: 'pasted text', text: utf8Encode(text) };
  const { rrsets, findings } = await stepsInTurns(scanZoneSteps(file, { zone: state.origin, ttls }));
  return { edits: await joiningEdits(state, rrsets), findings };
}

/** The sets that would differ; those that are here just so are not among them. */
export function pasteChanges(state: ZoneState, { edits }: Paste): Promise<RecordSetChange[]> {
  return mapInTurns(edits, ({ owner, type, wished }) => {
    const before = state.set(owner, type);
    const after = wished && withoutRepeats(wished);
    return sameSet(before, after) ? undefined : { owner, type, before, after };
  });
}
