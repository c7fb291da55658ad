import { describe, expect, it } from 'vitest';
import { edit, exampleContents, lines } from '../zones/temporary-zones.ts';
import { ZoneState } from '../zones/zone-state.ts';
import { ApiError } from './api-error.ts';
import type { Json } from './json.ts';
import { patchedSets } from './patch-zone.ts';

const set = (
  name: string,
  type: string,
  changetype: string,
  contents: readonly string[] = [],
  ttl = 60,
): Json => ({
  name: name === '' ? 'example.com.' : `${name}.example.com.`,
  type,
  ttl,
  changetype,
  records: contents.map((content) => ({ content })),
});

const base = await new ZoneState(exampleContents()).withAll([
  edit('www', 'A', ['192.0.2.1', '192.0.2.2'], { ttl: 60 }),
  edit('alias', 'CNAME', ['www'], { comment: 'kept' }),
]);

/** What is served afterwards, name servers aside, or the refusal. */
async function patched(...sets: readonly Json[]): Promise<unknown> {
  try {
    const { edits, changes } = await patchedSets(sets, base, { underscores: false });
    const after = await base.withAll(edits);
    return changes ? lines(after.contents).filter((line) => !line.startsWith('@ NS')) : 'no change';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.errors ?? error.message;
  }
}

describe('PATCH', () => {
  it('replaces and deletes sets', async () => {
    expect(await patched(set('www', 'A', 'replace', ['192.0.2.9']), set('alias', 'CNAME', 'DELETE'))).toEqual(
      ['www A 60 192.0.2.9'],
    );
  });

  it('deletes by an empty REPLACE', async () => {
    expect(await patched(set('www', 'A', 'REPLACE'))).toEqual(['alias CNAME 3600 www']);
  });

  it('adds and removes one record, and does nothing where nothing is to do', async () => {
    expect(
      await patched(set('www', 'A', 'EXTEND', ['192.0.2.3']), set('www', 'A', 'PRUNE', ['192.0.2.1'])),
    ).toEqual(['alias CNAME 3600 www', 'www A 60 192.0.2.2', 'www A 60 192.0.2.3']);
    expect(
      await patched(set('www', 'A', 'EXTEND', ['192.0.2.1']), set('www', 'A', 'PRUNE', ['192.0.2.7'])),
    ).toBe('no change');
  });

  it('removes a set with its last record', async () => {
    expect(
      await patched(set('www', 'A', 'PRUNE', ['192.0.2.1']), set('www', 'A', 'PRUNE', ['192.0.2.2'])),
    ).toEqual(['alias CNAME 3600 www']);
  });

  it('lets each change see those before it', async () => {
    const remove = set('www', 'A', 'DELETE');
    const alias = set('www', 'CNAME', 'REPLACE', ['host.example.net.']);
    const refused = 'RRset www.example.com. IN CNAME: Conflicts with pre-existing RRset';
    expect(await patched(alias, remove)).toBe(refused);
    expect(await patched(remove, alias)).toEqual(['alias CNAME 3600 www', 'www CNAME 60 host.example.net.']);
    expect(await patched(set('alias', 'A', 'EXTEND', ['192.0.2.1']))).toBe(
      'RRset alias.example.com. IN A: Conflicts with pre-existing RRset',
    );
  });

  it('keeps the records when only a comment is sent, and the comment when only records are', async () => {
    const comment = {
      name: 'www.example.com.',
      type: 'A',
      changetype: 'REPLACE',
      comments: [
        { content: 'a', account: '' },
        { content: 'b', account: '' },
      ],
    };
    const { edits } = await patchedSets(
      [comment, set('alias', 'CNAME', 'REPLACE', ['other.example.net.'])],
      base,
      { underscores: false },
    );
    expect(edits.map(({ wished }) => [wished?.comment, wished?.rdatas.length])).toEqual([
      ['a\nb', 2],
      ['kept', 1],
    ]);
  });

  it('tolerates a DELETE outside of the zone, and nothing else there', async () => {
    const outside = (changetype: string): Json => ({
      ...(set('x', 'A', changetype, ['192.0.2.1']) as object),
      name: 'x.example.net.',
    });
    expect(await patched(outside('DELETE'))).toEqual([
      'alias CNAME 3600 www',
      'www A 60 192.0.2.1',
      'www A 60 192.0.2.2',
    ]);
    expect(await patched(outside('REPLACE'))).toBe('RRset x.example.net. IN A: Name is out of zone');
  });

  it('says what is wrong in the words of PowerDNS', async () => {
    const sentences = [
      await patched(set('x', 'A', 'ADD')),
      await patched(set('x', 'A', 'DELETE'), set('x', 'A', 'DELETE')),
      await patched(set('x', 'CNAME', 'REPLACE', ['a.test.', 'b.test.'])),
      await patched(set('x', 'SRV', 'REPLACE', ['1 1 1 _a.test.', '1 1 2 _b.test.'])),
      await patched(set('www', 'A', 'EXTEND', ['192.0.2.3'], 99)),
      await patched({
        name: 'x.example.com.',
        type: 'A',
        changetype: 'EXTEND',
        records: [{ content: '192.0.2.1' }],
      }),
      await patched(set('d', 'DNAME', 'REPLACE', ['a.test.']), set('d', 'NS', 'REPLACE', ['ns.a.test.'])),
      await patched(set('x', 'RRSIG', 'REPLACE', ['x'])),
    ];
    expect(sentences).toEqual([
      "Changetype 'ADD' is not a valid value",
      'Duplicate RRset x.example.com. IN A with changetype: DELETE',
      'RRset x.example.com. IN CNAME: only one such record allowed',
      [
        'RRset x.example.com. IN SRV: non-hostname content _a.test.',
        'RRset x.example.com. IN SRV: non-hostname content _b.test.',
      ],
      'RRset www.example.com. IN A: uses a different TTL value than the remainder of the RRset',
      "Submitted record is invalid: Key 'ttl' not an Integer or not present",
      'RRset d.example.com. IN NS: Cannot have both NS and DNAME except in zone apex',
      'RRset x.example.com. IN RRSIG: is made when the zone is signed and cannot be given',
    ]);
  });
});
