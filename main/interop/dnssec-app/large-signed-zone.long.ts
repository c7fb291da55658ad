/** A signed zone of 100,000 names through the app: after an edit, those that speak IXFR take the edit and its signatures, no more. */
import { describe, expect, it } from 'vitest';
import { checkersAreMissing } from '../dnssec/checkers.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { PEER_NAMES } from '../peers/start.ts';
import { appWithPeers, ZONE } from './signed-app.ts';

const NAMES = 100_000;
/** Where others use the machine, too, four servers take their time to load it. */
const PATIENCE_MS = 180_000;
/** An RRSIG and an NSEC with its RRSIG for each name, at the least. */
const SIGNED_RECORDS_LEAST = 4 * NAMES;

const lines = [
  `$ORIGIN ${ZONE}`,
  '$TTL 3600',
  '@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600',
  '@ NS ns1.example.net.',
  ...Array.from({ length: NAMES }, (_, i) => `host-${i} A 10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`),
];

describe.skipIf(peersAreMissing() || checkersAreMissing('delv'))('a signed zone of 100,000 names', () => {
  it('reaches BIND, Knot and NSD as differences of the size of the edit', async () => {
    await using own = await appWithPeers(PEER_NAMES, `${lines.join('\n')}\n`);
    const { calls } = own.app;
    await calls.dnssec.enable({ zone: ZONE });
    await own.publish(PATIENCE_MS);
    const transfers = async (): Promise<unknown[] | undefined> => {
      const { last } = await own.app.waitForEnd();
      return last?.secondaries.map(({ name, transfer }) => [name, transfer?.kind, transfer?.records]);
    };
    for (const [, kind, records] of (await transfers()) as [string, string, number][])
      expect([kind, records > SIGNED_RECORDS_LEAST]).toEqual(['AXFR', true]);

    // SOA four times; the address, its RRSIG and the SOA's, gone and come.
    const changed = { owner: 'host-77', type: 'A', ttlSeconds: 3600, values: [{ text: '192.0.2.1' }] };
    await calls.records.edit({ zone: ZONE, sets: [changed] });
    await own.publish(PATIENCE_MS);
    const whole = expect.any(Number) as unknown;
    expect(await transfers()).toEqual(
      PEER_NAMES.map((name) => (name === 'PowerDNS' ? [name, 'AXFR', whole] : [name, 'IXFR', 10])),
    );

    // A new name beside that: itself, its NSEC and that of the name before, which changes, and RRSIGs of all.
    const added = { ...changed, owner: 'host-77-b' };
    await calls.records.edit({ zone: ZONE, sets: [added] });
    await own.publish(PATIENCE_MS);
    expect(await transfers()).toEqual(
      PEER_NAMES.map((name) => (name === 'PowerDNS' ? [name, 'AXFR', whole] : [name, 'IXFR', 14])),
    );
  });
});
