/** The beginning of a session: what secondaries hold is asked, since a serial must be ahead of it; then drafts become versions. */
import { AppFailure } from '../../shared/model/app-error.ts';
import type { PreflightFinding } from '../../shared/model/preflight.ts';
import type { SessionReport } from '../../shared/model/session.ts';
import { providerById } from '../../shared/providers/catalog.ts';
import { polls } from './limit-rule.ts';
import type { SessionParts, SessionZone } from './session-parts.ts';

/** How long a secondary is given, before a commit, to say which serial it holds. */
const HELD_SERIAL_WAIT_MS = 400;

export interface CommitChoice {
  /** Whose drafts are committed, by name; absent: all that have one. */
  readonly zones?: readonly string[];
  /** Although something stands against it. */
  readonly override?: boolean;
}

/**
 * Asks, then commits; tells which drafts stay behind. Throws `preflight-failed` for what a commit would cover up, and for what
 * else stands against a session.
 */
export async function commitForSession(
  parts: SessionParts,
  { zones, override = false }: CommitChoice,
): Promise<SessionReport['leftBehind']> {
  await adoptPollingTimers(parts);
  await askHeldSerials(parts, parts.zones());
  const leftBehind = await commitUnlessElsewhere(parts, { zones, override });
  if (!override) refuse(parts.standsAgainst());
  return leftBehind;
}

/** The same while a session is open, when what secondaries hold is asked all the time. Throws `preflight-failed`. */
export async function commitUnlessElsewhere(
  parts: SessionParts,
  { zones, override = false }: CommitChoice,
): Promise<SessionReport['leftBehind']> {
  // What another computer published must not be covered up unless the owner says so.
  const findings = parts.heldFromElsewhere();
  if (!override) refuse(findings);
  else if (findings.length > 0) for (const zone of parts.zones()) await zone.goAhead();
  return commitDrafts(parts, zones);
}

function refuse(findings: readonly PreflightFinding[]): void {
  if (findings.length > 0) throw new AppFailure({ code: 'preflight-failed', findings: [...findings] });
}

/** Makes versions of the chosen drafts, of all when none are named; tells which had errors. */
async function commitDrafts(
  parts: SessionParts,
  chosen: readonly string[] | undefined,
): Promise<SessionReport['leftBehind']> {
  const zones = parts.zones();
  const leftBehind: SessionReport['leftBehind'] = [];
  for (const zone of zones) {
    // A draft that was not chosen stays, be it a zone's first: nothing of the owner's leaves unasked.
    const isChosen = chosen === undefined || chosen.includes(zone.text);
    const outcome = isChosen ? await zone.commit() : await zone.commitDue();
    if (outcome.kind === 'failed') leftBehind.push({ zone: zone.text, errors: 0, failure: outcome.failure });
    if (outcome.kind !== 'has-errors') continue;
    leftBehind.push({ zone: zone.text, errors: outcome.errors, failure: null });
    // What is wrong with the draft must not let the signatures of what is served run out.
    await zone.commitDue();
  }
  return leftBehind;
}

/** A secondary that does not come at NOTIFY has to ask often: its zones get the timers for that. */
async function adoptPollingTimers({ zones, secondary, memory }: SessionParts): Promise<void> {
  for (const zone of zones()) {
    const isPolled = zone.secondaries.some((use) =>
      polls(memory.of(zone.text, use.secondary), providerById(secondary(use.secondary).provider)),
    );
    if (isPolled && zone.kind === 'primary') await zone.adoptPollingTimers();
  }
}

export interface CopySources extends Pick<SessionParts, 'secondary' | 'memory'> {
  readonly exchange: Pick<SessionParts['exchange'], 'askCopy'>;
}

/** Asks every secondary what it holds, all at once and not for long: at its notify-to addresses, or where it is verified. */
export async function askHeldSerials(
  { exchange, secondary, memory }: CopySources,
  zones: readonly SessionZone[],
): Promise<void> {
  // One that cannot be asked now may still hold what it was last seen to hold.
  for (const zone of zones)
    for (const use of zone.secondaries) {
      const { heldSerial } = memory.of(zone.text, use.secondary);
      if (heldSerial !== null) await zone.noteSerialSeen(heldSerial);
    }
  await Promise.all(
    zones.flatMap((zone) =>
      zone.secondaries.map(async ({ secondary: id }) => {
        const { notifyTo, verifyAt } = secondary(id);
        const question = { zone: zone.name, wantsKeys: zone.isSigned, waitMs: HELD_SERIAL_WAIT_MS };
        const servers = notifyTo.length > 0 ? notifyTo : verifyAt;
        const answers = await Promise.all(servers.map((server) => exchange.askCopy({ ...question, server })));
        const known = answers.filter((answer) => answer !== undefined);
        await zone.noteCopies(id, known, memory.of(zone.text, id));
      }),
    ),
  );
}
