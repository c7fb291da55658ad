/** Calls about TSIG keys. */
import type { TsigKeyInfo } from '../../shared/model/keys.ts';
import type { TsigKeyDescription, TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import type { Activity } from '../sessions/activity.ts';
import type { ZoneUses } from '../zones/zone-uses.ts';
import { calls } from './implementer.ts';

export interface KeyServices {
  readonly keys: TsigKeyRing;
  readonly uses: ZoneUses;
  readonly activity: Activity;
  /** A key changed: an open session must use the new secret. */
  readonly onKeyChanged: (name: string) => Promise<void>;
}

export function keyCalls({ keys, uses, activity, onKeyChanged }: KeyServices) {
  const info = (key: TsigKeyDescription): TsigKeyInfo => ({ ...key, usedBy: [...uses.ofKey(key.name)] });
  return {
    list: calls.keys.list.handler(() => keys.list().map(info)),
    create: calls.keys.create.handler(async ({ input }) => {
      const created = await keys.create(input.name, input.algorithm);
      activity.tell('key-created', null, { key: created.name, algorithm: created.algorithm });
      await onKeyChanged(created.name);
      return info(created);
    }),
    import: calls.keys.import.handler(async ({ input }) => {
      const imported = await keys.import(input.name, input.algorithm, input.secret);
      activity.tell('key-imported', null, { key: imported.name, algorithm: imported.algorithm });
      await onKeyChanged(imported.name);
      return info(imported);
    }),
    secret: calls.keys.secret.handler(async ({ input }) => ({ secret: await keys.secret(input.name) })),
    rotate: calls.keys.rotate.handler(async ({ input }) => {
      const rotated = await keys.rotate(input.name);
      activity.tell('key-rotated', null, { key: rotated.name });
      await onKeyChanged(rotated.name);
      return info(rotated);
    }),
    delete: calls.keys.delete.handler(async ({ input }) => {
      await keys.delete(input.name);
      activity.tell('key-deleted', null, { key: input.name });
      await onKeyChanged(input.name);
    }),
  };
}
