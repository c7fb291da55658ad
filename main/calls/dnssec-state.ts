/** What the DNSSEC screen of a zone shows, gathered from its plan, its keys and what was observed. */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import type { DnssecState } from '../../shared/model/dnssec.ts';
import type { RolloverInfo } from '../../shared/model/rollover.ts';
import { dsForms } from '../dnssec/ds.ts';
import { ALGORITHMS } from '../dnssec/keys/algorithms.ts';
import { keysLeftBehind } from '../zones/signing/keys-left-behind.ts';
import { wayOutOf } from '../zones/signing/lost-keys.ts';
import { judgeParent, judgeReadiness } from '../zones/signing/observed.ts';
import { whyNotCancelled } from '../zones/signing/rollover/judge-rollover.ts';
import { ROLLOVER_STEPS } from '../zones/signing/rollover/rollover.ts';
import { goesByItself, rolloverWait } from '../zones/signing/rollover/rollovers.ts';
import { dnskeyOf, dsKeys } from '../zones/signing/signing-plan.ts';
import { judgeDsGone, judgeWithdrawal } from '../zones/signing/switch-off.ts';
import { isSigned, type ZoneSigning } from '../zones/signing/zone-signing.ts';
import type { Zone } from '../zones/zone.ts';

export interface DnssecSources {
  readonly signing: ZoneSigning;
  /** Of every copy, the most urgent first. */
  readonly deadlines: () => readonly CopyDeadline[];
  readonly nowMs: number;
}

export function dnssecStateOf(zone: Zone, sources: DnssecSources): DnssecState {
  const { signing, nowMs } = sources;
  const plan = signing.planOf(zone);
  const { version } = zone;
  const servedSigned = version !== undefined && isSigned(version);
  const progress = signing.progressOf(zone);
  return {
    zone: zone.nameText,
    signs: plan.signs,
    servedSigned,
    denial: plan.denial,
    keys: plan.keys.map(({ dnskey: _, ...key }) => ({
      ...key,
      algorithmMnemonic: ALGORITHMS[key.algorithm].mnemonic,
    })),
    leftBehind: keysLeftBehind(zone.name, plan, signing.largestTtl(zone)),
    ds: dsKeys(plan).map((key) => withoutReadonly(dsForms(zone.name, dnskeyOf(key)))),
    parentRequest: plan.parentRequest,
    observation: plan.observation,
    parent: judgeParent(zone.name, plan),
    readiness: judgeReadiness(plan, { servedSigned, largestTtl: signing.largestTtl(zone), nowMs }),
    withdrawal: judgeWithdrawal(plan, nowMs),
    rollover: rolloverOf(zone, sources),
    lost: lostOf(zone, sources),
    signaturesUntil: signaturesUntil(zone, signing),
    renewsFrom: servedSigned ? signing.renewsFrom(zone) * 1000 : null,
    progress: progress === undefined ? null : { signed: progress.signed, total: progress.total },
  };
}

function rolloverOf(zone: Zone, { signing, nowMs }: DnssecSources): RolloverInfo | null {
  const plan = signing.planOf(zone);
  const { rollover } = plan;
  return (
    rollover && {
      ...rollover,
      old: [...rollover.old],
      steps: [...ROLLOVER_STEPS[rollover.role]],
      wait: rolloverWait(signing, zone, nowMs),
      byItself: goesByItself(rollover),
      cancellable: whyNotCancelled(zone.name, plan) === undefined,
    }
  );
}

function lostOf(zone: Zone, { signing, deadlines, nowMs }: DnssecSources): DnssecState['lost'] {
  const plan = signing.planOf(zone);
  const lost = signing.lostKeys(zone);
  if (!plan.signs || lost.length === 0) return null;
  const ends = deadlines().flatMap(({ zone: name, at }) =>
    name === zone.nameText && at !== null ? [at] : [],
  );
  const until = Math.min(signaturesUntil(zone, signing) ?? Infinity, ...ends);
  return {
    keys: lost.map(({ keyTag }) => keyTag),
    way: wayOutOf(plan, lost),
    ds: judgeDsGone(plan, nowMs),
    safeUntil: Number.isFinite(until) ? until : null,
    dsTtlSeconds: plan.parentHas?.ttlSeconds ?? plan.dsTtlSeconds,
  };
}

/** When the first signature of what is served expires; milliseconds since 1970, null when there is none. */
function signaturesUntil({ version }: Zone, signing: ZoneSigning): number | null {
  return version !== undefined && isSigned(version) ? signing.firstExpiration(version.contents) * 1000 : null;
}

function withoutReadonly({ digests, ...forms }: ReturnType<typeof dsForms>): DnssecState['ds'][number] {
  return { ...forms, digests: [...digests] };
}
