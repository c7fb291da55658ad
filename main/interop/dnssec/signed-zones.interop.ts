/** Signed zones before the judges of others: ldns, BIND and Knot check them, BIND's delv validates answers from them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { dsForms } from '../../dnssec/ds.ts';
import { bindKeyFileName, printBindPublicKey } from '../../dnssec/keys/bind-key-file.ts';
import { ZoneSigner } from '../../dnssec/zone-signer.ts';
import { run } from '../peers/daemon.ts';
import { ACCEPTED, checkersAreMissing, verdictsOn } from './checkers.ts';
import { keysFor, signed, signingBy, WAYS } from './signed.ts';
import { AWKWARD, contentsOf, ORDINARY, ORIGIN, printContents, writeZone } from './zones.ts';

const signer = new ZoneSigner();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-signed-'));
});
afterAll(async () => {
  await signer.dispose();
  await rm(folder, { recursive: true });
});

describe.skipIf(checkersAreMissing('ldns-verify-zone', 'dnssec-verify', 'kzonecheck'))(
  'a signed zone',
  () => {
    const zones = { ordinary: ORDINARY, awkward: AWKWARD };
    const matrix = Object.entries(zones).flatMap(([zone, text]) =>
      WAYS.map((way) => ({ ...way, zone, text })),
    );

    it.each(matrix)(
      '($zone, algorithm $algorithm, $denial, $split) is accepted by ldns-verify-zone, dnssec-verify and kzonecheck',
      async ({ zone, text, ...way }) => {
        const uses = await keysFor(way);
        const contents = await signed(signer, contentsOf(text), signingBy(uses, way.denial));
        const file = path.join(folder, `${zone}-${way.algorithm}-${way.denial}-${way.split}`);
        await writeZone(file, contents);
        expect(await verdictsOn(file, ORIGIN, way.split === 'CSK')).toEqual(ACCEPTED);
      },
    );

    it('is refused by each of them when one octet is not what was signed', async () => {
      const uses = await keysFor({ algorithm: 13, denial: 'nsec', split: 'CSK' });
      const contents = await signed(signer, contentsOf(ORDINARY), signingBy(uses, 'nsec'));
      const file = path.join(folder, 'spoiled');
      await writeFile(file, printContents(contents).replace('192.0.2.10', '192.0.2.11'));
      const verdicts = await verdictsOn(file, ORIGIN, true);
      expect(Object.values(verdicts).every((verdict) => verdict !== 'accepted')).toBe(true);
    });

    it.each(WAYS.filter(({ denial }) => denial === 'nsec'))(
      'has the DS that dnssec-dsfromkey makes of its key (algorithm $algorithm, $split)',
      async (way) => {
        const [{ key }] = await keysFor(way);
        const file = path.join(folder, `${bindKeyFileName(ORIGIN, key)}.key`);
        await writeFile(file, printBindPublicKey(ORIGIN, key));
        const { stdout } = await run('dnssec-dsfromkey', '-a', 'SHA-256', '-a', 'SHA-384', file);
        const ours = dsForms(ORIGIN, key.dnskey).digests.map(({ record }) => record);
        expect(stdout.trim().split('\n')).toEqual(ours);
      },
    );

    it('has CDS of which dnssec-cds makes the DS shown', async () => {
      const uses = await keysFor({ algorithm: 13, denial: 'nsec', split: 'CSK' });
      const contents = await signed(signer, contentsOf(ORDINARY), signingBy(uses, 'nsec'));
      const types: ReadonlySet<number> = new Set([TYPE.CDS, TYPE.CDNSKEY, TYPE.DNSKEY, TYPE.RRSIG]);
      const child = path.join(folder, 'child');
      await writeFile(child, printContents(apexOnly(contents, types)));
      const { digests } = dsForms(ORIGIN, uses[0].key.dnskey);
      const dsset = path.join(folder, 'dsset-example.test.');
      await writeFile(dsset, `${digests[0].record}\n`);
      const digestTypes = ['-a', 'SHA-256', '-a', 'SHA-384'];
      const { stdout } = await run(
        'dnssec-cds',
        '-s',
        '-86400',
        ...digestTypes,
        '-f',
        child,
        '-d',
        dsset,
        'example.test',
      );
      expect(stdout.trim().split('\n')).toEqual(digests.map(({ record }) => record));
    });

    it('with a ZONEMD has the digest that ldns works out', async () => {
      const uses = await keysFor({ algorithm: 13, denial: 'nsec', split: 'CSK' });
      for (const denial of ['nsec', 'nsec3'] as const) {
        const text = `${AWKWARD}\n@ ZONEMD 1 1 1 ${'00'.repeat(48)}\n`;
        const contents = await signed(signer, contentsOf(text), signingBy(uses, denial));
        const file = await writeZone(path.join(folder, `zonemd-${denial}`), contents);
        await run('ldns-verify-zone', '-ZZ', file);
        expect(await readFile(file, 'utf8')).not.toContain('00'.repeat(48));
      }
    });
  },
);

/** The apex's records of some types: what `dig` would print for dnssec-cds. */
function apexOnly(contents: ZoneContents, types: ReadonlySet<number>): ZoneContents {
  let apex = contents;
  for (const { owner, type } of contents.rrsets())
    if (!owner.equals(contents.origin) || !types.has(type)) apex = apex.with(owner, type, undefined);
  return apex;
}
