import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../storage/temp-folder.ts';
import { Keychain } from './keychain.ts';
import { hasKeyring, inEnvironment, inKeyringSession } from './keyring-session.ts';

if (!hasKeyring && process.env.CI === 'true') throw new Error('CI needs the packages gnome-keyring and dbus');
if (!hasKeyring) console.warn('SKIPPED: the keychain with a real keyring (install gnome-keyring and dbus)');

const long = 'MIIEpQIBAAKCAQEA'.repeat(500);

describe.skipIf(!hasKeyring)('Keychain on a real gnome-keyring', () => {
  it('keeps secrets, also long, empty and oddly named ones, from one session to the next', async () => {
    const home = await temporaryFolder();
    const names = ['dnssec/example.com', 'empty', 'tsig/a#b %ü/\\000', 'tsig/plain'];
    const sets = await inKeyringSession('unlocked', home, [
      ['probe'],
      ['set', 'tsig/plain', 'before'],
      ['set', 'tsig/plain', 'c2VjcmV0'],
      ['set', 'dnssec/example.com', long],
      ['set', 'tsig/a#b %ü/\\000', 'ü€😀'],
      ['set', 'empty', ''],
      ['list'],
    ]);
    expect(sets).toEqual([null, null, null, null, null, null, names]);
    const gets = await inKeyringSession(
      'unlocked',
      home,
      [...names, 'none'].map((name) => ['get', name]),
    );
    expect(gets).toEqual([long, '', 'ü€😀', 'c2VjcmV0', null]);
  });

  it('leaves no part of a long secret behind that was changed or deleted', async () => {
    const home = await temporaryFolder();
    const outcomes = await inKeyringSession('unlocked', home, [
      ['set', 'name', long],
      ['set', 'name', `${long}, changed`],
      ['get', 'name'],
      ['delete', 'name'],
      ['delete', 'name'],
      ['get', 'name'],
      ['list'],
      ['entries'],
    ]);
    expect(outcomes).toEqual([null, null, `${long}, changed`, true, false, null, [], ['folder/#names']]);
  });

  it('keeps the entries of two data folders apart', async () => {
    const home = await temporaryFolder();
    await inKeyringSession('unlocked', home, [['set', 'name', 'first']], 'folder-1');
    const outcomes = await inKeyringSession('unlocked', home, [['get', 'name'], ['list']], 'folder-2');
    expect(outcomes).toEqual([null, []]);
  });

  it('says of a locked keyring that it is locked, never that a secret is not there', async () => {
    const home = await temporaryFolder();
    await inKeyringSession('unlocked', home, [['set', 'name', 'secret']]);
    const calls = [['probe'], ['get', 'name'], ['set', 'name', 'other'], ['delete', 'name'], ['list']];
    const locked = { code: 'keychain-locked', detail: 'Cannot create an item in a locked collection' };
    const failure = { failure: locked };
    expect(await inKeyringSession('locked', home, calls)).toEqual([
      locked,
      failure,
      failure,
      failure,
      failure,
    ]);
    expect(await inKeyringSession('unlocked', home, [['get', 'name'], ['list']])).toEqual([
      'secret',
      ['name'],
    ]);
  });

  it('gives up on one that does not answer after two seconds, and uses it when it does', async () => {
    const calls = [['probe'], ['set', 'name', 'secret'], ['get', 'name']];
    expect(await inKeyringSession('silent', await temporaryFolder(), calls)).toEqual([
      { code: 'keychain-silent', waitedMs: 2000 },
      null,
      'secret',
    ]);
  });
});

describe('Keychain where there is none', () => {
  it.runIf(process.platform === 'linux')('says that there is no session bus', async () => {
    const noBus = { HOME: '/nonexistent', XDG_RUNTIME_DIR: '/nonexistent' };
    const failure = {
      code: 'no-keychain',
      reason: 'no-session-bus',
      detail: 'Cannot autolaunch D-Bus without X11 $DISPLAY',
    };
    expect(await inEnvironment(noBus, [['probe'], ['list']])).toEqual([failure, { failure }]);
    const dead = { ...noBus, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
    expect(await inEnvironment(dead, [['probe']])).toMatchObject([
      { code: 'no-keychain', reason: 'no-session-bus' },
    ]);
  });

  it.runIf(process.platform === 'linux')('says that libsecret cannot be loaded', async () => {
    const folder = await temporaryFolder();
    // An empty file of that name comes first on the linker's path: the library is "there", and cannot be loaded.
    await writeFile(path.join(folder, 'libsecret-1.so.0'), '');
    const outcomes = await inEnvironment({ LD_LIBRARY_PATH: folder }, [['probe']]);
    expect(outcomes).toMatchObject([{ code: 'no-keychain', reason: 'library-missing' }]);
  });

  it('tells a keychain that gives back something else', async () => {
    const keychain = new Keychain({
      folderId: 'folder',
      load: () =>
        Promise.resolve({
          getPassword: () => Promise.resolve(null),
          setPassword: () => Promise.resolve(),
          deletePassword: () => Promise.resolve(true),
        }),
    });
    expect((await keychain.probe())?.code).toBe('keychain-failed');
  });
});
