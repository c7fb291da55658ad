/** What happens to zones, as lines of the activity. */
import type { Activity } from '../sessions/activity.ts';
import type { SigningPlan } from '../zones/signing/signing-plan.ts';
import type { ZoneFact } from '../zones/zone-facts.ts';

export function tellZoneFact(activity: Activity, fact: ZoneFact): void {
  switch (fact.kind) {
    case 'zone-added':
      return activity.tell('zone-created', fact.zone.nameText);
    case 'zone-removed':
      return activity.tell('zone-deleted', fact.zone.nameText);
    case 'version-committed': {
      const { serial, reason } = fact.version.record;
      return activity.tell('version-made', fact.zone.nameText, { serial, reason });
    }
    case 'zone-changed':
    case 'notice':
      return;
  }
}

/** A key's replacement began, went on or ended. */
export function tellRollover(
  activity: Activity,
  zone: string,
  { rollover, keys }: SigningPlan,
  before: SigningPlan,
): void {
  const told = rollover ?? before.rollover;
  if (told === null) return;
  const isThere = keys.some(({ keyTag, state }) => keyTag === told.new && state !== 'removed');
  const step = rollover?.step ?? (isThere ? 'finished' : 'cancelled');
  activity.tell('key-replacement', zone, { step, role: told.role, new: told.new, old: told.old.join(', ') });
}
