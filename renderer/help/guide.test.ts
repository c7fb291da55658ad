import { describe, expect, it } from 'vitest';
import type { CopyDeadline } from '../../shared/model/copy.ts';
import type { DnssecState } from '../../shared/model/dnssec.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { ZoneSettings } from '../../shared/model/zone.ts';
import { guideSteps, type GuideFacts } from './guide.ts';

const NOTHING: GuideFacts = {
  zone: null,
  settings: null,
  secondaries: [],
  deadlines: [],
  dnssec: null,
  schedule: { kind: 'off' },
};
const heNet = { id: 'a', provider: 'he.net', primaryAddress: null } as Secondary;
const withHeNet: GuideFacts = {
  ...NOTHING,
  zone: 'example.com.',
  settings: { secondaries: [{ secondary: 'a', key: null }] } as unknown as ZoneSettings,
  secondaries: [heNet],
};
const copy = { zone: 'example.com.', secondary: 'a', refreshedAt: 1 } as CopyDeadline;
const seen = (server: string, state: 'seen' | 'none', servedSigned: boolean): DnssecState =>
  ({
    servedSigned,
    parent: { state },
    observation: { nameServers: [{ name: server }] },
  }) as unknown as DnssecState;
const done = (facts: GuideFacts): readonly string[] =>
  guideSteps(facts)
    .filter((step) => step.done)
    .map(({ id }) => id);

describe('the guide for he.net', () => {
  it('has nothing done at first, and only its beginning to go to', () => {
    const steps = guideSteps(NOTHING);
    expect([done(NOTHING), steps.filter(({ address }) => address !== null).map(({ id }) => id)]).toEqual([
      [],
      ['zone', 'schedule'],
    ]);
  });

  it('sees the zone, he.net among its secondaries, and what was typed into its form', () => {
    const elsewhere = { ...withHeNet, settings: { secondaries: [] } as unknown as ZoneSettings };
    const typed = [{ ...heNet, primaryAddress: { address: '203.0.113.7', port: 53 } }];
    expect([done(elsewhere), done(withHeNet), done({ ...withHeNet, secondaries: typed })]).toEqual([
      ['zone'],
      ['zone', 'secondary'],
      ['zone', 'secondary', 'form'],
    ]);
  });

  it('sees a transfer, of this zone and by he.net alone', () => {
    const others = [
      { ...copy, zone: 'example.org.' },
      { ...copy, secondary: 'b' },
      { ...copy, refreshedAt: null },
    ];
    expect([done({ ...withHeNet, deadlines: others }), done({ ...withHeNet, deadlines: [copy] })]).toEqual([
      ['zone', 'secondary'],
      ['zone', 'secondary', 'form', 'transfer'],
    ]);
  });

  it('sees the delegation, the signatures that are served, and the DS at the parent', () => {
    const all = { ...withHeNet, deadlines: [copy], schedule: { kind: 'rhythm', time: '09:00' } as const };
    expect([
      done({ ...all, dnssec: seen('ns1.example.net.', 'none', false) }),
      done({ ...all, dnssec: seen('NS2.he.net.', 'seen', true) }),
    ]).toEqual([
      ['zone', 'secondary', 'form', 'transfer', 'schedule'],
      ['zone', 'secondary', 'form', 'transfer', 'delegation', 'dnssec', 'ds', 'schedule'],
    ]);
  });
});
