/**
 * The whole matrix: each algorithm × NSEC, NSEC3 × CSK, KSK+ZSK × ordinary, awkward and larger zones, as BIND, Knot, NSD and
 * PowerDNS have them by transfer, before ldns-verify-zone, dnssec-verify and kzonecheck.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZoneSigner } from '../../dnssec/zone-signer.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { PEER_NAMES, startSecondary } from '../peers/start.ts';
import { ACCEPTED, checkersAreMissing, verdictsOn } from './checkers.ts';
import { serialOf, serve } from './serve.ts';
import { keysFor, signed, signingBy, WAYS } from './signed.ts';
import { AWKWARD, contentsOf, manyHosts, ORDINARY, ORIGIN } from './zones.ts';

const signer = new ZoneSigner();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-every-way-'));
});
afterAll(async () => {
  await signer.dispose();
  await rm(folder, { recursive: true });
});

const ZONES = { ordinary: ORDINARY, awkward: AWKWARD, large: manyHosts(5000) };
const matrix = Object.entries(ZONES).flatMap(([zone, text]) => WAYS.map((way) => ({ ...way, zone, text })));
const isReady = !checkersAreMissing('ldns-verify-zone', 'dnssec-verify', 'kzonecheck') && !peersAreMissing();

describe.runIf(isReady)('a zone as every secondary has it', () => {
  it.each(matrix)(
    '($zone, algorithm $algorithm, $denial, $split) is accepted by every checker',
    async ({ zone, text, ...way }) => {
      const uses = await keysFor(way);
      const contents = await signed(signer, contentsOf(text), signingBy(uses, way.denial));
      await using server = await serve(contents, signer);
      for (const peer of PEER_NAMES) {
        await using secondary = await startSecondary(peer, {
          zones: [{ name: 'example.test', primaries: [server.endpoint] }],
        });
        await secondary.waitForSerial('example.test', serialOf(contents));
        const file = path.join(folder, `${peer}-${zone}`);
        await writeFile(file, `${(await secondary.dump('example.test')).join('\n')}\n`);
        expect({ peer, ...(await verdictsOn(file, ORIGIN, way.split === 'CSK')) }).toEqual({
          peer,
          ...ACCEPTED,
        });
      }
    },
  );
});
