import { describe, expect, it } from 'vitest';
import { Name } from '../../shared/dns/name.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { SessionZone } from './session-parts.ts';
import { Strangers } from './strangers.ts';

const ZONE = 'example.com.';
const zones = [
  { name: Name.root, text: ZONE, secondaries: [{ secondary: 'he', key: 'k.' }] },
] as unknown as readonly SessionZone[];
const asked = (
  address: string,
  more: { key?: string; type?: string; reason?: 'no-key' } = {},
): ServerEvent => ({
  kind: 'request-refused',
  at: 5,
  client: { address, port: 1, transport: 'tcp', key: more.key },
  reason: more.reason ?? 'not-on-list',
  rcode: 'REFUSED',
  zone: ZONE,
  type: more.type ?? 'AXFR',
});
const listed = (...events: ServerEvent[]) => {
  const strangers = new Strangers();
  for (const event of events) strangers.note(event, zones, () => 'he.net');
  return strangers;
};

describe('strangers who ask for a zone', () => {
  it('are listed with the secondary whose key they showed, the newest first, counted', () => {
    const known = { zone: ZONE, at: 5 };
    expect(listed(asked('192.0.2.9'), asked('192.0.2.1', { key: 'k.' }), asked('192.0.2.9')).list()).toEqual([
      { ...known, address: '192.0.2.9', key: null, secondaries: [], times: 2 },
      { ...known, address: '192.0.2.1', key: 'k.', secondaries: [{ id: 'he', name: 'he.net' }], times: 1 },
    ]);
  });

  it('are those that are on no list and want the zone, the last twenty of them', () => {
    expect(
      listed(asked('192.0.2.1', { reason: 'no-key' }), asked('192.0.2.2', { type: 'A' })).list(),
    ).toEqual([]);
    const many = Array.from({ length: 30 }, (_, i) => asked(`192.0.2.${i}`));
    expect(
      listed(...many)
        .list()
        .map(({ address }) => address),
    ).toEqual(Array.from({ length: 20 }, (_, i) => `192.0.2.${29 - i}`));
  });

  it('are forgotten once their address is on a list', () => {
    const strangers = listed(asked('192.0.2.1'), asked('192.0.2.2'));
    strangers.forget('192.0.2.1');
    expect(strangers.list().map(({ address }) => address)).toEqual(['192.0.2.2']);
  });
});
