/**
 * Answers of every kind before validators whose only trust anchor is our DS: BIND's delv asks us and the secondaries that
 * have the zone from us, Unbound resolves from us. RFC 4035 §3.1, RFC 5155 §7.2.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHashedName } from '../../../shared/dns/hashed-name.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { type KeyUse } from '../../dnssec/signing/keys-for-tests.ts';
import { type Denial } from '../../dnssec/signing/signing.ts';
import { ZoneSigner } from '../../dnssec/zone-signer.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { startSecondary } from '../peers/start.ts';
import { ACCEPTED, checkersAreMissing, Delv, verdictsOn } from './checkers.ts';
import { serialOf, serve } from './serve.ts';
import { keysFor, signed, signingBy } from './signed.ts';
import { Unbound } from './unbound.ts';
import { AWKWARD, contentsOf, ORDINARY, ORIGIN } from './zones.ts';

const signer = new ZoneSigner();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-validators-'));
});
afterAll(async () => {
  await signer.dispose();
  await rm(folder, { recursive: true });
});

const POSITIVE = '; fully validated';
const NEGATIVE = '; negative response, fully validated';

/** Questions, and what delv has to say of the answers. */
const QUESTIONS: readonly (readonly [name: string, type: string, status: string])[] = [
  ['example.test.', 'SOA', POSITIVE],
  ['example.test.', 'DNSKEY', POSITIVE],
  ['example.test.', 'CDS', POSITIVE],
  ['mail.example.test.', 'A', POSITIVE],
  ['MANY.Example.Test.', 'A', POSITIVE],
  ['camelcase.example.test.', 'A', POSITIVE],
  ['dot\\.in\\.label.example.test.', 'A', POSITIVE],
  ['signed.example.test.', 'DS', POSITIVE],
  ['sub.*.wild.example.test.', 'TXT', POSITIVE],
  // Wildcards: expanded, asked for by themselves, without the type.
  ['anything.example.test.', 'TXT', POSITIVE],
  ['deep.er.wild.example.test.', 'A', POSITIVE],
  ['*.wild.example.test.', 'AAAA', POSITIVE],
  ['other.wild.example.test.', 'MX', NEGATIVE],
  ['x.nothing.below.here.example.test.', 'TXT', POSITIVE],
  // No data: at a name, at empty non-terminals, at the apex.
  ['mail.example.test.', 'TXT', NEGATIVE],
  ['ent.deep.example.test.', 'A', NEGATIVE],
  ['deep.example.test.', 'A', NEGATIVE],
  ['below.here.example.test.', 'A', NEGATIVE],
  // No name.
  ['nothing.ent.deep.example.test.', 'A', NEGATIVE],
  ['a.b.c.mail.example.test.', 'A', NEGATIVE],
  ['\\255\\255.wild.ent.deep.example.test.', 'A', NEGATIVE],
  // Delegations: no DS.
  ['unsigned.example.test.', 'DS', NEGATIVE],
  ['ent.child.of.ent.example.test.', 'DS', NEGATIVE],
  ['alias.example.test.', 'DNAME', POSITIVE],
];

/** PowerDNS gives no answer to a question with octets beyond ASCII. */
const QUESTIONS_FOR_ALL = QUESTIONS.filter(([name]) => !name.includes('\\255'));

const asked = (questions: typeof QUESTIONS): readonly (readonly [string, string])[] =>
  questions.map(([name, type]) => [name, type]);

/** Expected and told by the same lines, so that a failure names its question. */
const lines = (questions: typeof QUESTIONS, statuses?: readonly string[]): readonly string[] =>
  questions.map(([name, type, status], n) => `${name} ${type} ${statuses?.[n] ?? status}`);

async function make(denial: Denial): Promise<{ contents: ZoneContents; uses: readonly KeyUse[] }> {
  const uses = await keysFor({ algorithm: 13, denial, split: 'CSK' });
  return { contents: await signed(signer, contentsOf(AWKWARD), signingBy(uses, denial)), uses };
}

describe.skipIf(checkersAreMissing('delv') || peersAreMissing())('delv, trusting our DS,', () => {
  it.each<Denial>(['nsec', 'nsec3'])('validates answers of every kind from us (%s)', async (denial) => {
    const { contents, uses } = await make(denial);
    await using server = await serve(contents, signer);
    await using delv = await Delv.trusting(ORIGIN, uses[0].key.dnskey);
    expect(lines(QUESTIONS, await delv.ask(server.endpoint, asked(QUESTIONS)))).toEqual(lines(QUESTIONS));
  });

  it.each(
    (['BIND', 'Knot', 'NSD', 'PowerDNS'] as const).flatMap((peer) =>
      (['nsec', 'nsec3'] as const).map((denial) => ({ peer, denial })),
    ),
  )(
    'validates answers of every kind from $peer, which has the zone from us ($denial)',
    async ({ peer, denial }) => {
      const { contents, uses } = await make(denial);
      await using server = await serve(contents, signer);
      await using secondary = await startSecondary(peer, {
        zones: [{ name: 'example.test', primaries: [server.endpoint] }],
      });
      await secondary.waitForSerial('example.test', serialOf(contents));
      await using delv = await Delv.trusting(ORIGIN, uses[0].key.dnskey);
      const questions = peer === 'PowerDNS' ? QUESTIONS_FOR_ALL : QUESTIONS;
      expect(lines(questions, await delv.ask(secondary, asked(questions)))).toEqual(lines(questions));
      const copy = path.join(folder, `${peer}-${denial}`);
      await writeFile(copy, `${(await secondary.dump('example.test')).join('\n')}\n`);
      expect(await verdictsOn(copy, ORIGIN, true)).toEqual(ACCEPTED);
    },
  );
});

describe.skipIf(checkersAreMissing('delv'))('a hashed name', () => {
  it('does not exist as a name of the zone, as delv finds (RFC 5155 §7.2.8)', async () => {
    // Without the wildcard at the apex, which would stand in for it.
    const uses = await keysFor({ algorithm: 13, denial: 'nsec3', split: 'CSK' });
    const contents = await signed(signer, contentsOf(ORDINARY), signingBy(uses, 'nsec3'));
    const hashed = [...contents.nodes()].find(isHashedName)!.owner;
    await using server = await serve(contents, signer);
    await using delv = await Delv.trusting(ORIGIN, uses[0].key.dnskey);
    for (const type of ['A', 'NSEC3'])
      expect(await delv.ask(server.endpoint, [[printName(hashed), type]])).toEqual([
        '; negative response, fully validated',
      ]);
  });
});

describe.skipIf(checkersAreMissing('unbound', 'dig') || peersAreMissing('NSD'))(
  'Unbound, trusting our DS,',
  () => {
    it.each<Denial>(['nsec', 'nsec3'])(
      'validates answers of every kind from us and from a secondary (%s)',
      async (denial) => {
        const { contents, uses } = await make(denial);
        await using server = await serve(contents, signer);
        await using secondary = await startSecondary('NSD', {
          zones: [{ name: 'example.test', primaries: [server.endpoint] }],
        });
        await secondary.waitForSerial('example.test', serialOf(contents));
        for (const place of [server.endpoint, secondary]) {
          await using unbound = await Unbound.resolvingFrom(place, ORIGIN, uses[0].key.dnskey);
          const statuses: string[] = [];
          for (const [name, type] of asked(QUESTIONS))
            statuses.push(`${name} ${type} ${await unbound.status(name, type)}`);
          expect(statuses.filter((status) => !/ (NOERROR|NXDOMAIN) secure$/.test(status))).toEqual([]);
        }
      },
    );
  },
);
