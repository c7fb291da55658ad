/** The beginning of a session: what secondaries hold is asked, since a serial must be ahead of it; then drafts become versions. */
import type { SessionReport } from '../../shared/model/session.ts';
import { providerById } from '../../shared/providers/catalog.ts';
import { polls } from './limit-rule.ts';
import type { SessionParts, SessionZone } from './session-parts.ts';

/** How long a secondary is given, before a commit, to say which serial it holds. */
const HELD_SERIAL_WAIT_MS = 400;

/** Makes versions of the chosen drafts (all when none are named), and of zones without one; tells which had errors. */
export async function commitDrafts(
  parts: SessionParts,
  chosen: readonly string[] | undefined,
): Promise<SessionReport['leftBehind']> {
  const zones = parts.zones();
  const leftBehind: SessionReport['leftBehind'] = [];
  for (const zone of zones) {
    // No zone named at all is a tool's session: nothing of the owner's leaves, not even a zone's first version.
    const isChosen =
      chosen === undefined || chosen.includes(zone.text) || (zone.serial === undefined && chosen.length > 0);
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
export async function adoptPollingTimers({ zones, secondary, memory }: SessionParts): Promise<void> {
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
