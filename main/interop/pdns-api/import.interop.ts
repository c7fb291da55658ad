/**
 * Zones of a real PowerDNS come here by its API: the same records for whoever transfers them, the same access, and for
 * signed zones the same DS, so that who validates sees no gap.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkersAreMissing } from '../dnssec/checkers.ts';
import { run } from '../peers/daemon.ts';
import { peersAreMissing } from '../peers/missing-peers.ts';
import type { Primary } from '../peers/peer.ts';
import { startPrimary } from '../peers/start.ts';
import { startApp, type RunningApp } from '../running-app.ts';

const KEY = { name: 'home_friend', algorithm: 'hmac-sha256', key: 'c2VjcmV0LW9mLXRoZS1pbnRlcm9wLXRlc3Q=' };
const API_KEY = 'key-of-this-test';

const set = (
  name: string,
  type: string,
  ttl: number,
  records: readonly unknown[],
  comments: unknown[] = [],
) => ({
  name,
  type,
  ttl,
  changetype: 'REPLACE',
  records: records.map((record) =>
    typeof record === 'string' ? { content: record, disabled: false } : record,
  ),
  comments,
});

const recordsOf = (zone: string) => [
  set(zone, 'SOA', 3600, [`ns1.${zone} hostmaster.${zone} 2026010107 10800 3600 604800 3600`]),
  set(zone, 'NS', 3600, [`ns1.${zone}`]),
  set(`ns1.${zone}`, 'A', 3600, ['127.0.0.1']),
  set(
    `www.${zone}`,
    'A',
    300,
    ['192.0.2.1', { content: '192.0.2.2', disabled: true }],
    [{ account: 'ops', content: 'two machines', modified_at: 1_700_000_000 }],
  ),
  set(zone, 'MX', 3600, [`10 mail.${zone}`]),
  set(`mail.${zone}`, 'AAAA', 3600, ['2001:db8::25']),
  set(zone, 'TXT', 3600, ['"v=spf1 mx -all" "second \\"string\\""']),
  set(`long.${zone}`, 'TXT', 3600, [`"${'x'.repeat(254)}\\\\\\195\\164 ${'y'.repeat(300)}" "z"`]),
  set(`*.dev.${zone}`, 'CNAME', 3600, [`www.${zone}`]),
  set(`_sip._tcp.${zone}`, 'SRV', 3600, [`0 5 5060 www.${zone}`]),
  set(zone, 'CAA', 3600, ['0 issue "letsencrypt.org"']),
];

describe.skipIf(peersAreMissing('PowerDNS') || checkersAreMissing('delv'))('an import from PowerDNS', () => {
  let pdns: Primary;
  let app: RunningApp;
  let folder: string;
  const server = () => ({ url: pdns.apiUrl!, apiKey: API_KEY });

  async function ask<T>(method: string, where: string, body?: unknown): Promise<T> {
    const response = await fetch(`${pdns.apiUrl}/servers/localhost${where}`, {
      method,
      headers: { 'X-API-Key': API_KEY },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${where}: ${response.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }
  const makeZone = (name: string, more: object) =>
    ask('POST', '/zones', { name, kind: 'Master', rrsets: recordsOf(name), ...more });
  const addMetadata = (zone: string, kind: string, metadata: readonly string[]) =>
    ask('POST', `/zones/${zone}/metadata`, { kind, metadata });
  // PowerDNS lists a SHA-1 digest, too, which no parent should be given (RFC 8624 §3.3).
  const dsOf = async (zone: string): Promise<string[]> =>
    (await ask<{ ds?: string[] }[]>('GET', `/zones/${zone}/cryptokeys`))
      .flatMap(({ ds = [] }) => ds)
      .filter((text) => / [24] /.test(text))
      .sort();

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-pdns-import-'));
    pdns = await startPrimary('PowerDNS', { zones: [], apiKey: API_KEY });
    app = await startApp();
    await app.calls.settings.update({ timeServer: '' });
    await ask('POST', '/tsigkeys', KEY);
    await makeZone('plain.test.', { account: 'shop', soa_edit_api: 'INCREASE' });
    await makeZone('csk.test.', { dnssec: true });
    await makeZone('split.test.', {});
    for (const key of [
      { keytype: 'ksk', active: true, algorithm: 'ecdsa256' },
      { keytype: 'zsk', active: true, algorithm: 'ecdsa256' },
      { keytype: 'zsk', active: false, published: true, algorithm: 'ecdsa256' },
    ])
      await ask('POST', '/zones/split.test./cryptokeys', key);
    await ask('PUT', '/zones/split.test.', { nsec3param: '1 0 0 -', nsec3narrow: true });
    await ask('POST', '/zones', {
      name: 'odd.test.',
      kind: 'Native',
      rrsets: [
        ...recordsOf('odd.test.'),
        set('odd.test.', 'ALIAS', 3600, ['target.example.']),
        set('lua.odd.test.', 'LUA', 3600, ['A "ifportup(443, {\'192.0.2.1\'})"']),
      ],
    });
    await ask('POST', '/zones', { name: 'copy.test.', kind: 'Slave', masters: ['192.0.2.9'] });
    for (const zone of ['plain.test.', 'csk.test.', 'split.test.']) {
      await ask('PUT', `/zones/${zone}`, { master_tsig_key_ids: ['home_friend.'] });
      await addMetadata(zone, 'ALLOW-AXFR-FROM', ['127.0.0.0/8', 'AUTO-NS']);
    }
    await addMetadata('plain.test.', 'ALSO-NOTIFY', ['192.0.2.77:5300']);
    await addMetadata('plain.test.', 'X-NOTE', ['kept']);
  }, 60_000);

  afterAll(async () => {
    await app?.stop();
    await pdns?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What dig transfers, without what signing makes and without the SOA's serial. */
  async function transferred(address: string, port: number, zone: string): Promise<string[]> {
    const key = `${KEY.algorithm}:${KEY.name}:${KEY.key}`;
    const dig = ['+onesoa', '+nocmd', '+nocomments', '+nostats', '-y', key, `@${address}`, '-p', `${port}`];
    const { stdout } = await run('dig', ...dig, zone, 'AXFR');
    return stdout
      .split('\n')
      .map((line) => line.split(/\s+/))
      .filter((parts) => parts.length > 4 && !MADE_BY_SIGNING.has(parts[3]))
      .map((parts) => (parts[3] === 'SOA' ? parts.toSpliced(6, 1) : parts).join(' '))
      .sort();
  }

  it('lists its zones: kinds, serials, which are signed', async () => {
    const { version, zones } = await app.calls.pdnsImport.list(server());
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(zones.map(({ id: _, serial: __, ...zone }) => zone)).toEqual([
      { name: 'copy.test.', kind: 'Slave', signed: false, isHere: false },
      { name: 'csk.test.', kind: 'Master', signed: true, isHere: false },
      { name: 'odd.test.', kind: 'Native', signed: false, isHere: false },
      { name: 'plain.test.', kind: 'Master', signed: false, isHere: false },
      { name: 'split.test.', kind: 'Master', signed: true, isHere: false },
    ]);
  });

  it('shows beforehand what comes, what does not, and why', async () => {
    const plain = await app.calls.pdnsImport.preview({ server: server(), id: 'plain.test.' });
    expect({
      ...plain,
      sample: [],
    }).toEqual({
      name: 'plain.test.',
      thereKind: 'Master',
      kind: 'primary',
      serial: expect.any(Number) as number,
      records: 11,
      recordSets: 11,
      disabled: 1,
      comments: 1,
      leftOut: {},
      notes: [
        { severity: 'warning', sentence: expect.stringContaining('AUTO-NS') as string },
        { severity: 'warning', sentence: expect.stringContaining('both must match') as string },
        { severity: 'info', sentence: expect.stringContaining('X-NOTE') as string },
      ],
      errors: 0,
      warnings: 0,
      findings: [],
      sample: [],
      denial: null,
      keys: [],
      ds: [],
      tsigKeys: [{ name: 'home_friend.', algorithm: 'hmac-sha256', isHere: false }],
    });
    const odd = await app.calls.pdnsImport.preview({ server: server(), id: 'odd.test.' });
    expect(odd.findings.map(({ owner, type, code }) => [owner, type, code]).sort()).toEqual([
      ['lua.odd.test.', 'LUA', 'pdns-lua'],
      ['odd.test.', 'ALIAS', 'pdns-alias'],
    ]);
    const split = await app.calls.pdnsImport.preview({ server: server(), id: 'split.test.' });
    expect(split.keys.map(({ role, signs }) => [role, signs]).sort()).toEqual([
      ['ksk', true],
      ['zsk', false],
      ['zsk', true],
    ]);
    expect([split.denial, split.notes[0].sentence]).toEqual(['nsec3', expect.stringContaining('narrow')]);
    // Narrow zones are not transferred: what is compared below is the same zone with a chain.
    await ask('PUT', '/zones/split.test.', { nsec3param: '1 0 0 -', nsec3narrow: false });
    const copy = await app.calls.pdnsImport.preview({ server: server(), id: 'copy.test.' });
    expect([copy.kind, copy.notes[0].sentence]).toEqual(['primary', expect.stringContaining('192.0.2.9')]);
    expect(await app.calls.keys.list()).toEqual([]);
  });

  it('takes them with their keys: same records, same DS, and a validator accepts', async () => {
    const ids = ['plain.test.', 'csk.test.', 'split.test.'];
    for (const id of ids) await app.calls.pdnsImport.take({ server: server(), id });
    const { calls } = app;

    // Access, what is only kept, comments and disabled values.
    const { alsoAllow, secondaries } = await calls.zones.settings({ zone: 'plain.test.' });
    expect(alsoAllow).toEqual([{ addresses: ['127.0.0.0/8'], key: 'home_friend.' }]);
    expect(secondaries).toHaveLength(1);
    expect((await calls.secondaries.list()).map(({ notifyTo }) => notifyTo)).toEqual([
      [{ address: '192.0.2.77', port: 5300 }],
    ]);
    expect((await calls.keys.secret({ name: 'home_friend.' })).secret).toBe(KEY.key);
    const { rows } = await calls.records.page({ zone: 'plain.test.', search: 'www' });
    expect(rows.find(({ owner }) => owner === 'www')).toMatchObject({
      comment: 'two machines',
      ttlSeconds: 300,
      values: [
        { text: '192.0.2.1', disabled: false },
        { text: '192.0.2.2', disabled: true },
      ],
    });
    await calls.zones.updateSettings({ zone: 'plain.test.', settings: { secondaries: [] } });

    for (const zone of ['csk.test.', 'split.test.']) {
      const { ds } = await calls.dnssec.state({ zone });
      const ours = ds.flatMap(({ digests }) =>
        digests.map(({ record }) => record.replace(/^.* DS /, '').toLowerCase()),
      );
      expect(ours.sort()).toEqual(await dsOf(zone));
      await calls.zones.updateSettings({ zone, settings: { questionsFrom: 'anyone' } });
    }

    const before = await Promise.all(ids.map((zone) => pdns.serial(zone)));
    const { serials } = await calls.session.start({ limitMinutes: 60, override: true });
    const { address, port } = app.endpoint;
    for (const [index, zone] of ids.entries()) {
      const theirs = await transferred(pdns.address, pdns.port, zone);
      expect(theirs.length).toBeGreaterThan(8);
      expect(await transferred(address, port, zone)).toEqual(theirs);
      expect(serials.find(({ name }) => name === zone)?.serial).toBeGreaterThan(before[index] ?? 0);
    }
    for (const zone of ['csk.test.', 'split.test.']) {
      const [tag, algorithm, digestType, digest] = (await dsOf(zone))[0].split(' ');
      const anchor = path.join(folder, zone);
      const trust = `"${zone}" static-ds ${tag} ${algorithm} ${digestType} "${digest}";`;
      await writeFile(anchor, `trust-anchors { ${trust} };\n`);
      const delv = ['-a', anchor, `+root=${zone}`, `@${address}`, '-p', `${port}`];
      expect((await run('delv', ...delv, `mail.${zone}`, 'AAAA')).stdout).toContain('; fully validated');
      expect((await run('delv', ...delv, `x.dev.${zone}`, 'A')).stdout).toContain('; fully validated');
    }
    await calls.session.stop({ force: true });
    expect((await calls.pdnsImport.list(server())).zones.filter(({ isHere }) => isHere)).toHaveLength(3);
  });

  it('leaves a key of the same name and another secret alone, and says so', async () => {
    await app.calls.keys.rotate({ name: 'home_friend.' });
    await ask('POST', '/zones', { name: 'other.test.', kind: 'Native', rrsets: recordsOf('other.test.') });
    await ask('PUT', '/zones/other.test.', { master_tsig_key_ids: ['home_friend.'] });
    const { notes, kind } = await app.calls.pdnsImport.preview({ server: server(), id: 'other.test.' });
    expect([kind, notes.map(({ sentence }) => sentence)]).toEqual([
      'native',
      [expect.stringContaining('is here with another secret')],
    ]);
    await app.calls.pdnsImport.take({ server: server(), id: 'other.test.', kind: 'primary' });
    const { alsoAllow } = await app.calls.zones.settings({ zone: 'other.test.' });
    expect(alsoAllow).toEqual([]);
    expect((await app.calls.keys.secret({ name: 'home_friend.' })).secret).not.toBe(KEY.key);
  });

  it('says what is wrong: no server, another key, a zone that is here, keys that are not given', async () => {
    const failure = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => undefined,
        (error: { data?: unknown }) => error.data,
      );
    const { calls } = app;
    expect(await failure(calls.pdnsImport.list({ ...server(), apiKey: 'wrong' }))).toMatchObject({
      code: 'pdns-failed',
      fault: { code: 'wrong-key' },
    });
    expect(await failure(calls.pdnsImport.take({ server: server(), id: 'csk.test.' }))).toEqual({
      code: 'zone-exists',
      zone: 'csk.test.',
    });
    expect(await failure(calls.pdnsImport.preview({ server: server(), id: 'nowhere.test.' }))).toMatchObject({
      fault: { code: 'answered', status: 404 },
    });
    expect(app.errors).not.toContain(API_KEY);
  });
});

const MADE_BY_SIGNING = new Set(['RRSIG', 'NSEC', 'NSEC3', 'NSEC3PARAM', 'DNSKEY', 'CDS', 'CDNSKEY', 'TSIG']);
