import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderedMap } from './ordered-map.ts';
import { packSets, unpackSets } from './packed-sets.ts';
import { sameSet, type RecordSetEdit } from './record-set.ts';
import { edit, nameFrom, ORIGIN } from './temporary-zones.ts';
import { sortInTurns, Turn } from './turn.ts';
import { packSnapshot, unpackSnapshot } from './version-blob.ts';
import { ZoneState } from './zone-state.ts';

const address = fc.nat(3).map((last) => `192.0.2.${last}`);
const randomEdit = fc
  .tuple(
    fc.nat(1500),
    fc.constantFrom('A', 'TXT'),
    fc.uniqueArray(address, { maxLength: 2 }),
    fc.boolean(),
    fc.constantFrom('', 'ä'),
  )
  .map(([n, type, values, disabled, comment]) =>
    edit(`n${n}`, type, disabled ? [] : values, {
      disabled: disabled ? values : [],
      comment: values.length > 0 ? comment : '',
      ttl: n,
    }),
  );
const edits = (minLength: number, maxLength: number): fc.Arbitrary<RecordSetEdit[]> =>
  fc.uniqueArray(randomEdit, {
    minLength,
    maxLength,
    selector: ({ owner, type }) => `${owner.order} ${type}`,
  });

const oneByOne = (state: ZoneState, some: readonly RecordSetEdit[]): ZoneState =>
  some.reduce((before, one) => before.with(one), state);

describe('a state of a zone', () => {
  it('comes out the same from many edits at once as from one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(edits(0, 300), edits(1001, 1100), async (before, many) => {
        const state = oneByOne(ZoneState.empty(ORIGIN), before);
        const atOnce = await state.withAll(many);
        const after = oneByOne(state, many);
        expect(await atOnce.changesFrom(after)).toEqual([]);
        expect([atOnce.contents.rrsetCount, atOnce.notes.size]).toEqual([
          after.contents.rrsetCount,
          after.notes.size,
        ]);
      }),
      { numRuns: 10 },
    );
  });

  it('tells exactly what differs from another, in canonical order', async () => {
    await fc.assert(
      fc.asyncProperty(edits(0, 60), edits(0, 60), async (first, second) => {
        const before = oneByOne(ZoneState.empty(ORIGIN), first);
        const after = oneByOne(before, second);
        const expected = second
          .map(({ owner, type }) => ({
            owner,
            type,
            before: before.set(owner, type),
            after: after.set(owner, type),
          }))
          .filter((change) => !sameSet(change.before, change.after))
          .sort((a, b) => a.owner.compare(b.owner) || a.type - b.type);
        expect(await after.changesFrom(before)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('survives being packed and unpacked, change by change', async () => {
    await fc.assert(
      fc.asyncProperty(edits(0, 60), async (some) => {
        const changes = await oneByOne(ZoneState.empty(ORIGIN), some).changesFrom(ZoneState.empty(ORIGIN));
        expect(await unpackSets(await packSets(changes))).toEqual(changes);
      }),
      { numRuns: 50 },
    );
  });
});

it("a state survives being a snapshot, letters' case of its owners included", async () => {
  const cased = edits(0, 80).map((some) =>
    some.map((one, i) =>
      i % 3 > 0 ? one : { ...one, owner: nameFrom(one.type === 1 ? 'N1' : 'n1', ORIGIN) },
    ),
  );
  await fc.assert(
    fc.asyncProperty(cased, async (some) => {
      const state = oneByOne(ZoneState.empty(ORIGIN), some);
      const packed = await packSnapshot({ state, served: state.contents });
      const { state: read, served } = await unpackSnapshot(packed, ORIGIN);
      expect(served).toBe(read.contents);
      expect([...read.contents.rrsets()]).toEqual([...state.contents.rrsets()]);
      expect([...read.notes.entries()]).toEqual([...state.notes.entries()]);
      expect(read.contents.nodeCount).toBe(state.contents.nodeCount);
    }),
    { numRuns: 50 },
  );
});

describe('an ordered map', () => {
  it('holds and lists what a plain map does, and tells what changed', () => {
    const deeds = fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.option(fc.nat(), { nil: undefined })), {
      maxLength: 600,
    });
    fc.assert(
      fc.property(deeds, deeds, (first, second) => {
        const plain = new Map<string, number>();
        const apply = (map: OrderedMap<number>, some: typeof first): OrderedMap<number> =>
          some.reduce((held, [key, value]) => {
            if (value === undefined) plain.delete(key);
            else plain.set(key, value);
            return held.with(key, value);
          }, map);
        const before = apply(OrderedMap.empty(), first);
        const olds = new Map(plain);
        const after = apply(before, second);
        const sorted = [...plain].sort(([x], [y]) => (x < y ? -1 : 1));
        expect([[...after.entries()], after.size]).toEqual([sorted, plain.size]);
        const keys = [...new Set([...olds.keys(), ...plain.keys()])].sort();
        const changed = keys.filter((key) => olds.get(key) !== plain.get(key));
        expect([...after.differencesFrom(before)]).toEqual(
          changed.map((key) => ({ key, before: olds.get(key), after: plain.get(key) })),
        );
      }),
      { numRuns: 50 },
    );
  });
});

it('sorting in turns is stable and complete', async () => {
  const items = Array.from({ length: 20_000 }, (_, i) => ({ key: (i * 7919) % 100, i }));
  const sorted = await sortInTurns(items, (a, b) => a.key - b.key, new Turn());
  expect(sorted).toEqual(items.toSorted((a, b) => a.key - b.key));
});
