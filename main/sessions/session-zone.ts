/** A zone as a session publishes it. */
import { AppFailure } from '../../shared/model/app-error.ts';
import type { Zone } from '../zones/zone.ts';
import type { SessionZone } from './session-parts.ts';

export function sessionZone(zone: Zone): SessionZone {
  return {
    name: zone.name,
    text: zone.nameText,
    kind: zone.settings.kind,
    serial: zone.version?.serial,
    secondaries: zone.settings.secondaries,
    async commit() {
      try {
        const { made } = await zone.commit();
        return { kind: made ? 'committed' : 'nothing-to-commit' };
      } catch (error) {
        if (!(error instanceof AppFailure) || error.error.code !== 'draft-has-errors') throw error;
        return { kind: 'has-errors', errors: error.error.errors };
      }
    },
    noteSerialSeen: (serial) => zone.noteSerialSeen(serial),
  };
}
