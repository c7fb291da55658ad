import { describe, expect, it } from 'vitest';
import { HAND_OVERS, type HandOverFacts } from './hand-over.ts';

const KEY = { name: 'home_shop.', algorithm: 'hmac-sha256', secret: 'c2VjcmV0' } as const;
const FACTS: HandOverFacts = {
  zone: 'example.com.',
  file: 'example.com.zone',
  signing: {
    algorithm: 'ECDSAP256SHA256',
    denial: 'nsec3',
    keys: [{ file: 'Kexample.com.+013+01234', role: 'csk' }],
  },
  secondaries: [
    { name: 'a', notifyTo: [{ address: '2001:db8::7', port: 53 }], transferFrom: ['192.0.2.7'], key: KEY },
    { name: 'b', notifyTo: [], transferFrom: ['192.0.2.8'], key: null },
  ],
};
const all = (facts: HandOverFacts): string =>
  Object.values(HAND_OVERS)
    .flatMap(({ texts }) => texts(facts).map(({ text }) => text))
    .join('');

describe('a hand-over', () => {
  it('lets nobody in by an address alone where there is a key', () => {
    const text = all(FACTS);
    expect(text).toContain('allow-transfer { { !{ !192.0.2.7; any; }; key "home_shop"; }; 192.0.2.8; };');
    expect(text).toContain('    address: [ 192.0.2.7 ]\n    key: home_shop\n');
    expect(text).toContain('ALLOW-AXFR-FROM 192.0.2.8\n');
  });

  it('says nothing of keys and signing for a zone that is not signed', () => {
    expect(all({ ...FACTS, signing: null })).not.toMatch(/dnssec|keymgr|import-zone-key|policy|nsec3/);
  });

  it('opens to nobody when there are no secondaries', () => {
    const text = all({ ...FACTS, secondaries: [] });
    expect(text).toContain('allow-transfer { none; };');
    expect(text).not.toMatch(/acl|notify|ALLOW-AXFR|tsig/i);
  });

  it('writes each key once, though two secondaries share it', () => {
    const [first] = FACTS.secondaries;
    expect(all({ ...FACTS, secondaries: [first, { ...first, name: 'c' }] }).split(KEY.secret)).toHaveLength(
      4,
    );
  });
});
