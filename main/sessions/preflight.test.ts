import { describe, expect, it } from 'vitest';
import { scanName } from '../../shared/dns/name-text.ts';
import type { Name } from '../../shared/dns/name.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { preflightRemedyOf, preflightSentence } from '../../shared/model/preflight-sentences.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import { parseAddressRange } from '../nameserver/address.ts';
import { nothingKnown } from '../watch/copy-history.ts';
import { soaTimers } from '../zones/rhythm.ts';
import { Preflight, type PreflightParts } from './preflight.ts';
import type { SessionZone } from './session-parts.ts';

const NOW = 1_700_000_000_000;
const DAY = 86_400_000;
const nameOf = (text: string): Name => scanName(text as Octets) as Name;
const secondary: Secondary = {
  id: 'id',
  name: 'he.net',
  provider: null,
  transferFrom: ['192.0.2.1', '2001:db8::/64'],
  notifyTo: [],
  verifyAt: [],
  signNotify: true,
  primaryAddress: null,
};
const zone = (more: Partial<SessionZone> = {}): SessionZone => ({
  name: nameOf('example.com.'),
  text: 'example.com.',
  kind: 'primary',
  serial: 7,
  nextSerial: 7,
  secondaries: [{ secondary: 'id', key: 'k.' }],
  alsoAllow: [],
  timers: soaTimers('month'),
  signaturesUntil: () => null,
  dsWithoutKey: () => [],
  draftErrors: () => Promise.resolve(0),
  nameServers: () => [],
  adoptPollingTimers: () => Promise.resolve(),
  commit: () => Promise.resolve({ kind: 'nothing-to-commit' }),
  commitDue: () => Promise.resolve({ kind: 'nothing-to-commit' }),
  noteSerialSeen: () => Promise.resolve(),
  noteHeld: () => Promise.resolve(),
  isSigned: false,
  noteCopies: () => Promise.resolve(),
  madeElsewhere: () => [],
  standsOn: 'versions',
  goAhead: () => Promise.resolve(),
  ...more,
});
const entry = { addresses: [parseAddressRange('192.0.2.1')!, parseAddressRange('2001:db8::/64')!] };

/** Codes of what is found, and of what stands against a session. */
async function found(of: SessionZone[], more: Partial<PreflightParts> & { holds?: number | null } = {}) {
  const { holds = null, ...parts } = more;
  const preflight = new Preflight({
    zones: () => of,
    secondary: () => secondary,
    hasKey: () => true,
    accessOf: () => [{ ...entry, key: nameOf('k.') }],
    memory: {
      of: (name, id) => ({ ...nothingKnown(name, id), heldSerial: holds }),
      learn: () => undefined,
    },
    tryListen: () => Promise.resolve([]),
    askOthers: () => Promise.resolve([]),
    askCopies: () => Promise.resolve(),
    now: () => NOW,
    ...parts,
  });
  const findings = await preflight.findings();
  for (const finding of findings) {
    expect(preflightSentence(finding)).toMatch(/^.{20,}\.$/);
    expect(preflightRemedyOf(finding)).not.toBeUndefined();
  }
  return [findings.map(({ code }) => code), preflight.standsAgainst().map(({ code }) => code)];
}

describe('the preflight', () => {
  it('has nothing to say where all is well', async () => {
    expect(await found([zone(), zone({ kind: 'native', secondaries: [] })])).toEqual([[], []]);
  });

  it('runs the access rule dry for each address and key', async () => {
    const refused = { accessOf: () => [{ ...entry, key: nameOf('other.') }] };
    const half = { accessOf: () => [{ addresses: [entry.addresses[0]], key: nameOf('k.') }] };
    expect([
      await found([zone()], refused),
      await found([zone()], half),
      await found([zone()], { hasKey: () => false }),
      await found([zone()], { secondary: () => ({ ...secondary, transferFrom: [] }) }),
      await found([zone({ secondaries: [], alsoAllow: [{ addresses: ['0.0.0.0/0'], key: null }] })]),
    ]).toEqual([
      [
        ['access-refused', 'access-refused'],
        ['access-refused', 'access-refused'],
      ],
      [['access-refused'], ['access-refused']],
      [['key-missing'], ['key-missing']],
      [['no-transfer-address'], []],
      [['no-secondaries', 'open-to-everyone'], []],
    ]);
  });

  it('finds a serial that is not ahead of what a secondary holds, around the circle too', async () => {
    const serials = async (nextSerial: number, holds: number | null) =>
      (await found([zone({ nextSerial })], { holds }))[1];
    expect([
      await serials(7, null),
      await serials(7, 7),
      await serials(7, 6),
      await serials(7, 8),
      await serials(1, 0xffffffff),
      await serials(0x80000007, 7),
    ]).toEqual([[], [], [], ['serial-behind'], [], ['serial-behind']]);
  });

  it('wants signatures to outlive the copy and a day', async () => {
    const signed = (days: number) => found([zone({ signaturesUntil: () => NOW + days * DAY })]);
    expect([await signed(-1), await signed(77.9), await signed(78.1)]).toEqual([
      [['signatures-expired'], ['signatures-expired']],
      [['signatures-short'], []],
      [[], []],
    ]);
  });

  it('lets a draft with errors stay behind, and puts errors before warnings', async () => {
    const failure = { address: '0.0.0.0', port: 53, code: 'no-privilege', detail: 'EACCES' } as const;
    const faulty = { draftErrors: () => Promise.resolve(2) };
    expect(
      await found([zone(faulty), zone({ ...faulty, serial: undefined, nextSerial: undefined })], {
        tryListen: () => Promise.resolve([failure]),
        askOthers: () =>
          Promise.resolve([{ severity: 'warning', code: 'carrier-nat', address: '100.64.0.1' }]),
      }),
    ).toEqual([['cannot-bind', 'draft-stays-behind', 'no-version', 'carrier-nat'], []]);
  });
});
