/** The two ways out where a secondary holds what another computer published: take it over, or go on ahead of it. */
import { AppFailure } from '../../shared/model/app-error.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import { serialOf, withSerial } from '../zones/apex-soa.ts';
import { replacingEdits } from '../zones/import-records.ts';
import type { MadeElsewhere } from '../zones/made-elsewhere.ts';
import type { RecordSetEdit } from '../zones/record-set.ts';
import type { Secondaries } from '../zones/secondaries.ts';
import { ZoneState } from '../zones/zone-state.ts';
import type { ReadZone } from '../zones/zone-text.ts';
import type { Zone } from '../zones/zone.ts';
import type { Zones } from '../zones/zones.ts';
import { calls } from './implementer.ts';
import { readTransfer, takenContents } from './imports.ts';
import { zoneOf } from './zone-names.ts';

export interface ElsewhereServices {
  readonly zones: Zones;
  readonly keys: TsigKeyRing;
  readonly secondaries: Secondaries;
}

export function elsewhereCalls(services: ElsewhereServices) {
  const { zones, secondaries } = services;
  return {
    takeOver: calls.session.takeOver.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      const found = heldBy(zone, input.secondary);
      const { name } = secondaries.find(input.secondary);
      const taken = await takeOver(zone, await readFrom(services, zone, input.secondary), name);
      await zone.serials.goAheadOf(found);
      return taken;
    }),
    goAhead: calls.session.goAhead.handler(({ input }) => {
      const zone = zoneOf(zones, input.zone);
      return zone.serials.goAheadOf(heldBy(zone, input.secondary));
    }),
  };
}

const heldBy = ({ description }: Zone, id: string): readonly MadeElsewhere[] =>
  description.madeElsewhere.filter(({ secondary }) => secondary === id);

/** By AXFR, with the zone's key there, of the first of its servers that gives it. Throws `transfer-in-failed`. */
async function readFrom({ keys, secondaries }: ElsewhereServices, zone: Zone, id: string): Promise<ReadZone> {
  const { notifyTo, verifyAt, name } = secondaries.find(id);
  const keyName = zone.settings.secondaries.find(({ secondary }) => secondary === id)?.key ?? null;
  const key = keyName === null ? undefined : (await keys.load([keyName])).get(keyName);
  const nowSeconds = (): number => Math.floor(Date.now() / 1000);
  const read = (server: Endpoint): Promise<ReadZone> =>
    readTransfer({ zone: zone.name, server, key, nowSeconds });
  let failure = new AppFailure({
    code: 'transfer-in-failed',
    server: name,
    reason: 'no address of it is known',
  });
  for (const server of [...notifyTo, ...verifyAt])
    try {
      return await read(server);
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error;
      failure = error;
    }
  throw failure;
}

/**
 * The records become a version on top of the last one, as a tool's would: the draft stays, and what both changed is marked.
 * Where that cannot be (no version yet, errors by the rules), they become a step of the draft that can be undone.
 */
async function takeOver(
  zone: Zone,
  read: ReadZone,
  name: string,
): Promise<{ changedSets: number; joinedDraft: boolean }> {
  const taken = new ZoneState(takenContents(read));
  // The serial is no edit: the next version's is chosen ahead of all.
  const editsOf = (state: ZoneState): Promise<RecordSetEdit[]> =>
    replacingEdits(state, withSerial(taken, serialOf(state) ?? 0).contents);
  const label = `Take over from ${name}`;
  if (zone.version !== undefined) {
    const edits = await editsOf(zone.version.state);
    try {
      await zone.commitOwn(edits, label, { reason: 'taken', evenIfEmpty: true });
      return { changedSets: edits.length, joinedDraft: false };
    } catch (error) {
      if (!(error instanceof AppFailure) || error.error.code !== 'draft-has-errors') throw error;
    }
  }
  const edits = await editsOf(zone.state);
  await zone.edit(edits, label);
  return { changedSets: edits.length, joinedDraft: true };
}
