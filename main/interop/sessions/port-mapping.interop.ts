/**
 * The router's port 53 during a session, at a real miniupnpd between two networks of their own: there while the session is
 * open, so that a question from outside arrives, and gone afterwards, whatever ended it.
 */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OUTSIDE } from '../peers/router.ts';
import {
  allowMapping,
  behindRouter,
  BOTH,
  expectNothingMapped,
  LISTENS,
  mappingOf,
  noRouterHere,
  ZONE,
} from './behind-router.ts';

/** As it is shipped: the thread that speaks UPnP is bundled with what it needs. */
const BUILT = path.join(import.meta.dirname, '../../../dist/main/cli.js');

describe.skipIf(noRouterHere())('port mapping', () => {
  it.each([
    { by: 'nat-pmp', options: { natPmp: true }, cli: undefined },
    { by: 'upnp', options: { upnp: true }, cli: BUILT },
  ])(
    'by $by: questions from outside arrive while a session is open; gone at its end, and after a crash and the next start',
    async ({ by, options, cli }) => {
      await behindRouter(
        options,
        async ({ router, start }) => {
          const app = await start();
          await allowMapping(app);
          expect(await router.mapped()).toEqual([]);
          await app.calls.session.start({});
          const mapped = {
            state: 'mapped',
            by,
            externalPort: 53,
            internal: LISTENS,
            externalAddress: OUTSIDE,
          };
          expect(await mappingOf(app)).toEqual(mapped);
          expect(await router.mapped()).toEqual(BOTH);
          const ask = (...how: string[]) =>
            router.internet.run('dig', '+short', '+tries=1', '+time=5', ...how, `@${OUTSIDE}`, ZONE, 'SOA');
          const soa = await ask();
          expect(soa).toMatch(/^ns1\.example\.net\. hostmaster\.example\.com\. \d+ /);
          expect(await ask('+tcp')).toBe(soa);
          // The router's word for the address that providers should hold.
          expect(await app.calls.session.addresses()).toMatchObject({
            present: [{ address: OUTSIDE, source: 'router' }],
            carrierNat: null,
          });
          await app.calls.session.stop({ force: true });
          await expectNothingMapped(router);

          await app.calls.session.start({});
          expect(await mappingOf(app)).toEqual(mapped);
          await app.stop('SIGKILL');
          expect(await router.mapped()).toEqual(BOTH);
          const next = await start();
          expect((await next.waitFor(() => true)).session.state).toBe('closed');
          await expectNothingMapped(router);
        },
        cli,
      );
    },
  );
});
