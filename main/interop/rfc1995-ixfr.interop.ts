/** RFC 1995: a peer that has a version takes the next ones as differences, of the size of the edits. PowerDNS asks AXFR by default. */
import { describe, expect, it } from 'vitest';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type ServerEvent } from '../../shared/model/server-events.ts';
import { NameServer } from '../nameserver/name-server.ts';
import { type ServedVersion } from '../nameserver/served-zones.ts';
import {
  allow,
  contentsOf,
  keyOf,
  keysOf,
  linesOf,
  versionOf,
  zoneOf,
  zonesOf,
} from '../nameserver/zones-for-tests.ts';
import { peersAreMissing } from './peers/missing-peers.ts';
import { PEER_NAMES, startSecondary } from './peers/start.ts';

const ZONE = 'example.com';
const key = keyOf('good.example', 'the secret of the good key');
const hosts = Array.from({ length: 300 }, (_, i) => `host-${i} 300 A 192.0.2.${i % 256}`);
const zone = (serial: number, ...lines: readonly string[]): ZoneContents =>
  contentsOf(
    ZONE,
    [`@ 300 SOA ns h ${serial} 3600 900 604800 60`, '@ 300 NS ns.example.net.', ...lines].join('\n') + '\n',
  );

const first = zone(1, ...hosts, 'set 300 A 192.0.2.1', 'set 300 A 192.0.2.2', 'gone 300 TXT "gone"');
const second = zone(2, ...hosts, 'set 300 A 192.0.2.2', 'set 300 A 192.0.2.3', 'came 300 MX 10 Mail');
const third = zone(3, ...hosts.slice(1), 'set 600 A 192.0.2.2', 'set 600 A 192.0.2.3', 'came 300 MX 10 mail');

describe.skipIf(peersAreMissing())('an edit', () => {
  for (const peer of PEER_NAMES)
    it(`reaches ${peer} ${peer === 'PowerDNS' ? 'by AXFR' : 'by IXFR'}`, async () => {
      const events: ServerEvent[] = [];
      let version: ServedVersion = versionOf(first);
      const served = {
        ...zoneOf(ZONE, { access: [allow(['127.0.0.1'], key)] }),
        get version() {
          return version;
        },
      };
      const server = new NameServer({
        zones: zonesOf([served]),
        keys: keysOf(key),
        onEvent: (event) => events.push(event),
      });
      try {
        const opened = await server.open([{ address: '127.0.0.1', port: 0 }]);
        if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened));
        const secret = Buffer.from(key.secret).toString('base64');
        await using secondary = await startSecondary(peer, {
          zones: [
            {
              name: ZONE,
              primaries: opened.endpoints,
              key: { name: 'good.example', algorithm: key.algorithm, secret },
            },
          ],
        });
        const steps: readonly (readonly [ServedVersion, number])[] = [
          [version, first.recordCount + 1],
          // New SOA, old SOA, 2 went, SOA, 2 came, new SOA.
          [versionOf(second, first), 8],
          // And now a host, a TTL, and the case of a name inside a record: 4 went, 3 came.
          [versionOf(third, first, second), 11],
        ];
        const records: number[] = [];
        for (const [next] of steps) {
          version = next;
          if (next.serial > 1) await secondary.refresh(ZONE);
          await secondary.waitForSerial(ZONE, next.serial);
          const dumped = await secondary.dump(ZONE);
          expect(dumped.map(normalised).toSorted()).toEqual(
            linesOf(next.contents).map(normalised).toSorted(),
          );
          const finished = events.filter((event) => event.kind === 'transfer-finished');
          records.push(finished.findLast(({ serial }) => serial === next.serial)!.records);
        }
        const wholes = steps.map(([{ contents }]) => contents.recordCount + 1);
        expect(records).toEqual(peer === 'PowerDNS' ? wholes : steps.map(([, count]) => count));
      } finally {
        await server.close();
      }
    });
});

const normalised = (line: string): string =>
  line
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^(\S+ \d+) IN /, '$1 ')
    .toLowerCase();
