import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isAhead } from '../../shared/dns/serial.ts';
import { settings } from '../../shared/model/settings.ts';
import { TsigKeyRing, tsigKeysFile } from '../secrets/tsig-key-ring.ts';
import { nodeFileSystem } from '../storage/file-system.ts';
import { openJsonFile } from '../storage/json-file.ts';
import { cancelRollover, startRollover } from '../zones/signing/rollover/rollovers.ts';
import { openSigningPlan } from '../zones/signing/signing-plan.ts';
import { switchOff } from '../zones/signing/switch-off.ts';
import { switchOn } from '../zones/signing/switch-on.ts';
import { TemporarySigning } from '../zones/signing/temporary-signing.ts';
import { isSigned } from '../zones/signing/zone-signing.ts';
import { Secondaries, secondariesFile } from '../zones/secondaries.ts';
import { edit, exampleContents, lines, ORIGIN, SETTINGS } from '../zones/temporary-zones.ts';
import { Backup, jumpedSerial, recoveryNote } from './backup.ts';

const CHOICE = { algorithm: 13, keys: 'csk', denial: 'nsec' } as const;
const PASSPHRASE = 'correct horse battery staple';

/** A data folder with all that a recovery file holds. */
class Folder implements AsyncDisposable {
  readonly own: TemporarySigning;
  readonly keys: TsigKeyRing;
  readonly secondaries: Secondaries;
  readonly backup: Backup;

  private constructor(own: Folder['own'], keys: TsigKeyRing, secondaries: Secondaries, backup: Backup) {
    this.own = own;
    this.keys = keys;
    this.secondaries = secondaries;
    this.backup = backup;
  }

  static async make(): Promise<Folder> {
    const own = await TemporarySigning.make();
    const place = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-backup-'));
    const at = (name: string): string => path.join(place, name);
    const secrets = () => own.secrets;
    const keysFile = await openJsonFile({
      path: at('keys.json'),
      schema: tsigKeysFile,
      initial: () => ({ keys: [] }),
    });
    const keys = new TsigKeyRing({ file: keysFile, secrets, usedBy: () => [] });
    const secondariesJson = await openJsonFile({
      path: at('secondaries.json'),
      schema: secondariesFile,
      initial: () => ({ secondaries: [] }),
    });
    const secondaries = new Secondaries({ file: secondariesJson, usedBy: () => [] });
    const backup = new Backup({
      zones: own.zones,
      signing: own.signing,
      keys,
      secondaries,
      settings: await openJsonFile({
        path: at('settings.json'),
        schema: settings,
        initial: () => settings.parse({}),
      }),
      secrets,
      note: await openJsonFile({
        path: at('recovery.json'),
        schema: recoveryNote,
        initial: () => ({ savedAt: null, keys: '', restoring: false }),
      }),
      files: nodeFileSystem,
      now: () => own.temporary.nowMs,
      workFactor: 10,
    });
    return new Folder(own, keys, secondaries, backup);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.own[Symbol.asyncDispose]();
  }
}

/** With a signed zone that has comments and disabled values, a TSIG key and a secondary. */
async function filled(): Promise<Folder> {
  const folder = await Folder.make();
  const { zones, signing, temporary } = folder.own;
  await folder.keys.create('home_he.net_example.com', 'hmac-sha256');
  await folder.secondaries.create({
    name: 'he.net',
    provider: 'he.net',
    transferFrom: ['216.218.133.2'],
    notifyTo: [],
    verifyAt: [],
    signNotify: true,
    primaryAddress: null,
  });
  const zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  const more = { disabled: ['192.0.2.9'], comment: 'the old one' };
  await zone.edit([edit('www', 'A', ['192.0.2.1'], more)], 'host');
  await switchOn(signing, zone, CHOICE, temporary.nowMs);
  await zone.commit();
  await zone.edit([edit('draft', 'A', ['192.0.2.2'])], 'not committed yet');
  return folder;
}

