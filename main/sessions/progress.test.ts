import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import { endReason, QUIET_MS, type SessionNow } from './end-rule.ts';
import { advance, isDone, newProgress, type ProgressFact } from './progress.ts';

const fresh = newProgress({ secondary: 'id', name: 'own BIND', zone: 'example.com.', serial: 2026112302 });
const client = { address: '192.0.2.7', port: 4000, transport: 'tcp' } as const;
const soaAnswer = (serial: number, at = 50): ProgressFact => ({
  kind: 'answered',
  at,
  where: 'notify-to',
  outcome: { kind: 'serial', serial, authoritative: true, expireSeconds: undefined },
  all: true,
});
const seen = (
  event: ServerEvent,
  more: { alone?: boolean; askable?: boolean; rewritten?: boolean } = {},
): ProgressFact => ({
  kind: 'seen',
  at: event.at,
  event,
  alone: more.alone ?? true,
  askable: more.askable ?? true,
  rewritten: more.rewritten ?? false,
});
const finished = (serial: number): ServerEvent => ({
  kind: 'transfer-finished',
  at: 30,
  transfer: 1,
  client,
  zone: 'example.com.',
  transferKind: 'axfr',
  serial,
  records: 12,
  octets: 900,
  messages: 1,
  durationMs: 4,
});
const refused = (reason: 'not-on-list' | 'bad-time' | 'bad-signature' | 'no-key'): ServerEvent => ({
  kind: 'request-refused',
  at: 40_000,
  client,
  reason,
  rcode: 'REFUSED',
  zone: 'example.com.',
  claimedKey: 'k.',
  clientTime: 640_000,
});
const after = (...facts: ProgressFact[]) => facts.reduce(advance, fresh);

