/** What time it is by a secondary: told by the signature over its answer to NOTIFY (RFC 1996, RFC 8945 §5.2.3). */
import { describe, expect, it } from 'vitest';
import { AppFailure } from '../../shared/model/app-error.ts';
import { NameServer } from '../nameserver/name-server.ts';
import {
  allow,
  contentsOf,
  keyOf,
  keysOf,
  nameOf,
  versionOf,
  zoneOf,
  zonesOf,
} from '../nameserver/zones-for-tests.ts';
import { notifyNotingClocks } from '../sessions/notify-noting-clocks.ts';
import { TrustedClock } from '../zones/signing/trusted-clock.ts';
import { peersAreMissing } from './peers/missing-peers.ts';
import { type PeerName } from './peers/peer.ts';
import { startSecondary } from './peers/start.ts';

const key = keyOf('good.example', 'the secret of the good key');
const contents = contentsOf(
  'example.com',
  '@ 300 SOA ns h 5 3600 900 604800 60\n@ 300 NS ns\nns 300 A 192.0.2.53\n',
);

/** What comes of signing after a NOTIFY sent when our clock is right, and after one when it is an hour slow. */
async function signingAfterNotify(name: PeerName): Promise<readonly string[]> {
  const access = [allow(['127.0.0.1'], key)];
  const server = new NameServer({
    zones: zonesOf([zoneOf('example.com', { version: versionOf(contents), access })]),
    keys: keysOf(key),
    onEvent: () => undefined,
  });
  try {
    const opened = await server.open([{ address: '127.0.0.1', port: 0 }]);
    if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened));
    const secret = Buffer.from(key.secret).toString('base64');
    await using secondary = await startSecondary(name, {
      zones: [
        {
          name: 'example.com',
          primaries: opened.endpoints,
          key: { name: key.name.labels.join('.'), algorithm: key.algorithm, secret },
        },
      ],
    });
    await secondary.waitForSerial('example.com', 5);
    const told: string[] = [];
    for (const slowMs of [0, 3_600_000]) {
      let asked = false;
      const now = (): number => Date.now() - slowMs;
      const clock = new TrustedClock({
        now,
        monotonic: () => performance.now(),
        async ask() {
          asked = true;
          return undefined;
        },
      });
      const { kind } = await notifyNotingClocks(clock)({
        zone: nameOf('example.com'),
        to: secondary,
        key,
        waitsMs: [2000, 2000],
        nowSeconds: () => Math.floor(now() / 1000),
      });
      const failure = await clock.check('example.com.', undefined).catch((error: unknown) => error);
      const refusal = failure instanceof AppFailure && failure.error.code;
      told.push(`${kind}, ${asked ? 'another is asked' : 'nobody else is asked'}, ${refusal || 'signs'}`);
    }
    return told;
  } finally {
    await server.close();
  }
}

const WRONG_IS_TOLD = 'refused, another is asked, clock-off';

describe.skipIf(peersAreMissing())('an answer to NOTIFY', () => {
  it.each([
    ['BIND', WRONG_IS_TOLD],
    ['Knot', WRONG_IS_TOLD],
    ['NSD', WRONG_IS_TOLD],
    // It refuses without a word of its clock: then somebody else has to tell.
    ['PowerDNS', 'refused, another is asked, signs'],
  ] as const)('of %s vouches for our clock, or tells that it is wrong', async (name, whenSlow) => {
    expect(await signingAfterNotify(name)).toEqual(['accepted, nobody else is asked, signs', whenSlow]);
  });
});
