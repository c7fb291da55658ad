import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base32HexEncode } from '../../../shared/dns/encodings.ts';
import { isHashedName } from '../../../shared/dns/hashed-name.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { contentsOf, nameOf } from '../../interop/dnssec/zones.ts';
import { Turn } from '../../zones/turn.ts';
import { generateZoneKey } from '../keys/zone-key.ts';
import { nsec3Hash } from '../nsec3-hash.ts';
import { signingKeys } from '../signing/keys-for-tests.ts';
import { type Denial } from '../signing/signing.ts';
import { ZoneSigner } from '../zone-signer.ts';
import { DenialProofs, type DeniedFact } from './proofs.ts';

const ZONE = `$TTL 3600
@ SOA ns1 host 1 86400 7200 604800 3600
@ NS ns1
ns1 A 192.0.2.1
a.b.c A 192.0.2.3
sub NS ns.sub
ns.sub A 192.0.2.4
*.w TXT "x"
`;

const signer = new ZoneSigner();
const proofs = new DenialProofs(signer.nsec3Chains);
const zones = {} as Record<Denial, ZoneContents>;
beforeAll(async () => {
  const keys = signingKeys([{ key: await generateZoneKey('csk', 13), signs: true }]);
  for (const denial of ['nsec', 'nsec3'] as const) {
    const policy = { denial, lifetimeSeconds: 9e6, renewBelowSeconds: 1e6, keyTtlSeconds: 3600 };
    const signing = { keys, policy, nowSeconds: 1_795_000_000 };
    zones[denial] = await signer.sign(contentsOf(ZONE), signing, { turn: new Turn() });
  }
});
afterAll(() => signer.dispose());

const name = (text: string): ReturnType<typeof nameOf> =>
  nameOf(text === '@' ? 'example.test.' : `${text}.example.test.`);

/** The fact, whose NSECs prove it (`@` the apex), and which names NSEC3s prove it by: `=` that hash, `~` one around it. */
const FACTS: readonly (readonly [string, DeniedFact, readonly string[], readonly string[]])[] = [
  [
    'a name that is not there',
    { kind: 'no-name', name: name('x.y'), closestEncloser: name('@') },
    ['*.w', '@'],
    ['=@', '~y', '~*'],
  ],
  [
    'a name below another',
    { kind: 'no-name', name: name('q.ns1'), closestEncloser: name('ns1') },
    ['ns1'],
    ['=ns1', '~q.ns1', '~*.ns1'],
  ],
  [
    'a name behind hidden ones',
    { kind: 'no-name', name: name('suc'), closestEncloser: name('@') },
    ['sub', '@'],
    ['=@', '~suc', '~*'],
  ],
  ['a type at a name', { kind: 'no-data', name: name('ns1') }, ['ns1'], ['=ns1']],
  ['a type at an empty non-terminal', { kind: 'no-data', name: name('b.c') }, ['@'], ['=b.c']],
  [
    'a type at a wildcard',
    { kind: 'no-data', name: name('q.r.w'), closestEncloser: name('w') },
    ['*.w'],
    ['=w', '~r.w', '=*.w'],
  ],
  [
    'the name that a wildcard stood in for',
    { kind: 'expanded', name: name('q.r.w'), closestEncloser: name('w') },
    ['*.w'],
    ['~r.w'],
  ],
  ['a DS', { kind: 'no-ds', name: name('sub') }, ['sub'], ['=sub']],
];

describe('the lack of', () => {
  it.each(FACTS)('%s is proved by NSEC', (_what, fact, owners) => {
    const proving = proofs.prove(zones.nsec, fact);
    expect(proving.map(({ node }) => printName(node.owner))).toEqual(
      owners.map((owner) => printName(name(owner))),
    );
    expect(new Set(proving.map(({ type }) => type))).toEqual(new Set([TYPE.NSEC]));
  });

  it.each(FACTS)('%s is proved by NSEC3', (_what, fact, _owners, hashed) => {
    const proving = proofs.prove(zones.nsec3, fact);
    const expected = hashed.map((way) => provingNsec3(zones.nsec3, name(way.slice(1)), way.startsWith('=')));
    expect(proving.map(({ node }) => printName(node.owner))).toEqual([...new Set(expected)]);
    expect(proving.every(({ node, type }) => type === TYPE.NSEC3 && isHashedName(node))).toBe(true);
  });

  it('anything in a zone that is not signed is not proved', () => {
    expect(proofs.prove(contentsOf(ZONE), { kind: 'no-data', name: name('ns1') })).toEqual([]);
  });
});

/** By looking at all of them: the owner whose hash is the name's, or the last one before it around the circle. */
function provingNsec3(zone: ZoneContents, of: ReturnType<typeof nameOf>, matches: boolean): string {
  const owners = [...zone.nodes()].filter(isHashedName).map(({ owner }) => printName(owner));
  const own = `${base32HexEncode(nsec3Hash(of)).toLowerCase()}.example.test.`;
  if (owners.includes(own) !== matches) throw new Error(`${own} is there or not, unlike the test thinks`);
  return matches ? own : (owners.findLast((owner) => owner < own) ?? owners[owners.length - 1]);
}