describe("a secondary's progress", () => {
  it('walks through the five marks', () => {
    const walked = after(
      { kind: 'notify', at: 10, outcome: { kind: 'accepted', tries: 1, tookMs: 1 } },
      seen({
        kind: 'question-answered',
        at: 20,
        client,
        zone: 'example.com.',
        name: 'example.com.',
        type: 'SOA',
        rcode: 'NOERROR',
        serial: 2026112302,
      }),
      seen(finished(2026112302)),
      soaAnswer(2026112302),
      { ...soaAnswer(2026112302, 60), where: 'verify-at' } as ProgressFact,
    );
    expect(walked).toEqual({
      ...fresh,
      holds: 2026112302,
      notifiedAt: 10,
      askedSoaAt: 20,
      overTcp: true,
      transferAt: 30,
      transfer: { kind: 'AXFR', records: 12, bytes: 900, durationMs: 4 },
      inSyncAt: 50,
      verifiedAt: 60,
    });
    expect(isDone(walked)).toBe(true);
  });

  it('is not done before the secondary has asked, even if it holds the serial already', () => {
    const holding = after(soaAnswer(2026112302));
    expect([holding.inSyncAt, isDone(holding)]).toEqual([50, false]);
  });

  it('counts a finished transfer as in sync only where nothing can be asked and nobody else could have been it', () => {
    const event = finished(2026112302);
    const counts = (more: { alone: boolean; askable: boolean }) => after(seen(event, more)).inSyncAt !== null;
    expect([
      counts({ alone: true, askable: false }),
      counts({ alone: false, askable: false }),
      counts({ alone: true, askable: true }),
    ]).toEqual([true, false, false]);
  });

  it('does not count the transfer of an older version', () => {
    expect(after(seen(finished(2026112301)))).toEqual({ ...fresh, overTcp: true });
  });

  it('says what is wrong, and forgets it when things go on', () => {
    const faults = [
      refused('not-on-list'),
      refused('bad-time'),
      refused('bad-signature'),
      refused('no-key'),
    ].map((event) => after(seen(event)).fault);
    expect(faults).toEqual([
      { code: 'address-not-listed', address: '192.0.2.7' },
      { code: 'clock-off', address: '192.0.2.7', offSeconds: 600 },
      { code: 'bad-signature', address: '192.0.2.7', key: 'k.', rewritten: false },
      { code: 'wrong-key', address: '192.0.2.7', key: 'k.' },
    ]);
    expect(after(seen(refused('no-key')), seen(finished(2026112302))).fault).toBeNull();
  });

  it('notices a secondary that holds a serial ahead of ours, around the circle too', () => {
    expect(after(soaAnswer(2026112399)).fault).toEqual({ code: 'holds-newer', serial: 2026112399 });
    expect(after(soaAnswer(2026112301)).fault).toBeNull();
  });

  it('says each minute that nobody asked, and whether others did; or that one asked but fetched nothing, and over what', () => {
    const told: ProgressFact = { kind: 'notify', at: 10, outcome: { kind: 'accepted', tries: 1, tookMs: 1 } };
    const waited = (sinceMs: number, othersCame = false): ProgressFact => ({
      kind: 'waited',
      at: 10 + sinceMs,
      sinceMs,
      othersCame,
    });
    const asked = (transport: 'udp' | 'tcp') =>
      seen({
        kind: 'question-answered',
        at: 20,
        client: { ...client, transport },
        zone: 'example.com.',
        name: 'example.com.',
        type: 'SOA',
        rcode: 'NOERROR',
      });
    const faults = [
      after(told, waited(59_999)),
      after(told, waited(60_000)),
      after(told, waited(60_000), waited(125_000, true)),
      after(told, asked('udp'), waited(61_000)),
      after(told, asked('tcp'), waited(61_000)),
    ].map(({ fault }) => fault);
    expect(faults).toEqual([
      null,
      { code: 'never-asked', sinceMs: 60_000, othersCame: false },
      { code: 'never-asked', sinceMs: 120_000, othersCame: true },
      { code: 'asked-not-fetched', sinceMs: 60_000, overTcp: false },
      { code: 'asked-not-fetched', sinceMs: 60_000, overTcp: true },
    ]);
  });

  it('says that a transfer has not ended, until it does', () => {
    const facts = {
      at: 100,
      transfer: 1,
      client,
      zone: 'example.com.',
      transferKind: 'axfr',
      serial: 1,
    } as const;
    const started = seen({ kind: 'transfer-started', ...facts });
    const waited: ProgressFact = { kind: 'waited', at: 31_000, sinceMs: 31_000, othersCame: false };
    const cutFacts = { kind: 'transfer-cut', ...facts, octets: 9, durationMs: 60_000 } as const;
    const cut = seen({ ...cutFacts, reason: 'stalled' });
    const ended = seen({ ...cutFacts, reason: 'server-closed' });
    expect([cut, ended].map((fact) => after(started, waited, fact).fault)).toEqual([
      { code: 'transfer-broken', address: '192.0.2.7', detail: 'stalled' },
      { code: 'transfer-stuck', sinceMs: 30_000 },
    ]);
    expect(after(started, ended).fault).toMatchObject({ code: 'transfer-broken', detail: 'server-closed' });
  });

  it('tells nobody there from an answer that refuses', () => {
    const fault = (outcome: Extract<ProgressFact, { kind: 'notify' }>['outcome']) =>
      after({ kind: 'notify', at: 10, outcome }).fault;
    expect([
      fault({ kind: 'unreachable', errno: 'ECONNREFUSED' }),
      fault({ kind: 'silence', tries: 4 }),
      fault({ kind: 'refused', rcode: 'NOTAUTH', clockOffSeconds: undefined }),
      fault({ kind: 'refused', rcode: 'BADTIME', clockOffSeconds: -900 }),
    ]).toEqual([
      { code: 'notify-undelivered', errno: 'ECONNREFUSED' },
      { code: 'notify-unanswered', tries: 4 },
      { code: 'notify-refused', rcode: 'NOTAUTH' },
      { code: 'clock-off', address: '', offSeconds: -900 },
    ]);
  });
});

describe('the end of a session', () => {
  const done = after(seen(finished(2026112302)), soaAnswer(2026112302));
  const now = (more: Partial<SessionNow>): SessionNow => ({
    nowMs: 50 + QUIET_MS,
    endsAt: 1_000_000,
    secondaries: [done],
    transfersRunning: 0,
    notifiesUnanswered: 0,
    lastTransferStartedAt: 0,
    ...more,
  });

  it.each([
    ['all in sync and quiet', now({}), 'all-in-sync'],
    ['not quiet for long enough', now({ nowMs: 49 + QUIET_MS }), undefined],
    ['one is behind', now({ secondaries: [done, fresh] }), undefined],
    ['one is behind at the limit', now({ secondaries: [fresh], nowMs: 1_000_000 }), 'limit'],
    ['a transfer runs at the limit', now({ nowMs: 2_000_000, transfersRunning: 1 }), undefined],
    ['a transfer began a moment ago', now({ lastTransferStartedAt: 40 + QUIET_MS }), undefined],
    ['a NOTIFY waits for its answer', now({ notifiesUnanswered: 1 }), undefined],
    ['no secondary at all', now({ secondaries: [] }), undefined],
    ['kept open', now({ endsAt: null }), undefined],
  ] as const)('%s', (_, session, reason) => {
    expect(endReason(session)).toBe(reason);
  });
});
