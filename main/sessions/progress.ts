/**
 * How far a secondary is with a zone, from facts alone: a pure function of what was before and what happened.
 *
 * In sync (DESIGN §1): asked at its notify-to or verify-at address, it answers the version's serial. Where nothing can
 * be asked, a finished transfer counts if address and key belong to it alone.
 */
import { isAhead } from '../../shared/dns/serial.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { ProgressFault, SecondaryProgress } from '../../shared/model/session.ts';
import type { NotifyOutcome } from '../exchange/notify.ts';
import type { SoaOutcome } from '../exchange/soa-question.ts';

/** What can happen to one secondary's copy of one zone. */
export type ProgressFact =
  | { readonly kind: 'notify'; readonly at: number; readonly outcome: NotifyOutcome }
  /** What it answered when asked at `where`; `all` is true when this was the last of the addresses to be asked there. */
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly where: 'notify-to' | 'verify-at';
      readonly outcome: SoaOutcome;
      readonly all: boolean;
    }
  /** Something the name server saw it do. `alone`: address and key belong to no other secondary of the zone. */
  | {
      readonly kind: 'seen';
      readonly at: number;
      readonly event: ServerEvent;
      readonly alone: boolean;
      readonly askable: boolean;
      /** Signatures hold from inside and break from outside, whoever sent them. */
      readonly rewritten: boolean;
    }
  /** Time passed without the next mark. `othersCame`: another secondary reached us in this session. */
  | { readonly kind: 'waited'; readonly at: number; readonly sinceMs: number; readonly othersCame: boolean };

/** Progress at the start of a session, or of a new version during one. */
export function newProgress(
  of: Pick<SecondaryProgress, 'secondary' | 'name' | 'zone' | 'serial'> &
    Partial<Pick<SecondaryProgress, 'usualMs' | 'holds'>>,
): SecondaryProgress {
  return {
    holds: null,
    usualMs: null,
    ...of,
    notifiedAt: null,
    askedSoaAt: null,
    overTcp: false,
    transferringSince: null,
    transferAt: null,
    transfer: null,
    inSyncAt: null,
    verifiedAt: null,
    fault: null,
  };
}

/** True when the copy is in sync and was refreshed since the session began: nothing is left to wait for. */
export function isDone(progress: SecondaryProgress): boolean {
  return progress.inSyncAt !== null && (progress.askedSoaAt !== null || progress.transferAt !== null);
}

export function advance(progress: SecondaryProgress, fact: ProgressFact): SecondaryProgress {
  switch (fact.kind) {
    case 'notify':
      return afterNotify(progress, fact.at, fact.outcome);
    case 'answered':
      return afterAnswer(progress, fact);
    case 'seen':
      return afterSeen(progress, fact);
    case 'waited':
      return afterWaiting(progress, fact);
  }
}

/** An answered NOTIFY promises nothing, and an unanswered one forbids nothing: only what follows counts. */
function afterNotify(progress: SecondaryProgress, at: number, outcome: NotifyOutcome): SecondaryProgress {
  const moved = progress.askedSoaAt !== null || progress.transferAt !== null;
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...progress,
        notifiedAt: progress.notifiedAt ?? at,
        fault: isNotifyFault(progress.fault) ? null : progress.fault,
      };
    case 'refused':
      return moved ? progress : { ...progress, fault: notifyRefused(outcome) };
    case 'bad-answer':
      return moved ? progress : { ...progress, fault: { code: 'notify-refused', rcode: outcome.detail } };
    case 'silence':
      return moved ? progress : { ...progress, fault: { code: 'notify-unanswered', tries: outcome.tries } };
    case 'unreachable':
      return moved ? progress : { ...progress, fault: { code: 'notify-undelivered', errno: outcome.errno } };
  }
}

function notifyRefused({
  rcode,
  clockOffSeconds,
}: Extract<NotifyOutcome, { kind: 'refused' }>): ProgressFault {
  return clockOffSeconds === undefined
    ? { code: 'notify-refused', rcode }
    : { code: 'clock-off', address: '', offSeconds: clockOffSeconds };
}

function afterAnswer(
  progress: SecondaryProgress,
  fact: Extract<ProgressFact, { kind: 'answered' }>,
): SecondaryProgress {
  if (fact.outcome.kind !== 'serial') return progress;
  const { serial } = fact.outcome;
  if (serial !== progress.serial) {
    const newer = isAhead(serial, progress.serial);
    return { ...progress, holds: serial, fault: newer ? { code: 'holds-newer', serial } : progress.fault };
  }
  const inSync = { ...progress, holds: serial, inSyncAt: progress.inSyncAt ?? fact.at, fault: null };
  return fact.where === 'verify-at' && fact.all
    ? { ...inSync, verifiedAt: progress.verifiedAt ?? fact.at }
    : inSync;
}

