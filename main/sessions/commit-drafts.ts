/** The beginning of a session: what secondaries hold is asked, since a serial must be ahead of it, then drafts become versions. */
import type { SessionReport } from '../../shared/model/session.ts';
import type { SessionParts, SessionZone } from './session-parts.ts';

/** How long a secondary is given, before a commit, to say which serial it holds. */
const HELD_SERIAL_WAIT_MS = 400;

/** Makes versions of the chosen drafts (all when none are named), and of zones without one; tells which had errors. */
export async function commitDrafts(
  parts: SessionParts,
  chosen: readonly string[] | undefined,
): Promise<SessionReport['leftBehind']> {
  const zones = parts.zones();
  await askHeldSerials(parts, zones);
  const leftBehind: SessionReport['leftBehind'] = [];
  for (const zone of zones) {
    if (chosen !== undefined && zone.serial !== undefined && !chosen.includes(zone.text)) continue;
    const outcome = await zone.commit();
    if (outcome.kind === 'has-errors') leftBehind.push({ zone: zone.text, errors: outcome.errors });
  }
  return leftBehind;
}

/** Asks every secondary at its notify-to addresses, all at once and not for long. */
export async function askHeldSerials(
  { exchange, secondary }: Pick<SessionParts, 'exchange' | 'secondary'>,
  zones: readonly SessionZone[],
): Promise<void> {
  await Promise.all(
    zones.flatMap((zone) =>
      zone.secondaries
        .flatMap((use) => secondary(use.secondary).notifyTo)
        .map(async (server) => {
          const outcome = await exchange.askSoa({ zone: zone.name, server, waitsMs: [HELD_SERIAL_WAIT_MS] });
          if (outcome.kind === 'serial') await zone.noteSerialSeen(outcome.serial);
        }),
    ),
  );
}
