/** The NS watch against a BIND that plays the parent: right, missing, wrong and extra. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanName } from '../../../shared/dns/name-text.ts';
import { utf8Encode } from '../../../shared/dns/encodings.ts';
import type { Name } from '../../../shared/dns/name.ts';
import { askParentNs, compareNs } from '../../watch/parent-ns.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startPrimary } from '../peers/start.ts';
import { PARENT } from './parent-zone.ts';

const OURS = ['ns1.example.net.', 'ns2.example.net.'];

describe.skipIf(peersAreMissing('BIND'))("the parent's NS", () => {
  it('is found equal, missing some, altogether another, with extra ones, or not there at all', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hidden-primary-parent-'));
    try {
      const file = path.join(folder, 'test.zone');
      await writeFile(file, PARENT);
      await using bind = await startPrimary('BIND', { zones: [{ name: 'test', file }] });
      const server = { address: bind.address, port: bind.port };
      const watched = async (name: string): Promise<unknown> => {
        const zone = scanName(utf8Encode(name)) as Name;
        const answer = await askParentNs({ zone, resolver: server, authorityPort: bind.port });
        return answer.kind === 'delegated' ? compareNs(OURS, answer.nameServers) : answer;
      };
      expect(await watched('right.test.')).toEqual({ missing: [], extra: [] });
      const right = scanName(utf8Encode('right.test.')) as Name;
      expect(await askParentNs({ zone: right, resolver: server, authorityPort: bind.port })).toMatchObject({
        ttlSeconds: 300,
      });
      expect(await watched('missing.test.')).toEqual({ missing: ['ns2.example.net.'], extra: [] });
      expect(await watched('wrong.test.')).toEqual({ missing: OURS, extra: ['old.example.net.'] });
      expect(await watched('extra.test.')).toEqual({ missing: [], extra: ['ns3.example.net.'] });
      expect(await watched('deep.under.test.')).toEqual({ missing: [], extra: [] });
      expect(await watched('nowhere.test.')).toEqual({ kind: 'not-delegated', parent: 'test.' });
      await bind.stop();
      expect(await watched('right.test.')).toEqual({
        kind: 'unknown',
        detail: 'the resolver does not answer',
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
