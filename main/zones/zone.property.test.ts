import fc from 'fast-check';
import { expect, it } from 'vitest';
import { doDeed, textsIn } from './zone-deeds.ts';
import { afterDeed, EMPTY_MODEL, textsOf, type Deed } from './zone-model.ts';
import { exampleContents, ORIGIN, SETTINGS, TemporaryZones } from './temporary-zones.ts';
import { type Zone } from './zone.ts';

const wishes = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd.c'),
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('1', '2', '3') },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  { minKeys: 1 },
);
const deed: fc.Arbitrary<Deed | { do: 'restart' }> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('edit' as const), wishes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tool' as const), wishes }) },
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'commit' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('discard' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), back: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

it('does what the model does, whatever the order of edits, undos, commits, tools and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
      const temporary = await TemporaryZones.make();
      try {
        const zones = await temporary.open();
        let zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
        let model = EMPTY_MODEL;
        for (const one of deeds) {
          if (one.do === 'restart') zone = (await temporary.open()).find(ORIGIN) as Zone;
          else {
            await doDeed(zone, one);
            model = afterDeed(model, one);
          }
          const { version, draft } = zone;
          expect({
            texts: textsIn(zone.state.contents),
            served: version && textsIn(version.contents),
            versions: zone.history.length,
            steps: [draft.steps.length, draft.undone.length],
          }).toEqual({
            texts: textsOf(model),
            served: model.versions.at(-1)?.after,
            versions: model.versions.length,
            steps: [model.steps.length, model.undone.length],
          });
          expect(draft.editCount).toBe((await draft.state.changesFrom(draft.base)).length);
        }
        const serials = zone.history.map(({ serial }) => serial);
        expect(serials).toEqual(serials.toSorted((a, b) => b - a));
        expect(new Set(serials).size).toBe(serials.length);
      } finally {
        await temporary.remove();
      }
    }),
    { numRuns: process.env['HIDDEN_PRIMARY_LONG'] === '1' ? 500 : 40 },
  );
}, 120_000);
