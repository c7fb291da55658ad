/**
 * RFC 5936: each peer takes the zone from our name server, with each TSIG algorithm it supports, over IPv4 and IPv6: a zone of
 * next to nothing, one of 1,000 records, and (HIDDEN_PRIMARY_LONG=1) one of 100,000. What it serves then is what we have.
 */
import { describe, expect, it } from 'vitest';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type ServerEvent } from '../../shared/model/server-events.ts';
import { NameServer } from '../nameserver/name-server.ts';
import {
  allow,
  contentsOf,
  keyOf,
  keysOf,
  linesOf,
  serialOf,
  versionOf,
  zoneOf,
  zonesOf,
} from '../nameserver/zones-for-tests.ts';
import { peersAreMissing } from './peers/missing-peers.ts';
import { PEER_NAMES, SOFTWARE, startSecondary } from './peers/start.ts';

const SIZES = process.env.HIDDEN_PRIMARY_LONG === '1' ? [2, 1_000, 100_000] : [2, 1_000];
const ADDRESSES = ['127.0.0.1', '::1'];

describe.skipIf(peersAreMissing())('AXFR with TSIG', () => {
  for (const peer of PEER_NAMES)
    for (const address of ADDRESSES)
      for (const size of SIZES)
        it(`${peer} takes ${size} records over ${address} with every algorithm`, async () => {
          const transfers = SOFTWARE[peer].tsigAlgorithms.map((algorithm) => {
            const key = keyOf(`key-${algorithm}.example`, `a secret for ${algorithm} and no other`, {
              algorithm,
            });
            const name = `${algorithm}.example`;
            return { algorithm, key, name, contents: zoneOfSize(name, size) };
          });
          const events: ServerEvent[] = [];
          const server = new NameServer({
            zones: zonesOf(
              transfers.map(({ name, key, contents }) =>
                zoneOf(name, { version: versionOf(contents), access: [allow([address], key)] }),
              ),
            ),
            keys: keysOf(...transfers.map(({ key }) => key)),
            onEvent: (event) => events.push(event),
          });
          try {
            const opened = await server.open([{ address, port: 0 }]);
            if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened));
            await using secondary = await startSecondary(peer, {
              zones: transfers.map(({ name, key, algorithm }) => ({
                name,
                primaries: opened.endpoints,
                key: {
                  name: `key-${algorithm}.example`,
                  algorithm,
                  secret: Buffer.from(key.secret).toString('base64'),
                },
              })),
            });
            for (const { name, contents } of transfers) {
              await secondary.waitForSerial(name, serialOf(contents), 120_000);
              const served = await secondary.dump(name);
              expect(served.map(normalised).toSorted()).toEqual(linesOf(contents).map(normalised).toSorted());
            }
          } finally {
            await server.close();
          }
          expect(sortedFacts(events)).toEqual(
            transfers
              .map(({ name, algorithm, contents }) => ({
                zone: `${name}.`,
                key: `key-${algorithm}.example.`,
                records: contents.recordCount + 1,
              }))
              .toSorted(byZone),
          );
        });
});

interface Fact {
  readonly zone: string;
  readonly key: string | undefined;
  readonly records: number;
}

/** The finished transfers; a peer that asks twice counts once. */
function sortedFacts(events: readonly ServerEvent[]): readonly Fact[] {
  const facts = new Map(
    events.flatMap((event) =>
      event.kind === 'transfer-finished'
        ? [[event.zone, { zone: event.zone, key: event.client.key, records: event.records }]]
        : [],
    ),
  );
  return [...facts.values()].toSorted(byZone);
}

const byZone = (a: Fact, b: Fact): number => (a.zone < b.zone ? -1 : 1);

/** SOA and NS, and hosts with addresses, aliases, mail and text up to so many records. */
function zoneOfSize(name: string, records: number): ZoneContents {
  const lines = [
    '@ 300 SOA ns.example.net. hostmaster 2026112301 3600 900 604800 300',
    '@ 300 NS ns.example.net.',
  ];
  for (let i = 0; lines.length < records; i++)
    lines.push(
      [
        `host-${i} 300 A 192.0.2.${i % 256}`,
        `host-${i} 600 MX 10 host-${i - 1}`,
        `Alias-${i}.sub 300 CNAME Host-${i - 2}`,
        `text-${i}.${i % 7}.sub 300 TXT "number ${i}"`,
      ][i % 4],
    );
  return contentsOf(name, `${lines.join('\n')}\n`);
}

/** One space between fields, no class: `dig` prints it, we do not. */
const normalised = (line: string): string =>
  line
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^(\S+ \d+) IN /, '$1 ')
    .toLowerCase();
