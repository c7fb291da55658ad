/** A zone as a session publishes it. */
import { soa } from '../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../shared/dns/types.ts';
import type { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { lowerApexNsTexts } from '../zones/apex-ns.ts';
import { isFromElsewhere } from '../zones/made-elsewhere.ts';
import { soaTimers, type SoaTimers } from '../zones/rhythm.ts';
import { isSigned } from '../zones/signing/zone-signing.ts';
import type { Commit } from '../zones/commit.ts';
import type { Zone } from '../zones/zone.ts';
import { judgeCopy } from './judge-copy.ts';
import type { CommitOutcome, SessionZone } from './session-parts.ts';

/** What is known of zones elsewhere. */
export interface ZoneKnowledge {
  /** When the first signature expires, in seconds since 1970; Infinity in an unsigned zone. */
  readonly firstExpiration: (served: ZoneContents) => number;
  readonly dsWithoutKey: (zone: Zone) => readonly string[];
  /** What may have come to be due with the zone since anybody looked: a step of a key's replacement. */
  readonly beforeCommit: (zone: Zone) => Promise<void>;
  /** The keys that it has or had: DNSKEY rdata as text. */
  readonly keysOf: (zone: Zone) => readonly string[];
  /** An expected failure in words; undefined for a bug. */
  readonly failureSentence: (error: unknown) => string | undefined;
}

export function sessionZone(
  zone: Zone,
  { firstExpiration, dsWithoutKey, beforeCommit, keysOf, failureSentence }: ZoneKnowledge,
): SessionZone {
  const outcomeOf = async (commit: Promise<Commit | undefined>): Promise<CommitOutcome> => {
    try {
      return { kind: (await commit)?.made === true ? 'committed' : 'nothing-to-commit' };
    } catch (error) {
      if (error instanceof AppFailure && error.error.code === 'draft-has-errors')
        return { kind: 'has-errors', errors: error.error.errors };
      const failure = failureSentence(error);
      if (failure === undefined) throw error;
      return { kind: 'failed', failure };
    }
  };
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
    alsoAllow: zone.settings.alsoAllow,
    nextSerial: zone.nextSerial ?? zone.version?.serial,
    async draftErrors() {
      await zone.findings();
      return zone.findingCounts.errors;
    },
    nameServers: () => lowerApexNsTexts(zone.state.contents),
    dsWithoutKey: () => dsWithoutKey(zone),
    adoptPollingTimers: () => adoptPollingTimers(zone),
    commit: () => outcomeOf(beforeCommit(zone).then(() => zone.commit())),
    commitDue: () => outcomeOf(beforeCommit(zone).then(() => zone.commitDue())),
    noteSerialSeen: (serial) => zone.serials.noteSeen(serial),
    async noteHeld(secondary, serial, held) {
      const found = isFromElsewhere(serial, held, zone.serials.known);
      await zone.serials.noteSeen(serial);
      if (found)
        await zone.serials.noteCopy(secondary, {
          secondary,
          serial,
          why: 'serial',
          signedAt: null,
          keys: [],
        });
    },
    isSigned: zone.version !== undefined && isSigned(zone.version),
    async noteCopies(secondary, answers, history) {
      if (answers.length === 0) return;
      const found = answers.map((answer) => judgeCopy(zone, secondary, answer, history, keysOf(zone)));
      for (const { soa: rdata } of answers) await zone.serials.noteSeen(soa.parse(rdata).serial);
      await zone.serials.noteCopy(secondary, found.find((one) => one !== null) ?? null);
    },
    madeElsewhere: () => zone.description.madeElsewhere,
    standsOn: standsOn(zone),
    goAhead: () => zone.serials.goAheadOf(zone.description.madeElsewhere),
  };
}

async function adoptPollingTimers(zone: Zone): Promise<void> {
  const set = zone.state.set(zone.name, TYPE.SOA);
  const [rdata] = set?.rdatas ?? [];
  if (set === undefined || rdata === undefined) return;
  const fields = soa.parse(rdata);
  const usual = soaTimers(zone.settings.rhythm);
  // Its owner's own choice stays.
  if (fields.refresh !== usual.refresh || fields.retry !== usual.retry) return;
  const { refresh, retry } = soaTimers(zone.settings.rhythm, true);
  const wished = { ...set, rdatas: [soa.compose({ ...fields, refresh, retry })] };
  await zone.edit([{ owner: zone.name, type: TYPE.SOA, wished }], 'Timers for a secondary that polls');
}

function standsOn({ version, description }: Zone): SessionZone['standsOn'] {
  if (version !== undefined) return 'versions';
  if (description.knownSerials.length > 0) return 'recovery';
  return description.origin === 'imported' ? 'import' : 'nothing';
}

/** What is served says; before the first version the draft does. */
function timersOf(zone: Zone): SoaTimers {
  const contents = zone.version?.contents ?? zone.state.contents;
  const rdata = contents.soa?.rdatas[0];
  return rdata === undefined ? soaTimers(zone.settings.rhythm) : soa.parse(rdata);
}
