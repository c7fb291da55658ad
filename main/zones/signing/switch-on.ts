/** The switch: keys for a zone that is to be signed from its next version on. */
import { AppFailure } from '../../../shared/model/app-error.ts';
import { type SigningChoice } from '../../../shared/model/dnssec.ts';
import { type KeyRole } from '../../../shared/model/zone-key.ts';
import { generateZoneKey } from '../../dnssec/keys/zone-key.ts';
import { type Zone } from '../zone.ts';
import { keysLeftBehind } from './keys-left-behind.ts';
import { describeKey, type DescribedKey } from './signing-plan.ts';
import { type ZoneSigning } from './zone-signing.ts';

/**
 * Makes the keys and turns signing on. Keys that were brought along from elsewhere are used as they are; what is missing
 * beside them is made with their algorithm. Throws `dnssec-is-on`, what the secret store has against it, and unless `evenSo`
 * `keys-left-behind`: the owner takes the gap that this makes for whoever validates.
 */
export async function switchOn(
  signing: ZoneSigning,
  zone: Zone,
  { algorithm, keys: layout, denial, evenSo = false }: SigningChoice & { readonly evenSo?: boolean },
  nowMs: number,
): Promise<void> {
  const before = signing.planOf(zone);
  if (before.signs) throw new AppFailure({ code: 'dnssec-is-on', zone: zone.nameText });
  const behind = keysLeftBehind(zone.name, before, signing.largestTtl(zone));
  if (behind !== null && !evenSo)
    throw new AppFailure({ code: 'keys-left-behind', zone: zone.nameText, ...behind });
  const brought = before.keys.filter(({ state }) => state === 'signing');
  const takenTags = before.keys.map(({ keyTag }) => keyTag);
  const made: DescribedKey[] = [];
  for (const role of missingRoles(brought, layout)) {
    const key = await generateZoneKey(role, brought[0]?.algorithm ?? algorithm, { takenTags });
    // The secret first: one without a description harms nobody, a description without its secret would.
    await signing.keys.save(zone.name, key);
    takenTags.push(key.keyTag);
    made.push(describeKey(key, 'signing', 'made', nowMs));
  }
  await signing.updatePlan(zone, (plan) => ({
    ...plan,
    signs: true,
    denial,
    keys: [...plan.keys, ...made],
    signedElsewhere: null,
    parentRequest: 'publish',
  }));
}

function missingRoles(brought: readonly DescribedKey[], layout: SigningChoice['keys']): readonly KeyRole[] {
  const has = (...roles: readonly KeyRole[]): boolean => brought.some(({ role }) => roles.includes(role));
  if (brought.length === 0) return layout === 'csk' ? ['csk'] : ['ksk', 'zsk'];
  return [...(has('csk', 'ksk') ? [] : (['ksk'] as const)), ...(has('csk', 'zsk') ? [] : (['zsk'] as const))];
}
