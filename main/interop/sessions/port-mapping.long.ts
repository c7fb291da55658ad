/** Port mapping where it does not work, and other ways for it to end than those of the quick suite. */
import { describe, expect, it } from 'vitest';
import { manualRule, portMappingSentence } from '../../../shared/model/port-mapping-sentences.ts';
import { INSIDE } from '../peers/router.ts';
import {
  allowMapping,
  behindRouter,
  BOTH,
  expectNothingMapped,
  LISTENS,
  mappingOf,
  noRouterHere,
} from './behind-router.ts';

describe.skipIf(noRouterHere())('port mapping', () => {
  it('is removed when it is switched off, and when the app is told to quit in the midst of a session', async () => {
    await behindRouter({ natPmp: true }, async ({ router, start }) => {
      const app = await start();
      await allowMapping(app);
      await app.calls.session.start({});
      await mappingOf(app);
      await app.calls.settings.update({ portMapping: false });
      await expectNothingMapped(router);
      await app.calls.settings.update({ portMapping: true });
      await mappingOf(app);
      expect(await router.mapped()).toEqual(BOTH);
      await app.stop('SIGTERM');
      expect(await router.mapped()).toEqual([]);
    });
  });

  it.each([
    // It looks for the first port that it may map, and miniupnpd writes a line for each that it may not.
    {
      options: { natPmp: true, firstPort: 60 },
      why: { code: 'other-port', offered: 60 },
    },
    {
      options: { upnp: true, firstPort: 1024 },
      why: { code: 'refused', detail: '606 Action not authorized' },
    },
  ])('a router that does not map 53: $why.code, said with the rule by hand', async ({ options, why }) => {
    await behindRouter(options, async ({ router, start }) => {
      const app = await start();
      await allowMapping(app);
      await app.calls.session.start({});
      const mapping = await mappingOf(app);
      expect(mapping).toMatchObject({ state: 'refused', externalPort: 53, internal: LISTENS, why });
      expect(portMappingSentence(mapping)).toContain('Most map 1024 and up only.');
      expect(manualRule(mapping)).toBe(`router: forward TCP and UDP 53 to ${INSIDE} port 5300`);
      // Nothing of another port stays.
      await expectNothingMapped(router);
    });
  });

  it('without a router that answers, a session opens as quickly as ever, and says so later', async () => {
    await behindRouter({}, async ({ start }) => {
      const app = await start();
      await allowMapping(app);
      const startedAt = performance.now();
      await app.calls.session.start({});
      const { session } = await app.waitFor(() => true);
      const openedMs = performance.now() - startedAt;
      expect(session).toMatchObject({ state: 'open', mapping: { state: 'asking' } });
      const mapping = await mappingOf(app);
      const askedMs = performance.now() - startedAt;
      expect(mapping).toEqual({ state: 'no-router', externalPort: 53, internal: LISTENS });
      expect(openedMs).toBeLessThan(askedMs / 2);
      expect(manualRule(mapping)).toContain('forward TCP and UDP 53');
    });
  });

  it.each([{ natPmp: true }, { upnp: true }])(
    'behind a router that has no public address itself, %j, says carrier NAT',
    async (options) => {
      await behindRouter({ ...options, outside: '100.64.7.1' }, async ({ start }) => {
        const app = await start();
        await allowMapping(app);
        await app.calls.session.start({});
        const mapping = await mappingOf(app);
        expect(mapping).toMatchObject({ state: 'refused', externalAddress: null });
        expect(portMappingSentence(mapping)).toContain('carrier NAT');
      });
    },
  );
});
