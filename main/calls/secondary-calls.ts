/** Calls about secondaries. */
import type { Secondaries } from '../zones/secondaries.ts';
import type { ZoneUses } from '../zones/zone-uses.ts';
import { calls } from './implementer.ts';

export interface SecondaryServices {
  readonly secondaries: Secondaries;
  readonly uses: ZoneUses;
  readonly onSecondaryChanged: (id: string) => void;
}

export function secondaryCalls({ secondaries, uses, onSecondaryChanged }: SecondaryServices) {
  return {
    list: calls.secondaries.list.handler(() =>
      secondaries.list().map((secondary) => ({ ...secondary, usedBy: [...uses.ofSecondary(secondary.id)] })),
    ),
    create: calls.secondaries.create.handler(async ({ input }) => {
      const created = await secondaries.create(input);
      onSecondaryChanged(created.id);
      return created;
    }),
    update: calls.secondaries.update.handler(async ({ input }) => {
      const updated = await secondaries.update(input);
      onSecondaryChanged(updated.id);
      return updated;
    }),
    delete: calls.secondaries.delete.handler(async ({ input }) => {
      await secondaries.delete(input.id);
      onSecondaryChanged(input.id);
    }),
  };
}
