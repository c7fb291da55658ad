import { describe, expect, it } from 'vitest';
import { ds } from '../../../shared/dns/rdata/ds.ts';
import { type Observation } from '../../../shared/model/observation.ts';
import { dsRdata } from '../../dnssec/ds.ts';
import { generateZoneKey } from '../../dnssec/keys/zone-key.ts';
import { ORIGIN } from '../temporary-zones.ts';
import { judgeParent, judgeReadiness, withObservation } from './observed.ts';
import { describeKey, dnskeyOf, type SigningPlan, UNSIGNED } from './signing-plan.ts';

const key = describeKey(await generateZoneKey('csk', 13), 'signing', 'made', 0);
const other = describeKey(await generateZoneKey('csk', 13), 'signing', 'made', 0);
const plan: SigningPlan = { ...UNSIGNED, signs: true, keys: [key] };
const textOf = (of: typeof key, digest: 2 | 4 = 2): string => ds.print(dsRdata(ORIGIN, dnskeyOf(of), digest));
const OURS = textOf(key);
const FOREIGN = textOf(other);

/** One entry of `parents` for each server: what it has, null for no answer. */
function seen(
  at: number,
  parents: readonly (string[] | null)[],
  children: Observation['nameServers'] = [],
): Observation {
  const parentServers = parents.map((set, i) => ({
    name: `p${i}.`,
    address: null,
    ds: set,
    ttlSeconds: 3600,
  }));
  return { at, parent: 'com.', parentServers, nameServers: children };
}
const child = (name: string, keys: string[] | null, signed = true): Observation['nameServers'][number] => ({
  name,
  address: null,
  keys,
  serial: 1,
  signed,
  signers: signed ? [`13 ${key.keyTag}`] : [],
});

describe('judgeParent', () => {
  it.each([
    ['nobody answered', [null, null], { state: 'not-known' }],
    ['none has a DS', [[], null, []], { state: 'none' }],
    ['all have ours', [[OURS], [OURS, textOf(key, 4)].sort(), null], { state: 'seen' }],
    ['one has it not yet', [[OURS], []], { state: 'partly', missingAt: ['p1.'] }],
    ['another beside ours', [[FOREIGN, OURS].sort()], { state: 'others-too', foreign: [FOREIGN] }],
    ['only another', [[FOREIGN], []], { state: 'wrong', foreign: [FOREIGN] }],
    [
      'our tag with another digest',
      [[OURS.replace(/.$/, (c) => (c === '0' ? '1' : '0'))]],
      { state: 'wrong' },
    ],
  ] as const)('%s', (_, parents, verdict) => {
    const mutable = parents.map((set) => (set === null ? null : [...set]));
    expect(judgeParent(ORIGIN, withObservation(plan, seen(0, mutable)))).toMatchObject(verdict);
  });

  it('knows nothing before anybody was asked', () => {
    expect(judgeParent(ORIGIN, plan)).toEqual({ state: 'not-known' });
  });
});

describe('judgeReadiness', () => {
  const facts = { servedSigned: true, largestTtl: 3600, nowMs: 0 };
  const both = [child('a.', [key.dnskey]), child('b.', [key.dnskey])];

  it('waits for every server that the parent names, and says what each lacks', () => {
    const behind = [
      child('a.', [key.dnskey]),
      child('b.', []),
      child('c.', null),
      child('d.', [key.dnskey], false),
    ];
    expect(judgeReadiness(withObservation(plan, seen(0, [[]], behind)), facts)).toEqual({
      state: 'servers-behind',
      servers: [
        { name: 'b.', why: 'no-keys' },
        { name: 'c.', why: 'silent' },
        { name: 'd.', why: 'no-signatures' },
      ],
    });
  });

  it('waits for the largest TTL since all were first seen to serve the keys, though looked at again meanwhile', () => {
    const first = withObservation(plan, seen(1000, [[]], both));
    const again = withObservation(first, seen(2000, [[]], both));
    const readyAt = 1000 + 3_600_000;
    expect(judgeReadiness(again, { ...facts, nowMs: readyAt - 1 })).toEqual({ state: 'caches', readyAt });
    expect(judgeReadiness(again, { ...facts, nowMs: readyAt })).toEqual({ state: 'ready', since: readyAt });
  });

  it('begins anew when one was seen without them in between', () => {
    const first = withObservation(plan, seen(1000, [[]], both));
    const lost = withObservation(first, seen(2000, [[]], [both[0], child('b.', [])]));
    const back = withObservation(lost, seen(3000, [[]], both));
    expect(judgeReadiness(back, facts)).toEqual({ state: 'caches', readyAt: 3000 + 3_600_000 });
  });

  it('says what is missing before all that', () => {
    expect([
      judgeReadiness(plan, { ...facts, servedSigned: false }).state,
      judgeReadiness(plan, facts).state,
      judgeReadiness(withObservation(plan, seen(0, [[]])), facts).state,
    ]).toEqual(['not-published', 'not-known', 'not-known']);
  });
});