function afterSeen(
  progress: SecondaryProgress,
  fact: Extract<ProgressFact, { kind: 'seen' }>,
): SecondaryProgress {
  const { event, at } = fact;
  if (event.kind === 'listener-failed') return progress;
  const overTcp = progress.overTcp || event.client.transport === 'tcp';
  const seen = overTcp === progress.overTcp ? progress : { ...progress, overTcp };
  switch (event.kind) {
    case 'question-answered': {
      if (event.type !== 'SOA' && event.type !== 'IXFR') return progress;
      const fault = isQuiet(progress.fault) ? null : progress.fault;
      return {
        ...seen,
        askedSoaAt: progress.askedSoaAt ?? at,
        holds: event.heldSerial ?? progress.holds,
        fault,
      };
    }
    case 'transfer-started':
      return {
        ...seen,
        askedSoaAt: progress.askedSoaAt ?? at,
        holds: event.heldSerial ?? progress.holds,
        transferringSince: at,
        fault: null,
      };
    case 'transfer-finished': {
      if (event.serial !== progress.serial) return { ...seen, transferringSince: null };
      const transfer = {
        kind: event.transferKind === 'ixfr' ? ('IXFR' as const) : ('AXFR' as const),
        records: event.records,
        bytes: event.octets,
        durationMs: event.durationMs,
      };
      const inSyncAt = !fact.askable && fact.alone ? at : progress.inSyncAt;
      return { ...seen, transferringSince: null, transferAt: at, transfer, fault: null, inSyncAt };
    }
    case 'transfer-cut': {
      const { address } = event.client;
      const broken = { code: 'transfer-broken' as const, address, detail: event.reason };
      // One that was stuck when the session ended was stuck: that we cut it off is no news of it.
      const wasStuck = event.reason === 'server-closed' && progress.fault?.code === 'transfer-stuck';
      const fault = wasStuck ? progress.fault : broken;
      return { ...seen, transferringSince: null, fault: progress.inSyncAt === null ? fault : progress.fault };
    }
    case 'request-refused': {
      const fault = refusalFault(event, fact.rewritten);
      return fault === undefined || progress.inSyncAt !== null ? seen : { ...seen, fault };
    }
  }
}

/** What a refusal means for the secondary that met it; undefined where it says nothing about its transfer. */
function refusalFault(
  event: Extract<ServerEvent, { kind: 'request-refused' }>,
  rewritten: boolean,
): ProgressFault | undefined {
  const { address } = event.client;
  const key = event.claimedKey ?? null;
  switch (event.reason) {
    case 'not-on-list':
      return { code: 'address-not-listed', address };
    case 'no-key':
    case 'wrong-key':
    case 'unknown-key':
      return { code: 'wrong-key', address, key };
    case 'bad-signature':
    case 'truncated-signature':
      return { code: 'bad-signature', address, key: key ?? '', rewritten };
    case 'bad-time':
      return {
        code: 'clock-off',
        address,
        offSeconds: Math.round(((event.clientTime ?? event.at) - event.at) / 1000),
      };
    default:
      return undefined;
  }
}

/** Said after a minute of silence, and again each minute with the time that has passed. */
function afterWaiting(
  progress: SecondaryProgress,
  { at, sinceMs, othersCame }: Extract<ProgressFact, { kind: 'waited' }>,
): SecondaryProgress {
  if (isDone(progress)) return progress;
  const { fault, transferringSince } = progress;
  if (transferringSince !== null) {
    const stuckMs = wholeSteps(at - transferringSince, STUCK_MS);
    return stuckMs < STUCK_MS || (fault?.code === 'transfer-stuck' && fault.sinceMs === stuckMs)
      ? progress
      : { ...progress, fault: { code: 'transfer-stuck', sinceMs: stuckMs } };
  }
  const waitedMs = wholeSteps(sinceMs, SILENT_MS);
  if (waitedMs < SILENT_MS || progress.notifiedAt === null) return progress;
  if (fault !== null && (!isQuietFault(fault) || fault.sinceMs === waitedMs)) return progress;
  if (progress.askedSoaAt === null)
    return { ...progress, fault: { code: 'never-asked', sinceMs: waitedMs, othersCame } };
  if (progress.transferAt === null && progress.inSyncAt === null)
    return {
      ...progress,
      fault: { code: 'asked-not-fetched', sinceMs: waitedMs, overTcp: progress.overTcp },
    };
  return progress;
}

/** NOTIFY answered but no question within this: port 53 does not reach this computer. */
export const SILENT_MS = 60_000;
/** A transfer takes seconds; one that runs for so long is worth a word. */
const STUCK_MS = 15_000;

const wholeSteps = (ms: number, step: number): number => Math.floor(ms / step) * step;

const isNotifyFault = (fault: ProgressFault | null): boolean =>
  fault?.code === 'notify-unanswered' ||
  fault?.code === 'notify-refused' ||
  fault?.code === 'notify-undelivered';
const isQuietFault = (
  fault: ProgressFault,
): fault is Extract<ProgressFault, { code: 'never-asked' | 'asked-not-fetched' }> =>
  fault.code === 'never-asked' || fault.code === 'asked-not-fetched';
const isQuiet = (fault: ProgressFault | null): boolean =>
  isNotifyFault(fault) || fault?.code === 'never-asked';
