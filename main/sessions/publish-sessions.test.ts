/** A session's life with sockets, messages and addresses that are tables here; what it decides is its own. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scanName } from '../../shared/dns/name-text.ts';
import type { Name } from '../../shared/dns/name.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import type { AddressCheck } from '../../shared/model/address-check.ts';
import type { CopyHistory } from '../../shared/model/copy.ts';
import type { PortMapping } from '../../shared/model/port-mapping.ts';
import type { PreflightFinding } from '../../shared/model/preflight.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { SessionReport } from '../../shared/model/session.ts';
import type { Notify, NotifyOutcome } from '../exchange/notify.ts';
import type { SoaOutcome } from '../exchange/soa-question.ts';
import { nothingKnown } from '../watch/copy-history.ts';
import { soaTimers } from '../zones/rhythm.ts';
import { PublishSessions } from './publish-sessions.ts';
import type { SessionParts, SessionZone } from './session-parts.ts';

const nameOf = (text: string): Name => scanName(text as Octets) as Name;
const HOME = '192.168.1.5';
const HE_NET: Secondary = {
  id: 'he',
  name: 'he.net',
  provider: null,
  transferFrom: ['192.0.2.1'],
  notifyTo: [{ address: '192.0.2.1', port: 53 }],
  verifyAt: [],
  signNotify: true,
  primaryAddress: { address: '203.0.113.7', port: 53 },
};
const ZONE: SessionZone = {
  name: nameOf('example.com.'),
  text: 'example.com.',
  kind: 'primary',
  serial: 7,
  nextSerial: 7,
  secondaries: [{ secondary: 'he', key: 'k.' }],
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
};
const KEY = { name: nameOf('k.'), algorithm: 'hmac-sha256', secret: new Uint8Array(32) } as const;
const ACCEPTED: NotifyOutcome = { kind: 'accepted', tries: 1, tookMs: 1 };
const MAPPED: PortMapping = {
  state: 'mapped',
  externalPort: 53,
  internal: { address: HOME, port: 5300 },
  by: 'upnp',
  externalAddress: '203.0.113.7',
};

function world(more: Partial<SessionParts> = {}) {
  const told: string[] = [];
  const histories = new Map<string, CopyHistory>();
  const state = {
    own: [HOME],
    listen: [{ address: '0.0.0.0', port: 5300 }],
    changed: [] as AddressCheck['changed'],
    mapping: null as PortMapping | null,
    canOpen: true,
    notify: (notify: Notify): NotifyOutcome => (void notify, ACCEPTED),
    soa: { kind: 'silence' } as SoaOutcome,
  };
  const parts: SessionParts = {
    zones: () => [ZONE],
    secondary: () => HE_NET,
    server: {
      open(listen) {
        told.push('open');
        return Promise.resolve(
          state.canOpen
            ? { kind: 'listening', endpoints: listen }
            : {
                kind: 'failed',
                failures: [{ ...listen[0], code: 'no-such-address', detail: 'EADDRNOTAVAIL' }],
              },
        );
      },
      close: () => (told.push('close'), Promise.resolve()),
      holdKeys: () => undefined,
      prepare: () => undefined,
    },
    exchange: {
      sendNotify(notify) {
        told.push(notify.key === undefined ? 'NOTIFY' : 'NOTIFY signed');
        return Promise.resolve(state.notify(notify));
      },
      askSoa: () => Promise.resolve(state.soa),
      askCopy: () => Promise.resolve(undefined),
    },
    mapping: {
      get state() {
        return state.mapping;
      },
      begin: () => void told.push('router: map'),
      end: () => (told.push('router: unmap'), Promise.resolve()),
    },
    loadKeys: () => Promise.resolve(new Map([['k.', KEY]])),
    listen: () => state.listen,
    ownAddresses: () => state.own,
    addresses: () => Promise.resolve({ present: [], carrierNat: null, changed: state.changed }),
    memory: {
      of: (zone, id) => histories.get(id) ?? nothingKnown(zone, id),
      learn: (zone, id, lesson) =>
        void histories.set(id, lesson(histories.get(id) ?? nothingKnown(zone, id))),
    },
    otherwiseMinutes: () => 30,
    standsAgainst: () => [],
    heldFromElsewhere: () => [],
    onBug(error) {
      throw error;
    },
    now: () => Date.now(),
    ...more,
  };
  const reports: SessionReport[] = [];
  const sessions = new PublishSessions(
    parts,
    {
      onChanged: () => undefined,
      onEnded: (report) => reports.push(report),
      onReportChanged: () => undefined,
    },
    null,
  );
  return { sessions, state, told, reports, histories };
}

const ELSEWHERE: AddressCheck['changed'] = [
  {
    secondary: 'he',
    name: 'he.net',
    holds: { address: '203.0.113.7', port: 53 },
    present: { address: '198.51.100.4', port: 53 },
  },
];
const client = { address: '192.0.2.1', port: 4000, transport: 'tcp' } as const;
const transfer = {
  at: 1,
  transfer: 1,
  client,
  zone: 'example.com.',
  transferKind: 'axfr',
  serial: 7,
} as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an open session', () => {
  it('ends cleanly when the computer goes to sleep: nothing listens, the router is told, the report says why', async () => {
    const { sessions, told, reports } = world();
    await sessions.start({});
    await sessions.interrupt('suspended');
    expect(told).toEqual(['open', 'router: map', 'NOTIFY signed', 'router: unmap', 'close']);
    expect([reports.map(({ end }) => end), sessions.isOpen]).toEqual([['suspended'], false]);
    await sessions.dispose();
  });

  it('is not ended by hand or at its limit while a transfer runs, unless told', async () => {
    const { sessions, reports } = world();
    await sessions.start({ limitMinutes: 15 });
    sessions.handleServerEvent({ kind: 'transfer-started', ...transfer });
    await expect(sessions.stop(false)).rejects.toThrow('transfer-running');
    await vi.advanceTimersByTimeAsync(16 * 60_000);
    expect(sessions.isOpen).toBe(true);
    await sessions.stop(true);
    expect(reports.map(({ end }) => end)).toEqual(['by-hand']);
    await sessions.dispose();
  });

  it('makes no version of what it could not hand out, nor of a draft that was not chosen', async () => {
    const committed: string[] = [];
    const first = (text: string): SessionZone => ({
      ...ZONE,
      text,
      serial: undefined,
      commit: () => (committed.push(text), Promise.resolve({ kind: 'committed' })),
    });
    const { sessions, state } = world({ zones: () => [first('a.test.'), first('b.test.')] });
    state.canOpen = false;
    await expect(sessions.start({ zones: ['a.test.'] })).rejects.toThrow('cannot-listen');
    expect(committed).toEqual([]);
    state.canOpen = true;
    await sessions.start({ zones: ['a.test.'] });
    expect(committed).toEqual(['a.test.']);
    await sessions.dispose();
  });

  it('does not open where something stands against it: nothing listens, the router is told', async () => {
    const { sessions, told } = world({
      standsAgainst: () => [
        { severity: 'error', code: 'signatures-expired', zone: 'example.com.', until: 0 },
      ],
    });
    await expect(sessions.start({})).rejects.toThrow('preflight-failed');
    expect([told, sessions.isOpen]).toEqual([['open', 'router: map', 'router: unmap', 'close'], false]);
    await sessions.dispose();
  });

  it('has no end any more once it is to be kept open', async () => {
    const { sessions } = world();
    await sessions.start({ limitMinutes: 15 });
    await sessions.start({ limitMinutes: null });
    await vi.advanceTimersByTimeAsync(120 * 60_000);
    expect(sessions.state()).toMatchObject({ state: 'open', endsAt: null });
    await sessions.dispose();
  });

  it('outlives a disk that does not take what a secondary was seen to hold', async () => {
    const bugs: unknown[] = [];
    const full = new Error('no space left');
    const { sessions, state } = world({
      zones: () => [{ ...ZONE, noteHeld: () => Promise.reject(full) }],
      onBug: (error) => bugs.push(error),
    });
    state.soa = { kind: 'serial', serial: 9, authoritative: true, expireSeconds: undefined };
    await sessions.start({ limitMinutes: null });
    await vi.advanceTimersByTimeAsync(1000);
    expect([bugs.includes(full), sessions.isOpen]).toEqual([true, true]);
    await sessions.dispose();
  });

  it('ends and says so rather than go ahead of what another computer published, when signatures are due', async () => {
    const elsewhere: PreflightFinding = {
      severity: 'error',
      code: 'made-elsewhere',
      zone: 'example.com.',
      secondary: 'he',
      name: 'he.net',
      serial: 9,
      ours: 7,
      why: 'serial',
      standsOn: 'versions',
      signedAt: null,
      keys: 0,
    };
    const asked: string[] = [];
    let held: readonly PreflightFinding[] = [];
    const { sessions, reports } = world({
      zones: () => [{ ...ZONE, noteCopies: (id) => (asked.push(id), Promise.resolve()) }],
      heldFromElsewhere: () => held,
    });
    expect(await sessions.mayRenew('example.com.')).toBe(false);
    await sessions.start({ limitMinutes: null });
    expect([asked, await sessions.mayRenew('example.com.'), asked]).toEqual([
      ['he', 'he'],
      true,
      ['he', 'he'],
    ]);
    held = [elsewhere];
    expect([await sessions.mayRenew('example.org.'), sessions.isOpen]).toEqual([true, true]);
    expect([await sessions.mayRenew('example.com.'), sessions.isOpen]).toEqual([false, false]);
    expect(reports.map(({ end, leftBehind }) => [end, leftBehind])).toEqual([
      [
        'published-elsewhere',
        [{ zone: 'example.com.', errors: 0, failure: expect.stringContaining('he.net holds serial 9') }],
      ],
    ]);
    await sessions.dispose();
  });

  it('opens its sockets anew where an address is gone, or ends and says so', async () => {
    const { sessions, state, told, reports } = world();
    state.listen = [{ address: HOME, port: 5300 }];
    await sessions.start({});
    told.length = 0;
    state.own = [];
    await sessions.checkAddresses();
    expect(told.filter((what) => what !== 'NOTIFY signed')).toEqual(['close', 'open', 'router: map']);
    expect(sessions.isOpen).toBe(true);
    state.own = [HOME];
    await sessions.stop(true);
    await sessions.start({});
    state.own = [];
    state.canOpen = false;
    await sessions.checkAddresses();
    expect(reports.map(({ end }) => end)).toEqual(['by-hand', 'address-gone']);
    await sessions.dispose();
  });

  it('tells the router and the secondaries again when another interface or a VPN comes up', async () => {
    const { sessions, state, told } = world();
    await sessions.start({});
    await vi.advanceTimersByTimeAsync(1000);
    told.length = 0;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([]);
    state.own = [HOME, '10.8.0.2'];
    await vi.advanceTimersByTimeAsync(6000);
    expect(told).toEqual(['router: map', 'NOTIFY signed']);
    expect(sessions.isOpen).toBe(true);
    await sessions.dispose();
  });

  it('ends with the reason when it comes to a network that no secondary asks; one that is kept open stays', async () => {
    const { sessions, state, reports } = world();
    await sessions.start({});
    state.own = ['192.168.43.20'];
    state.changed = ELSEWHERE;
    await sessions.checkAddresses();
    expect(reports.map(({ end }) => end)).toEqual(['address-changed']);
    await sessions.start({ limitMinutes: null });
    state.own = [HOME];
    await sessions.checkAddresses();
    expect(sessions.isOpen).toBe(true);
    await sessions.dispose();
  });

  it('ends when the router gets another public address than its secondaries ask', async () => {
    const { sessions, state, reports } = world();
    await sessions.start({});
    state.mapping = MAPPED;
    await vi.advanceTimersByTimeAsync(1000);
    expect(sessions.isOpen).toBe(true);
    state.mapping = { ...MAPPED, externalAddress: '198.51.100.4' };
    state.changed = ELSEWHERE;
    await vi.advanceTimersByTimeAsync(1000);
    expect(reports.map(({ end }) => end)).toEqual(['address-changed']);
    await sessions.dispose();
  });
});

describe('NOTIFY', () => {
  it('refused as NOTAUTH is sent once unsigned, and never signed again to that secondary', async () => {
    const { sessions, state, told } = world();
    const refused: NotifyOutcome = { kind: 'refused', rcode: 'NOTAUTH', clockOffSeconds: undefined };
    state.notify = ({ key }) => (key === undefined ? ACCEPTED : refused);
    const notifies = () => told.filter((what) => what.startsWith('NOTIFY'));
    await sessions.start({});
    await vi.advanceTimersByTimeAsync(100);
    expect(notifies()).toEqual(['NOTIFY signed', 'NOTIFY']);
    await sessions.stop(true);
    told.length = 0;
    await sessions.start({});
    await vi.advanceTimersByTimeAsync(100);
    expect(notifies()).toEqual(['NOTIFY']);
    await sessions.dispose();
  });

  it('leaves unsigned where its owner switched that off', async () => {
    const { sessions, told } = world({ secondary: () => ({ ...HE_NET, signNotify: false }) });
    await sessions.start({});
    expect(told.filter((what) => what.startsWith('NOTIFY'))).toEqual(['NOTIFY']);
    await sessions.dispose();
  });

  it('answered, and nobody comes within a minute: port 53 does not reach this computer; by UDP only: TCP does not', async () => {
    const { sessions } = world();
    const fault = () => {
      const state = sessions.state();
      return state.state === 'open' ? state.secondaries[0].fault : undefined;
    };
    await sessions.start({});
    await vi.advanceTimersByTimeAsync(59_000);
    expect(fault()).toBeNull();
    await vi.advanceTimersByTimeAsync(2000);
    expect(fault()).toEqual({ code: 'never-asked', sinceMs: 60_000, othersCame: false });
    sessions.handleServerEvent({
      kind: 'question-answered',
      at: Date.now(),
      client: { ...client, transport: 'udp' },
      zone: 'example.com.',
      name: 'example.com.',
      type: 'SOA',
      rcode: 'NOERROR',
      serial: 7,
    });
    expect(fault()).toBeNull();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(fault()).toEqual({ code: 'asked-not-fetched', sinceMs: 60_000, overTcp: false });
    await sessions.dispose();
  });
});

it('remembers how long a copy lives on as the secondary tells it (EDNS EXPIRE)', async () => {
  const { sessions, state, histories } = world();
  state.soa = { kind: 'serial', serial: 7, authoritative: true, expireSeconds: 1000 };
  await sessions.start({});
  await vi.advanceTimersByTimeAsync(100);
  const [told] = histories.get('he')!.told;
  expect([told.server, told.expiresAt - told.at]).toEqual(['192.0.2.1:53', 1_000_000]);
  await sessions.dispose();
});
