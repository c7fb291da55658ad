import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Name } from './name.ts';
import { printName, scanName } from './name-text.ts';
import { octetsFrom, octetsOf, type Octets } from './octets.ts';

const label = fc
  .oneof(
    fc.uint8Array({ minLength: 1, maxLength: 12 }),
    fc
      .array(fc.constantFrom(0, 1, 2, 0x2e, 0x41, 0x61, 0x5a, 0x5b, 0xff), { minLength: 1, maxLength: 3 })
      .map((codes) => Uint8Array.from(codes)),
  )
  .map((bytes) => octetsFrom(bytes));
const name = fc.array(label, { maxLength: 6 }).map((labels) => Name.fromLabels(labels)!);

/** RFC 4034 §6.1, word for word: labels from the right, compared as octets with upper case folded, a missing one first. */
function compareByLabels(a: Name, b: Name): number {
  const folded = (of: Name): number[][] =>
    of.labels
      .map((octets) => Array.from(octets, (c) => (/[A-Z]/.test(c) ? c.toLowerCase() : c).charCodeAt(0)))
      .reverse();
  const [left, right] = [folded(a), folded(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    for (let k = 0; k < Math.min(left[i].length, right[i].length); k++)
      if (left[i][k] !== right[i][k]) return Math.sign(left[i][k] - right[i][k]);
    if (left[i].length !== right[i].length) return Math.sign(left[i].length - right[i].length);
  }
  return Math.sign(left.length - right.length);
}

describe('the canonical order of names (RFC 4034 §6.1)', () => {
  const example = [
    'example.',
    'a.example.',
    'yljkjljk.a.example.',
    'Z.a.example.',
    'zABC.a.EXAMPLE.',
    'z.example.',
    '\\001.z.example.',
    '*.z.example.',
    '\\200.z.example.',
  ].map(nameOf);

  it('sorts the RFC’s list', () => {
    const shuffled = [3, 8, 0, 5, 7, 1, 6, 2, 4].map((i) => example[i]);
    expect(shuffled.sort((a, b) => a.compare(b)).map(printName)).toEqual(example.map(printName));
  });

  it('is the order of the labels for any octets', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(a.compare(b)).toBe(compareByLabels(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it('puts exactly the names of a subtree behind its top', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const tail = a.toLowerCase().labels.slice(Math.max(0, a.labelCount - b.labelCount));
        const below =
          a.labelCount >= b.labelCount &&
          tail.join('.') === b.toLowerCase().labels.join('.') &&
          sameLengths(tail, b);
        expect([a.isAtOrBelow(b), a.isBelow(b)]).toEqual([below, below && a.labelCount > b.labelCount]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('names', () => {
  it('are equal when only the case of letters differs (RFC 4343), and keep their case', () => {
    const mixed = nameOf('WwW.ExAmPlE.');
    expect(mixed.equals(nameOf('www.example.'))).toBe(true);
    expect(mixed.equals(nameOf('www.example.com.'))).toBe(false);
    expect([printName(mixed), printName(mixed.toLowerCase())]).toEqual(['WwW.ExAmPlE.', 'www.example.']);
  });

  it('do not fold octets that are no letters, nor take a dot inside a label for a boundary', () => {
    expect(nameOf('a\\[.example.').equals(nameOf('a{.example.'))).toBe(false);
    expect(nameOf('a\\.b.example.').equals(nameOf('a.b.example.'))).toBe(false);
    expect(nameOf('xa\\.example.').isAtOrBelow(nameOf('example.'))).toBe(false);
  });

  it('have labels of 1–63 octets and at most 255 octets in all (RFC 1035 §2.3.4)', () => {
    const long = 'a'.repeat(63) as Octets;
    expect([
      Name.fromLabels([long])?.wire.length,
      Name.fromLabels([(long + 'a') as Octets]),
      Name.fromLabels(['' as Octets]),
      Name.fromLabels([long, long, long, 'a'.repeat(61) as Octets])?.wire.length,
      Name.fromLabels([long, long, long, 'a'.repeat(62) as Octets]),
    ]).toEqual([65, undefined, undefined, 255, undefined]);
  });

  it('give their parts', () => {
    const www = nameOf('*.Www.example.');
    expect({
      labels: www.labels,
      count: www.labelCount,
      wildcard: [www.isWildcard, www.parent.isWildcard, nameOf('**.example.').isWildcard],
      parent: printName(www.parent),
      root: [
        Name.root.isRoot,
        Name.root.parent.isRoot,
        Name.root.labelCount,
        printName(nameOf('example.').parent),
      ],
    }).toEqual({
      labels: ['*', 'Www', 'example'],
      count: 3,
      wildcard: [true, false, false],
      parent: 'Www.example.',
      root: [true, true, 0, '.'],
    });
  });

  it('grow by a label or an origin, as long as they fit', () => {
    const origin = nameOf('example.');
    const long = Name.fromLabels([63, 63, 63, 50].map((n) => 'a'.repeat(n) as Octets))!;
    expect([
      printName(origin.child('a.b' as Octets)!),
      origin.child('' as Octets),
      long.child('1234567890' as Octets)?.wire.length,
      long.child('12345678901' as Octets),
      printName(nameOf('www.').under(origin)!),
      long.under(nameOf('1234567890.'))?.wire.length,
      long.under(nameOf('12345678901.')),
    ]).toEqual(['a\\.b.example.', undefined, 255, undefined, 'www.example.', 255, undefined]);
    expect(octetsOf(3) + 'www' + origin.wire).toBe(origin.child('www' as Octets)?.wire);
  });
});

function nameOf(text: string): Name {
  const scanned = scanName(text as Octets);
  if (typeof scanned === 'string') throw new Error(`${text}: ${scanned}`);
  return scanned;
}

function sameLengths(labels: readonly Octets[], other: Name): boolean {
  return labels.map((octets) => octets.length).join() === other.labels.map((octets) => octets.length).join();
}
