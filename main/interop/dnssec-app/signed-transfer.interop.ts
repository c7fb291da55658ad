/**
 * The switch, as its owner uses it: a zone signed in the app goes to four secondaries, and what they hold, what they answer
 * and the DS that is shown are put before programs of others. More ways to sign with HIDDEN_PRIMARY_LONG=1.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8Encode } from '../../../shared/dns/encodings.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { scanRdataText } from '../../../shared/dns/zone-file/rdata-text.ts';
import { type DnssecState } from '../../../shared/model/dnssec.ts';
import { ACCEPTED, checkersAreMissing, Delv, verdictsOn } from '../dnssec/checkers.ts';
import { ORIGIN } from '../dnssec/zones.ts';
import { run } from '../peers/daemon.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import { type Peer } from '../peers/peer.ts';
import { appWithPeers, ZONE } from './signed-app.ts';

const PEERS = ['BIND', 'Knot', 'NSD', 'PowerDNS'] as const;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-switch-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function verdictsOfCopies(peers: readonly Peer[], isCsk: boolean): Promise<Record<string, unknown>> {
  const verdicts: Record<string, unknown> = {};
  for (const peer of peers) {
    const file = path.join(folder, peer.name);
    await writeFile(file, `${(await peer.dump('example.test')).join('\n')}\n`);
    verdicts[peer.name] = await verdictsOn(file, ORIGIN, isCsk);
  }
  return verdicts;
}

const allAccepted = Object.fromEntries(PEERS.map((name) => [name, ACCEPTED]));

/** What BIND makes of the key that the zone publishes. */
async function dsOfBind({ ds }: DnssecState): Promise<readonly string[]> {
  const file = path.join(folder, 'Kexample.test.key');
  await writeFile(file, `${ds[0].dnskey.record}\n`);
  const { stdout } = await run('dnssec-dsfromkey', '-a', 'SHA-256', '-a', 'SHA-384', file);
  return stdout.trim().split('\n');
}

function delvTrusting({ ds }: DnssecState): Promise<Delv> {
  const { flags, protocol, algorithm, keyTag: _ } = { ...ds[0], ...ds[0].dnskey };
  const text = `${flags} ${protocol} ${algorithm} ${ds[0].dnskey.publicKey}`;
  return Delv.trusting(ORIGIN, scanRdataText(TYPE.DNSKEY, utf8Encode(text)));
}

const QUESTIONS = [
  ['www.example.test.', 'TXT'],
  ['mail.example.test.', 'A'],
  ['mail.example.test.', 'MX'],
  ['a.b.mail.example.test.', 'A'],
  ['signed.example.test.', 'DS'],
  ['unsigned.example.test.', 'DS'],
  ['x.wild.example.test.', 'A'],
] as const;
const isValidated = (status: string): boolean => /^; (negative response, )?fully validated$/.test(status);

const WAYS = [
  { algorithm: 13, keys: 'csk', denial: 'nsec' },
  { algorithm: 8, keys: 'ksk-zsk', denial: 'nsec3' },
] as const;
const MORE_WAYS = [
  { algorithm: 13, keys: 'ksk-zsk', denial: 'nsec3' },
  { algorithm: 15, keys: 'csk', denial: 'nsec3' },
  { algorithm: 8, keys: 'ksk-zsk', denial: 'nsec' },
  { algorithm: 14, keys: 'csk', denial: 'nsec' },
] as const;
const ways = process.env.HIDDEN_PRIMARY_LONG === '1' ? [...WAYS, ...MORE_WAYS] : WAYS;

describe.skipIf(
  peersAreMissing() || checkersAreMissing('ldns-verify-zone', 'dnssec-verify', 'kzonecheck', 'delv'),
)('a zone switched to DNSSEC', () => {
  it.each(ways)(
    'is accepted as BIND, Knot, NSD and PowerDNS transferred it, validates at each, and goes on by IXFR ($algorithm, $keys, $denial)',
    async (choice) => {
      await using all = await appWithPeers(PEERS);
      const { calls } = all.app;
      const unsigned = await all.publish();
      const state = await calls.dnssec.enable({ zone: ZONE, ...choice });
      expect([state.signs, state.servedSigned]).toEqual([true, false]);
      expect(await dsOfBind(state)).toEqual(state.ds[0].digests.map(({ record }) => record));

      const signed = await all.publish();
      expect(signed).toBeGreaterThan(unsigned);
      expect(await verdictsOfCopies(all.peers, choice.keys === 'csk')).toEqual(allAccepted);
      await using delv = await delvTrusting(state);
      for (const peer of all.peers)
        expect([
          peer.name,
          (await delv.ask(peer, QUESTIONS)).filter((status) => !isValidated(status)),
        ]).toEqual([peer.name, []]);

      await calls.records.edit({
        zone: ZONE,
        sets: [{ owner: 'mail', type: 'A', ttlSeconds: 3600, values: [{ text: '192.0.2.77' }] }],
      });
      await all.publish();
      expect(await verdictsOfCopies(all.peers, choice.keys === 'csk')).toEqual(allAccepted);
      const [report] = await calls.session.reports({});
      const transfers = Object.fromEntries(
        report.secondaries.map(({ name, transfer }) => [name, [transfer?.kind, transfer?.records]]),
      );
      // Before and after: SOA, its signature, the set, its signature; two SOAs around all (RFC 1995 §4).
      const edit = ['IXFR', 10];
      // PowerDNS asks for AXFR unless it is told otherwise.
      const whole = ['AXFR', expect.any(Number)];
      expect(transfers).toEqual({ BIND: edit, Knot: edit, NSD: edit, PowerDNS: whole });
    },
    180_000,
  );

  it('validates from us, while a session is open', async () => {
    await using all = await appWithPeers([]);
    const { calls } = all.app;
    await calls.zones.updateSettings({ zone: ZONE, settings: { questionsFrom: 'anyone' } });
    const state = await calls.dnssec.enable({ zone: ZONE });
    await calls.session.start({ limitMinutes: 60 });
    await using delv = await delvTrusting(state);
    const statuses = await delv.ask(all.app.endpoint, QUESTIONS);
    expect(statuses.filter((status) => !isValidated(status))).toEqual([]);
    await calls.session.stop({ force: true });
  });
});