describe('a recovery file', () => {
  it('restores zones with notes, keys and secondaries in an empty folder: same DS, serial ahead of any made since', async () => {
    await using old = await filled();
    const text = await old.backup.save(PASSPHRASE);
    const before = old.own.zones.find(ORIGIN)!;
    await before.commit();
    const lost = before.version!.serial;

    await using fresh = await Folder.make();
    fresh.own.temporary.nowMs = old.own.temporary.nowMs;
    expect(await fresh.backup.restore(text, PASSPHRASE)).toEqual(['example.com.']);
    const zone = fresh.own.zones.find(ORIGIN)!;
    expect([lines(zone.state.contents), zone.state.set(edit('www', 'A').owner, 1)?.comment]).toEqual([
      lines(before.state.contents),
      'the old one',
    ]);
    expect([fresh.keys.list(), fresh.secondaries.list()]).toEqual([old.keys.list(), old.secondaries.list()]);
    expect(await fresh.keys.secret('home_he.net_example.com')).toBe(
      await old.keys.secret('home_he.net_example.com'),
    );
    const { version } = await zone.commit();
    expect([isSigned(version), isAhead(version.serial, lost), version.differencesSince(lost)]).toEqual([
      true,
      true,
      undefined,
    ]);
    const keysOf = ({ own }: Folder): unknown => own.signing.planOf(own.zones.find(ORIGIN)!).keys;
    expect(keysOf(fresh)).toEqual(keysOf(old));
  });

  it('does not bring back a key that was removed before it was saved', async () => {
    await using old = await filled();
    const zone = old.own.zones.find(ORIGIN)!;
    await switchOff(old.own.signing, zone, { evenNow: true, nowMs: 0 });
    const text = await old.backup.save(PASSPHRASE);
    await using fresh = await Folder.make();
    await fresh.backup.restore(text, PASSPHRASE);
    const restored = fresh.own.zones.find(ORIGIN)!;
    expect(fresh.own.signing.planOf(restored).keys.map(({ state }) => state)).toEqual(['removed']);
    expect((await fresh.own.secrets.list()).filter((name) => name.startsWith('dnssec/'))).toEqual([]);
  });

  it('holds both keys while one replaces the other, is offered anew, and the replacement goes on where it is restored', async () => {
    await using old = await filled();
    const zone = old.own.zones.find(ORIGIN)!;
    await old.backup.save(PASSPHRASE);
    await startRollover(old.own.signing, zone, 'csk', 0);
    expect(old.backup.state().keysChanged).toBe(true);
    const text = await old.backup.save(PASSPHRASE);
    await using fresh = await Folder.make();
    await fresh.backup.restore(text, PASSPHRASE);
    const restored = fresh.own.zones.find(ORIGIN)!;
    const planOf = (of: Folder, zoneOf: typeof zone) => of.own.signing.planOf(zoneOf);
    expect([planOf(fresh, restored).rollover, planOf(fresh, restored).keys]).toEqual([
      planOf(old, zone).rollover,
      planOf(old, zone).keys,
    ]);
    await restored.commit();
    expect(fresh.own.signing.isAsPlanned(restored)).toBe(true);
    await cancelRollover(old.own.signing, zone, 0);
    expect(old.backup.state().keysChanged).toBe(true);
  });

  it('is refused with a wrong passphrase, when damaged, and where something is already; nothing changes then', async () => {
    await using old = await filled();
    const text = await old.backup.save(PASSPHRASE);
    await using fresh = await Folder.make();
    for (const [given, passphrase, reason] of [
      [text, 'something else', 'wrong-passphrase'],
      [text.replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA'), PASSPHRASE, 'damaged'],
      ['no age file', PASSPHRASE, 'damaged'],
    ] as const)
      await expect(fresh.backup.restore(given, passphrase)).rejects.toMatchObject({
        error: { code: 'recovery-unreadable', reason },
      });
    expect([fresh.own.zones.list(), fresh.keys.list(), fresh.own.secrets.entries.size]).toEqual([[], [], 0]);
    await expect(old.backup.restore(text, PASSPHRASE)).rejects.toMatchObject({
      error: { code: 'restore-not-empty' },
    });
  });

  it('goes on where restoring it was cut short; a zone is never there without its plan', async () => {
    await using old = await filled();
    const text = await old.backup.save(PASSPHRASE);
    await using fresh = await Folder.make();
    vi.spyOn(fresh.own.signing, 'load').mockRejectedValueOnce(new Error('cut'));
    await expect(fresh.backup.restore(text, PASSPHRASE)).rejects.toThrow('cut');
    const zone = fresh.own.zones.find(ORIGIN)!;
    const laid = await openSigningPlan(zone.folder, nodeFileSystem);
    expect([laid.value.signs, fresh.backup.isHalfRestored]).toEqual([true, true]);
    await laid.idle();
    await fresh.own.signing.load([zone]);
    expect(await fresh.backup.restore(text, PASSPHRASE)).toEqual(['example.com.']);
    expect([fresh.keys.list(), fresh.secondaries.list()]).toEqual([old.keys.list(), old.secondaries.list()]);
    expect([fresh.backup.isHalfRestored, isSigned((await zone.commit()).version)]).toEqual([false, true]);
    await expect(fresh.backup.restore(text, PASSPHRASE)).rejects.toMatchObject({
      error: { code: 'restore-not-empty' },
    });
  });

  it('that could not be written does not count as saved', async () => {
    await using old = await filled();
    const full = new Error('no space left');
    await expect(old.backup.save(PASSPHRASE, () => Promise.reject(full))).rejects.toThrow(full);
    expect(old.backup.state().savedAt).toBeNull();
  });

  it('says when keys came that it does not hold', async () => {
    await using old = await filled();
    expect(old.backup.state()).toEqual({ savedAt: null, keysChanged: false });
    await old.backup.save(PASSPHRASE);
    expect(old.backup.state()).toEqual({ savedAt: old.own.temporary.nowMs, keysChanged: false });
    await old.keys.create('another', 'hmac-sha256');
    expect(old.backup.state().keysChanged).toBe(true);
  });

  it('is not made while a private key cannot be had', async () => {
    await using old = await filled();
    old.own.secrets.locked = true;
    await expect(old.backup.save(PASSPHRASE)).rejects.toMatchObject({ code: 'keychain-locked' });
    expect(old.backup.state().savedAt).toBeNull();
  });
});

describe('jumpedSerial', () => {
  const nowMs = Date.UTC(2026, 10, 23, 12);
  it.each([
    ['date-counter', 2026110103, 2026112399],
    ['date-counter', 2026112303, 2026112399],
    ['increment', 7, 1007],
    ['increment', 0xffffffff, 999],
    ['unixtime', 5, nowMs / 1000],
  ] as const)('of %s after %i is %i', (policy, last, jumped) => {
    expect(jumpedSerial(policy, last, nowMs)).toBe(jumped);
  });
});
