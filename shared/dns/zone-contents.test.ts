import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Name } from './name.ts';
import { printRelativeName, scanName } from './name-text.ts';
import { type Octets } from './octets.ts';
import { type RRset } from './rrset.ts';
import { ZoneContents, type RRsetChange } from './zone-contents.ts';

const ORIGIN = scanName('example.com.' as Octets) as Name;
const nameOf = (text: string): Name => scanName(text as Octets, ORIGIN) as Name;
const set = (owner: string, type = 1, ...rdatas: string[]): RRset => ({
  owner: nameOf(owner),
  type,
  ttlSeconds: 300,
  rdatas: (rdatas.length === 0 ? ['x'] : rdatas) as Octets[],
});
const owners = (contents: ZoneContents): string[] =>
  [...contents.nodes()].map(({ owner }) => printRelativeName(owner, ORIGIN));
const of = (...names: string[]): ZoneContents =>
  ZoneContents.fromRRsets(
    ORIGIN,
    names.map((name) => set(name)),
  );

describe('zone contents', () => {
  it('keep names in canonical order (RFC 4034 §6.1)', () => {
    const names = ['*.z', 'z', '\\200.z', '@', 'Z.a', 'a', 'zABC.a', 'yljkjljk.a', '\\001.z'];
    expect(owners(of(...names))).toEqual([
      '@', 'a', 'yljkjljk.a', 'Z.a', 'zABC.a', 'z', '\\001.z', '*.z', '\\200.z',
    ]); // prettier-ignore
  });

  it('find a name in any letters, and keep the letters it came with', () => {
    const contents = of('WwW').with(nameOf('www'), 16, set('www', 16));
    expect(contents.node(nameOf('wWw'))?.owner.labels[0]).toBe('WwW');
    expect(contents.node(nameOf('wWw'))?.rrsets.map(({ type }) => type)).toEqual([1, 16]);
  });

  it('know an empty non-terminal as existing (RFC 4592 §2.2.2)', () => {
    const contents = of('@', 'a.b.c', 'd');
    expect(['c', 'b.c', 'a.b.c', 'x.c', 'bb.c', 'c.c', '@', 'e'].filter((name) => contents.exists(nameOf(name)))).toEqual([
      'c', 'b.c', 'a.b.c', '@',
    ]); // prettier-ignore
    expect(contents.node(nameOf('c'))).toBeUndefined();
  });

  it('find the name before, around the end', () => {
    const contents = of('@', 'b', 'd');
    const before = (name: string): string =>
      printRelativeName(contents.previous(nameOf(name))!.owner, ORIGIN);
    expect([before('c'), before('d'), before('z'), before('@'), before('a.b')]).toEqual([
      'b',
      'b',
      'd',
      'd',
      'b',
    ]);
    expect(ZoneContents.empty(ORIGIN).previous(ORIGIN)).toBeUndefined();
  });

  it('walk a subtree and nothing beside it', () => {
    const contents = of('@', 'b', 'a.b', 'x.a.b', 'bb', 'c.bb', 'a');
    const below = (name: string): string[] =>
      [...contents.subtree(nameOf(name))].map(({ owner }) => printRelativeName(owner, ORIGIN));
    expect([below('b'), below('a.b'), below('q'), below('bb')]).toEqual([
      ['b', 'a.b', 'x.a.b'],
      ['a.b', 'x.a.b'],
      [],
      ['bb', 'c.bb'],
    ]);
  });

  it('refuse a set under another name', () => {
    expect(() => of('a').with(nameOf('a'), 1, set('b'))).toThrow('bug');
    expect(() => of('a').with(nameOf('a'), 2, set('a', 1))).toThrow('bug');
  });
});

describe('edits', () => {
  const edit = fc.record({
    name: fc.nat(1500).map((n) => `h${n}`),
    type: fc.constantFrom(1, 2, 16),
    rdatas: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 }),
  });

  it('do what a plain map does, and leave older contents as they were', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 60 }), fc.integer({ min: 0, max: 1500 }), (edits, size) => {
        const start = of(...Array.from({ length: size }, (_, i) => `h${i}`));
        const model = new Map(
          [...start.rrsets()].map((rrset) => [`${rrset.owner.order}/${rrset.type}`, rrset]),
        );
        const untouched = [...start.rrsets()];
        let contents = start;
        for (const { name, type, rdatas } of edits) {
          const after = rdatas.length === 0 ? undefined : set(name, type, ...rdatas);
          contents = contents.with(nameOf(name), type, after);
          const key = `${nameOf(name).order}/${type}`;
          if (after === undefined) model.delete(key);
          else model.set(key, after);
        }
        const expected = ZoneContents.fromRRsets(ORIGIN, model.values());
        expect([...contents.rrsets()]).toEqual([...expected.rrsets()]);
        expect([contents.nodeCount, contents.rrsetCount, contents.recordCount]).toEqual([
          expected.nodeCount,
          expected.rrsetCount,
          expected.recordCount,
        ]);
        expect([...start.rrsets()]).toEqual(untouched);
        expect(applied(start, contents.differencesFrom(start))).toEqual([...contents.rrsets()]);
        expect(applied(contents, start.differencesFrom(contents))).toEqual(untouched);
      }),
      { numRuns: 60 },
    );
  });

  it('that change nothing make no difference', () => {
    const start = of('@', 'a');
    expect([...start.with(nameOf('A'), 1, set('a')).differencesFrom(start)]).toEqual([]);
    expect(start.with(nameOf('q'), 1, undefined)).toBe(start);
    expect([...ZoneContents.empty(ORIGIN).differencesFrom(start)]).toHaveLength(2);
  });
});

function applied(start: ZoneContents, changes: Iterable<RRsetChange>): RRset[] {
  let contents = start;
  for (const { owner, type, before, after } of changes) {
    expect(contents.rrset(owner, type)).toEqual(before);
    contents = contents.with(owner, type, after);
  }
  return [...contents.rrsets()];
}
