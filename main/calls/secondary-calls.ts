/** Calls about secondaries. */
import type { Activity } from '../sessions/activity.ts';
import type { Secondaries } from '../zones/secondaries.ts';
import type { ZoneUses } from '../zones/zone-uses.ts';
import { calls } from './implementer.ts';

export interface SecondaryServices {
  readonly secondaries: Secondaries;
  readonly uses: ZoneUses;
  readonly activity: Activity;
  readonly onSecondaryChanged: (id: string) => void;
}

export function secondaryCalls({ secondaries, uses, activity, onSecondaryChanged }: SecondaryServices) {
  return {
    list: calls.secondaries.list.handler(() =>
      secondaries.list().map((secondary) => ({ ...secondary, usedBy: [...uses.ofSecondary(secondary.id)] })),
    ),
    create: calls.secondaries.create.handler(async ({ input }) => {
      const created = await secondaries.create(input);
      activity.tell('secondary-created', null, { secondary: created.name });
      onSecondaryChanged(created.id);
      return created;
    }),
    update: calls.secondaries.update.handler(async ({ input }) => {
      const updated = await secondaries.update(input);
      activity.tell('secondary-changed', null, { secondary: updated.name });
      onSecondaryChanged(updated.id);
      return updated;
    }),
    delete: calls.secondaries.delete.handler(async ({ input }) => {
      const { name } = secondaries.find(input.id);
      await secondaries.delete(input.id);
      activity.tell('secondary-deleted', null, { secondary: name });
      onSecondaryChanged(input.id);
    }),
  };
}
