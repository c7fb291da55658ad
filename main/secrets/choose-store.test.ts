import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../storage/temp-folder.ts';
import { type ChooseOptions, chooseSecretStore } from './choose-store.ts';
import { Keychain, type Keytar } from './keychain.ts';
import { readPassphraseFile } from './passphrase-file.ts';
import { Redacted } from './redacted.ts';
import { Vault } from './vault.ts';

/** A keychain in memory, or one that fails as the real ones do; those are tried in `keychain.test.ts`. */
function keychain(fails?: string): Keychain {
  const entries = new Map<string, string>();
  const keytar: Keytar = {
    async setPassword(_, account, password) {
      if (fails !== undefined) throw new Error(fails);
      entries.set(account, password);
    },
    getPassword: (_, account) => Promise.resolve(entries.get(account) ?? null),
    deletePassword: (_, account) => Promise.resolve(entries.delete(account)),
  };
  return new Keychain({ folderId: 'folder', load: () => Promise.resolve(keytar) });
}

const NONE = 'Cannot autolaunch D-Bus without X11 $DISPLAY';
const LOCKED = 'Cannot create an item in a locked collection';
const none = { code: 'no-keychain', reason: 'no-session-bus', detail: NONE };
const locked = { code: 'keychain-locked', detail: LOCKED };
const passphrase = new Redacted('correct');

async function options(extra: Partial<ChooseOptions> = {}): Promise<ChooseOptions> {
  const folder = await temporaryFolder();
  return {
    preference: undefined,
    keychain: keychain(),
    vault: new Vault({ path: path.join(folder, 'vault.age'), workFactor: 10 }),
    passphrase: undefined,
    memoPath: path.join(folder, 'secret-store.json'),
    ...extra,
  };
}

/** The choice without its stores. */
async function chosen(from: ChooseOptions): Promise<unknown> {
  const choice = await chooseSecretStore(from);
  switch (choice.state) {
    case 'ready':
      return `ready: ${choice.store.kind}`;
    case 'keychain-unusable':
      return [choice.state, choice.failure];
    default:
      return [choice.state, choice.why];
  }
}

/** The same folder, with its vault locked, at the next start. */
const nextStart = (from: ChooseOptions, extra: Partial<ChooseOptions> = {}): ChooseOptions => ({
  ...from,
  vault: new Vault({ path: from.vault.path, workFactor: 10 }),
  passphrase: undefined,
  ...extra,
});

describe('chooseSecretStore', () => {
  it('takes a keychain that works', async () => {
    expect(await chosen(await options())).toBe('ready: keychain');
    expect(await chosen(await options({ preference: 'keychain', passphrase }))).toBe('ready: keychain');
  });

  it('asks for a vault to be made where there is no keychain, and says why', async () => {
    expect(await chosen(await options({ keychain: keychain(NONE) }))).toEqual(['needs-vault', none]);
    expect(await chosen(await options({ preference: 'file' }))).toEqual(['needs-vault', undefined]);
  });

  it('makes one at once with a passphrase at hand', async () => {
    for (const extra of [
      { keychain: keychain(NONE) },
      { keychain: keychain(LOCKED) },
      { preference: 'file' as const },
    ]) {
      expect(await chosen(await options({ ...extra, passphrase }))).toBe('ready: vault');
    }
  });

  it('goes on with a vault that exists, even if there is a keychain now', async () => {
    const first = await options({ preference: 'file', passphrase });
    await chooseSecretStore(first);
    expect(await chosen(nextStart(first, { preference: undefined }))).toEqual([
      'needs-passphrase',
      undefined,
    ]);
    expect(await chosen(nextStart(first, { preference: undefined, passphrase }))).toBe('ready: vault');
    const wrong = nextStart(first, { passphrase: new Redacted('wrong') });
    const why = { code: 'wrong-passphrase', path: first.vault.path };
    expect(await chosen(wrong)).toEqual(['needs-passphrase', why]);
    expect(await chosen(nextStart(first, { preference: 'keychain' }))).toBe('ready: keychain');
  });

  it('says that a keychain is locked instead of making a vault unasked', async () => {
    expect(await chosen(await options({ keychain: keychain(LOCKED) }))).toEqual([
      'keychain-unusable',
      locked,
    ]);
    expect(
      await chosen(await options({ keychain: keychain(NONE), preference: 'keychain', passphrase })),
    ).toEqual(['keychain-unusable', none]);
  });

  it('makes no vault in place of a keychain that holds the secrets already', async () => {
    const first = await options();
    await chooseSecretStore(first);
    const next = nextStart(first, { keychain: keychain(NONE), passphrase });
    expect(await chosen(next)).toEqual(['keychain-unusable', none]);
    expect(await next.vault.exists()).toBe(false);
  });
});

describe('readPassphraseFile', () => {
  it.each([
    ['secret\n', 'secret'],
    ['secret', 'secret'],
    [' with spaces \r\nsecond line\n', ' with spaces '],
  ])('takes the first line of %j', async (text, expected) => {
    const file = path.join(await temporaryFolder(), 'passphrase');
    await writeFile(file, text);
    expect((await readPassphraseFile(file)).reveal()).toBe(expected);
  });

  it('refuses an empty or missing file', async () => {
    const file = path.join(await temporaryFolder(), 'passphrase');
    await expect(readPassphraseFile(file)).rejects.toMatchObject({
      failure: { code: 'passphrase-unreadable', path: file },
    });
    await writeFile(file, '\n');
    await expect(readPassphraseFile(file)).rejects.toMatchObject({
      failure: { code: 'passphrase-empty', path: file },
    });
  });
});
