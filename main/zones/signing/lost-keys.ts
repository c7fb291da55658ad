/**
 * The way out when the private half of a key is gone. The last version is served on, and edits wait; nothing can be signed in the
 * key's name any more, not even the CDS that would ask the parent to remove its DS. So the owner removes the DS, and once nobody
 * can have it any more the zone is signed anew, by a key that no DS names yet.
 */
import { AppFailure } from '../../../shared/model/app-error.ts';
import { type LostKeysWay } from '../../../shared/model/dnssec.ts';
import { generateZoneKey } from '../../dnssec/keys/zone-key.ts';
import { type Zone } from '../zone.ts';
import { describeKey, type DescribedKey, publishedKeys, type SigningPlan } from './signing-plan.ts';
import { judgeDsGone } from './switch-off.ts';
import { type ZoneSigning } from './zone-signing.ts';

/** The mildest way out, beside bringing the key back. Pure. */
export function wayOutOf({ rollover }: SigningPlan, lost: readonly DescribedKey[]): LostKeysWay {
  if (rollover !== null && rollover.role !== 'zsk') {
    const isAll = (tags: readonly number[]): boolean => lost.every(({ keyTag }) => tags.includes(keyTag));
    // The new key is in the zone and signs; once its DS is exchanged, the old one is not needed any more.
    if (rollover.step === 'exchange-ds' && isAll(rollover.old)) return 'finish-rollover';
    if (rollover.step === 'publish' && isAll([rollover.new])) return 'cancel-rollover';
    return 'sign-anew';
  }
  return lost.every(({ role }) => role === 'zsk') ? 'replace-zsk' : 'sign-anew';
}

/**
 * New keys, like the old ones in number and algorithm, sign from the next version on. Throws `ds-is-there` unless the DS was seen
 * gone from all of the parent's servers for its TTL.
 */
export async function signAnew(signing: ZoneSigning, zone: Zone, nowMs: number): Promise<void> {
  const before = signing.planOf(zone);
  if (!before.signs) throw new AppFailure({ code: 'dnssec-is-off', zone: zone.nameText });
  if (judgeDsGone(before, nowMs).state !== 'gone')
    throw new AppFailure({ code: 'ds-is-there', zone: zone.nameText });
  const old = publishedKeys(before);
  const takenTags = before.keys.map(({ keyTag }) => keyTag);
  const made: DescribedKey[] = [];
  for (const role of new Set(old.map((key) => key.role))) {
    const key = await generateZoneKey(role, old[0].algorithm, { takenTags });
    await signing.keys.save(zone.name, key);
    takenTags.push(key.keyTag);
    made.push(describeKey(key, 'signing', 'made', nowMs));
  }
  await signing.updatePlan(zone, (plan) => ({
    ...plan,
    keys: [
      ...plan.keys.map((key) =>
        key.state === 'removed' ? key : { ...key, state: 'removed' as const, since: nowMs },
      ),
      ...made,
    ],
    parentRequest: 'publish',
    rollover: null,
  }));
  for (const key of old) await signing.keys.remove(zone.name, key);
}
