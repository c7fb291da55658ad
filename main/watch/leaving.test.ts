import { describe, expect, it } from 'vitest';
import type { CopyDeadline } from '../../shared/model/copy.ts';
import { leavingSentence } from '../../shared/model/leaving-sentences.ts';
import { leavingPlan, noteLook, NOTHING_NOTED, type LeavingFacts } from './leaving.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 12);
const STAYS = 'ns1.example.net.';
const GOES = ['ns1.he.net.', 'ns2.he.net.'];
const delegated = (...nameServers: string[]) =>
  ({ kind: 'delegated', parent: 'com.', nameServers, ttlSeconds: 172_800 }) as const;
const COPY: CopyDeadline = {
  zone: 'example.com.',
  secondary: 'he',
  name: 'he.net',
  at: NOW + 77 * DAY,
  reason: 'expire',
  expiresAt: NOW + 77 * DAY,
  signaturesUntil: null,
  refreshedAt: NOW,
  dueAt: null,
  freshness: 'fresh',
  holds: 7,
};
const FACTS: LeavingFacts = {
  secondary: 'he',
  nameServers: GOES,
  draftNs: [STAYS, ...GOES],
  publishedNs: [STAYS, ...GOES],
  isHeld: true,
  parent: delegated(STAYS, ...GOES),
  ds: [],
  copies: [COPY],
  noted: NOTHING_NOTED,
  nowMs: NOW,
};

/** One look after the other, each with what was noted before; the states and the time that is told after each. */
function looks(...changes: readonly Partial<LeavingFacts>[]) {
  let noted = NOTHING_NOTED;
  return changes.map((change) => {
    const facts = { ...FACTS, ...change };
    noted = noteLook({ ...facts, noted }, 3600);
    const { steps } = leavingPlan({ ...facts, noted });
    const ttl = steps.find((step) => step.code === 'ttl');
    return [...steps.map(({ code, state }) => `${code} ${state}`), ttl?.until ?? null];
  });
}

describe('a secondary on its way out', () => {
  it('first goes from the NS here and at the parent, then its TTL is waited out, the larger of the two, then it is removed', () => {
    const gone = { draftNs: [STAYS], publishedNs: [STAYS], isHeld: true };
    expect(
      looks(
        {},
        { draftNs: [STAYS] },
        { ...gone, isHeld: false },
        gone,
        { ...gone, parent: delegated(STAYS), nowMs: NOW + DAY },
        // What was seen first counts, and the TTL from before.
        { ...gone, parent: { ...delegated(STAYS), ttlSeconds: 60 }, nowMs: NOW + 2 * DAY },
        { ...gone, parent: delegated(STAYS), nowMs: NOW + 3 * DAY },
      ),
    ).toEqual([
      ['zone-ns now', 'parent-ns now', 'ttl later', 'copies later', null],
      ['zone-ns now', 'parent-ns now', 'ttl later', 'copies later', null],
      ['zone-ns now', 'parent-ns now', 'ttl later', 'copies later', null],
      ['zone-ns done', 'parent-ns now', 'ttl later', 'copies later', null],
      ['zone-ns done', 'parent-ns done', 'ttl now', 'copies later', NOW + 3 * DAY],
      ['zone-ns done', 'parent-ns done', 'ttl now', 'copies later', NOW + 3 * DAY],
      ['zone-ns done', 'parent-ns done', 'ttl done', 'copies now', NOW + 3 * DAY],
    ]);
  });

  it('has to go again when its name servers came back', () => {
    const gone = { draftNs: [STAYS], publishedNs: [STAYS], parent: delegated(STAYS) };
    const [, back] = looks(gone, { ...gone, parent: delegated(STAYS, GOES[0]), nowMs: NOW + 9 * DAY });
    expect(back).toEqual(['zone-ns done', 'parent-ns now', 'ttl later', 'copies later', null]);
  });

  it('is not said to be gone where nobody could be asked, or its name servers are not known', () => {
    const gone = { draftNs: [STAYS], publishedNs: [STAYS] };
    const unknown = { kind: 'unknown', detail: 'the resolver does not answer' } as const;
    expect(looks({ ...gone, parent: unknown }, { nameServers: [] })).toEqual([
      ['zone-ns done', 'parent-ns unknown', 'ttl later', 'copies later', null],
      ['zone-ns unknown', 'parent-ns unknown', 'ttl later', 'copies later', null],
    ]);
    // Once seen, an offline look takes nothing back.
    const seen = { ...gone, parent: delegated(STAYS) };
    expect(looks(seen, { ...gone, parent: unknown, nowMs: NOW + DAY })[1].at(-1)).toBe(NOW + 2 * DAY);
  });
});

describe('a zone on its way out', () => {
  const whole = { secondary: null, nameServers: [STAYS, ...GOES] };

  it('first goes from the parent; its own NS stay', () => {
    expect(
      looks(
        whole,
        { ...whole, parent: { kind: 'not-delegated', parent: 'com.' }, nowMs: NOW + DAY },
        { ...whole, parent: delegated('ns.elsewhere.example.'), nowMs: NOW + 3 * DAY },
      ),
    ).toEqual([
      ['parent-ns now', 'ttl later', 'copies later', null],
      ['parent-ns done', 'ttl now', 'copies later', NOW + 3 * DAY],
      ['parent-ns done', 'ttl done', 'copies now', NOW + 3 * DAY],
    ]);
  });

  it('has its DS removed before anything else', () => {
    expect(looks({ ...whole, ds: ['1 13 2 AB'] })[0].slice(0, 2)).toEqual(['ds now', 'parent-ns now']);
  });
});

it('is said in words', () => {
  const parent = delegated(STAYS);
  const noted = noteLook({ ...FACTS, draftNs: [STAYS], publishedNs: [STAYS], parent }, 3600);
  const facts = { ...FACTS, draftNs: [STAYS], publishedNs: [STAYS], parent, noted };
  expect([
    ...leavingPlan({ ...FACTS, noted: noteLook(FACTS, 3600) }).steps.map(leavingSentence),
    ...leavingPlan(facts).steps.map(leavingSentence),
  ]).toEqual([
    'Take ns1.he.net, ns2.he.net out of the NS records of the zone, and publish.',
    'At the registrar, take ns1.he.net, ns2.he.net out: the parent still sends people there.',
    'Wait out their TTL, 2 days: caches go on asking there for as long.',
    'Then remove the zone where it is served. Left there, he.net goes on answering from its copy until 2027-02-13.',
    'The zone as it is published names it no more.',
    'The parent names it no more.',
    'Wait until 2026-11-30 12:00 UTC: caches may know the old NS records for 2 days.',
    'Then remove the zone where it is served. Left there, he.net goes on answering from its copy until 2027-02-13.',
  ]);
});
