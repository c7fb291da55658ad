/**
 * DNSViz looks at a signed zone at all its name servers, us and a secondary, given its delegation and our DS, and finds no
 * error. It asks the addresses that the zone names, on port 53: so they are loopback's, and this takes root.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ds } from '../../../shared/dns/rdata/ds.ts';
import { dsRdata } from '../../dnssec/ds.ts';
import { ZoneSigner } from '../../dnssec/zone-signer.ts';
import { run } from '../peers/daemon.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startSecondary } from '../peers/start.ts';
import { checkersAreMissing, isNotRoot } from './checkers.ts';
import { serialOf, serve } from './serve.ts';
import { keysFor, signed, signingBy, type Way } from './signed.ts';
import { AWKWARD, contentsOf, ORIGIN } from './zones.ts';

const US = '127.0.0.61';
const SECONDARY = '127.0.0.62';
/** Names with an address, behind a wildcard, and none. */
const NAMES = ['example.test', 'mail.example.test', 'x.wild.example.test', 'not.mail.example.test'];
const TEXT = AWKWARD.replace('ns1 A 192.0.2.1\nns1 AAAA 2001:db8::1', `ns1 A ${US}`).replace(
  'ns2 A 192.0.2.2',
  `ns2 A ${SECONDARY}`,
);

const signer = new ZoneSigner();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-dnsviz-'));
});
afterAll(async () => {
  await signer.dispose();
  await rm(folder, { recursive: true });
});

/** The codes of what it finds wrong, each once. */
async function errorsWith(dsText: string): Promise<readonly string[]> {
  const probe = path.join(folder, 'probe.json');
  const delegation = `example.test:ns1.example.test=${US},ns2.example.test=${SECONDARY}`;
  const given = ['-A', '-a', 'example.test', '-N', delegation, '-D', `example.test:${dsText}`];
  await run('dnsviz', 'probe', ...given, '-o', probe, ...NAMES);
  const { stdout } = await run('dnsviz', 'grok', '-l', 'error', '-r', probe);
  return [...new Set([...stdout.matchAll(/"code": "(\w+)"/g)].map(([, code]) => code))].sort();
}

/** Said of loopback's addresses, whoever serves there. */
const OF_LOOPBACK = ['GLUE_PRIVATE_IP', 'NS_NAME_PRIVATE_IP'];

describe.skipIf(isNotRoot() || checkersAreMissing('dnsviz') || peersAreMissing('Knot'))('DNSViz', () => {
  it.each<Way>([
    { algorithm: 13, denial: 'nsec', split: 'CSK' },
    { algorithm: 8, denial: 'nsec3', split: 'KSK+ZSK' },
  ])(
    'finds no error in a zone that we and a secondary serve (algorithm $algorithm, $denial, $split)',
    async (way) => {
      const uses = await keysFor(way);
      const contents = await signed(signer, contentsOf(TEXT), signingBy(uses, way.denial));
      await using server = await serve(contents, signer, { address: US, port: 53 });
      await using secondary = await startSecondary('Knot', {
        zones: [{ name: 'example.test', primaries: [server.endpoint] }],
        listen: SECONDARY,
        port: 53,
      });
      await secondary.waitForSerial('example.test', serialOf(contents));
      const dsText = ds.print(dsRdata(ORIGIN, uses[0].key.dnskey, 2));
      const isOurs = (code: string): boolean => !OF_LOOPBACK.includes(code);
      expect((await errorsWith(dsText)).filter(isOurs)).toEqual([]);
      // It does find one where there is one: a DS of another key.
      const [other] = await keysFor(way);
      const wrong = await errorsWith(ds.print(dsRdata(ORIGIN, other.key.dnskey, 2)));
      expect(wrong.filter(isOurs)).not.toEqual([]);
    },
  );
});
