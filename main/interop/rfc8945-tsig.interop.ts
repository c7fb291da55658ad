/** RFC 8945 with real peers: what they make of it when their key, their secret, their address or a clock is not right. */
import { describe, expect, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerEvent } from '../../shared/model/server-events.ts';
import { NameServer } from '../nameserver/name-server.ts';
import {
  allow,
  contentsOf,
  keyOf,
  keysOf,
  versionOf,
  zoneOf,
  zonesOf,
} from '../nameserver/zones-for-tests.ts';
import { type TsigKey } from '../tsig/tsig-key.ts';
import { peersAreMissing } from './peers/missing-peers.ts';
import { PEER_NAMES, startSecondary } from './peers/start.ts';

const key = keyOf('good.example', 'the secret of the good key');
const otherKey = keyOf('other.example', 'the secret of another key');
const contents = contentsOf(
  'example.com',
  '@ 300 SOA ns h 5 3600 900 604800 60\n@ 300 NS ns\nns 300 A 192.0.2.53\n',
);

interface Mistake {
  readonly what: string;
  readonly uses?: TsigKey;
  readonly unsigned?: true;
  readonly via?: readonly string[];
  readonly clockOffMs?: number;
  readonly reason: string;
}

const MISTAKES: readonly Mistake[] = [
  { what: 'no key', unsigned: true, reason: 'no-key' },
  { what: 'a key that the zone does not allow', uses: otherKey, reason: 'wrong-key' },
  { what: 'a wrong secret', uses: keyOf('good.example', 'not the secret'), reason: 'bad-signature' },
  { what: 'a key that is not known', uses: keyOf('who.example', 'a secret'), reason: 'unknown-key' },
  { what: 'the right key from a wrong address', via: ['127.0.0.2'], reason: 'not-on-list' },
  { what: 'a clock ten minutes off', clockOffMs: 600_000, reason: 'bad-time' },
];

describe.skipIf(peersAreMissing())('a transfer is refused, and told why', () => {
  for (const peer of PEER_NAMES)
    for (const { what, uses = key, unsigned, via, clockOffMs = 0, reason } of MISTAKES)
      it(`${peer} with ${what}: ${reason}`, async () => {
        const events: ServerEvent[] = [];
        const server = new NameServer({
          zones: zonesOf([
            zoneOf('example.com', {
              version: versionOf(contents),
              access: [allow(['127.0.0.1'], key)],
            }),
          ]),
          keys: keysOf(key, otherKey),
          onEvent: (event) => events.push(event),
          now: () => Date.now() + clockOffMs,
        });
        try {
          const opened = await server.open([{ address: '127.0.0.1', port: 0 }]);
          if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened));
          const peerKey = {
            name: uses.name.labels.join('.'),
            algorithm: uses.algorithm,
            secret: Buffer.from(uses.secret).toString('base64'),
          };
          await using secondary = await startSecondary(peer, {
            zones: [
              { name: 'example.com', primaries: opened.endpoints, ...(unsigned ? {} : { key: peerKey }) },
            ],
            ...(via === undefined ? {} : { via }),
          });
          for (const end = Date.now() + 20_000; events.length === 0 && Date.now() < end;) await sleep(5);
          // The first request decides: refused at one source address, BIND tries another of its own soon after.
          await server.close();
          const [first] = events;
          expect(first?.kind === 'request-refused' ? first.reason : first?.kind).toBe(reason);
          expect(await secondary.serial('example.com')).toBeUndefined();
        } finally {
          await server.close();
        }
      });
});
