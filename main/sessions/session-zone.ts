/** A zone as a session publishes it. */
import { soa } from '../../shared/dns/rdata/soa.ts';
import type { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { soaTimers, type SoaTimers } from '../zones/rhythm.ts';
import type { Zone } from '../zones/zone.ts';
import type { SessionZone } from './session-parts.ts';

/** `firstExpiration` looks for a zone's first signature to expire, in seconds since 1970; Infinity in an unsigned one. */
export function sessionZone(zone: Zone, firstExpiration: (served: ZoneContents) => number): SessionZone {
  return {
    name: zone.name,
    text: zone.nameText,
    kind: zone.settings.kind,
    serial: zone.version?.serial,
    secondaries: zone.settings.secondaries,
    timers: timersOf(zone),
    signaturesUntil() {
      const seconds = zone.version === undefined ? Infinity : firstExpiration(zone.version.contents);
      return Number.isFinite(seconds) ? seconds * 1000 : null;
    },
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

/** What is served says; before the first version the draft does. */
function timersOf(zone: Zone): SoaTimers {
  const contents = zone.version?.contents ?? zone.state.contents;
  const rdata = contents.soa?.rdatas[0];
  return rdata === undefined ? soaTimers(zone.settings.rhythm) : soa.parse(rdata);
}
