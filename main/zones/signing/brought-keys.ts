/** A zone that comes with all of its keys, and is signed by them from its first version on: its DS stays. */
import { type Denial } from '../../../shared/model/dnssec.ts';
import { type KeyRole } from '../../../shared/model/zone-key.ts';
import { type ZoneKey } from '../../dnssec/keys/zone-key.ts';
import { type FileSystem } from '../../storage/file-system.ts';
import { describeKey, laySigningPlan, UNSIGNED } from './signing-plan.ts';

/** A key as another signer used it; one that does not sign is only published. */
export interface BroughtKey {
  readonly key: ZoneKey;
  readonly signs: boolean;
}

/** Whether these sign both the zone's keys and the rest of it. */
export function signsAll(keys: readonly BroughtKey[]): boolean {
  const has = (...roles: readonly KeyRole[]): boolean =>
    keys.some(({ key, signs }) => signs && roles.includes(key.role));
  return has('csk', 'ksk') && has('csk', 'zsk');
}

/** Lays the plan into the folder of a zone that is being made. Private halves must be where secrets are kept by then. */
export async function layPlan(
  folder: string,
  files: FileSystem,
  keys: readonly BroughtKey[],
  denial: Denial,
  nowMs: number,
): Promise<void> {
  await laySigningPlan(folder, files, {
    ...UNSIGNED,
    signs: true,
    denial,
    keys: keys.map(({ key, signs }) => describeKey(key, signs ? 'signing' : 'published', 'imported', nowMs)),
    parentRequest: 'publish',
  });
}
