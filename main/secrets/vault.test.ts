import { execFile, spawn } from 'node:child_process';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect, promisify } from 'node:util';
import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { FaultyFileSystem } from '../storage/faulty-file-system.ts';
import { temporaryFolder } from '../storage/temp-folder.ts';
import { Redacted } from './redacted.ts';
import { Vault, type VaultOptions } from './vault.ts';

const passphrase = new Redacted('correct horse battery staple');
const wrong = new Redacted('incorrect');

/** 2^10 instead of 2^18: a millisecond, not a second. */
async function newVault(extra: Partial<VaultOptions> = {}): Promise<Vault> {
  const vault = new Vault({
    path: path.join(await temporaryFolder(), 'vault.age'),
    workFactor: 10,
    ...extra,
  });
  await vault.create(passphrase);
  return vault;
}

async function reopened({ path }: Vault, key = passphrase): Promise<Vault> {
  const vault = new Vault({ path, workFactor: 10 });
  await vault.unlock(key);
  return vault;
}

describe('Vault', () => {
  it('gives back after unlocking what was set before', async () => {
    const vault = await newVault();
    await Promise.all([
      vault.set('tsig/b', 'secret b'),
      vault.set('tsig/a', 'x'.repeat(5000)),
      vault.set('empty', ''),
    ]);
    expect([await vault.delete('tsig/b'), await vault.delete('tsig/b')]).toEqual([true, false]);
    const again = await reopened(vault);
    expect(await again.list()).toEqual(['empty', 'tsig/a']);
    expect([await again.get('tsig/a'), await again.get('empty'), await again.get('tsig/b')]).toEqual([
      'x'.repeat(5000),
      '',
      undefined,
    ]);
    expect((await stat(vault.path)).mode & 0o777).toBe(0o600);
  });

  it('is locked before unlocking and after locking', async () => {
    const vault = await newVault();
    await vault.set('name', 'secret');
    await vault.lock();
    for (const use of [
      () => vault.get('name'),
      () => vault.set('name', ''),
      () => vault.list(),
      () => vault.delete('name'),
    ]) {
      await expect(use()).rejects.toMatchObject({ code: 'vault-locked' });
    }
    await vault.unlock(passphrase);
    expect(await vault.get('name')).toBe('secret');
  });

  it('refuses a wrong passphrase and stays locked', async () => {
    const vault = await newVault();
    await vault.lock();
    await expect(vault.unlock(wrong)).rejects.toMatchObject({
      failure: { code: 'wrong-passphrase', path: vault.path },
    });
    expect(vault.locked).toBe(true);
  });

  it('is not made where there is one, nor unlocked where there is none', async () => {
    const vault = await newVault();
    await expect(vault.create(passphrase)).rejects.toMatchObject({ code: 'vault-exists' });
    const nowhere = new Vault({ path: `${vault.path}.other` });
    await expect(nowhere.unlock(passphrase)).rejects.toMatchObject({ code: 'vault-missing' });
  });

  it('opens with the new passphrase only, copy included, once it was changed', async () => {
    const vault = await newVault();
    await vault.set('name', 'secret');
    const next = new Redacted('next');
    await expect(vault.changePassphrase(wrong, next)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    await vault.changePassphrase(passphrase, next);
    await vault.set('later', 'also');
    expect(await (await reopened(vault, next)).list()).toEqual(['later', 'name']);
    await expect(reopened(vault)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    await writeFile(vault.path, 'spoiled');
    await expect(reopened(vault)).rejects.toMatchObject({ code: 'vault-corrupt' });
    expect(await (await reopened(vault, next)).get('name')).toBe('secret');
  });

  it('opens from its last good copy, and says so, whatever byte of it is spoiled', async () => {
    const vault = await newVault();
    await vault.set('name', 'secret');
    const whole = await readFile(vault.path);
    for (let at = 0; at < whole.length; at += 3) {
      const spoiled = Buffer.from(whole);
      spoiled[at] ^= 0x01;
      await writeFile(vault.path, spoiled);
      const again = await reopened(vault);
      expect([await again.get('name'), again.notices.map(({ code }) => code)]).toEqual([
        'secret',
        ['used-last-good'],
      ]);
    }
  });

  it('never uses a salt twice', async () => {
    const vault = await newVault();
    const stanzas = new Set<string>();
    for (let i = 0; i < 5; i++) {
      await vault.set('name', 'the same');
      stanzas.add((await readFile(vault.path, 'latin1')).split('\n')[1]);
    }
    expect(stanzas.size).toBe(5);
  });

  it('leaves memory and disk as they were when the disk is full', async () => {
    const files = new FaultyFileSystem();
    const vault = await newVault({ files });
    await vault.set('name', 'old');
    files.fail({ operation: 'write', errno: 'ENOSPC', landing: 10 });
    await expect(vault.set('name', 'new')).rejects.toMatchObject({
      failure: { code: 'disk-full', path: vault.path },
    });
    expect([await vault.get('name'), await (await reopened(vault)).get('name')]).toEqual(['old', 'old']);
    expect((await readdir(path.dirname(vault.path))).sort()).toEqual(['vault.age', 'vault.age.last-good']);
  });

  it('shows no secret when it is logged or serialised', async () => {
    const vault = await newVault();
    await vault.set('name', 'hush');
    const shown = [
      inspect(vault, { depth: 9, showHidden: true }),
      JSON.stringify(vault),
      inspect(passphrase),
      `${passphrase}`,
    ];
    expect(shown.filter((text) => /hush|horse/.test(text))).toEqual([]);
  });

  it('is opened by the age library itself, and opens what that made', async () => {
    const vault = await newVault();
    await vault.set('tsig/a', 'secret');
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase.reveal());
    const text = await decrypter.decrypt(new Uint8Array(await readFile(vault.path)), 'text');
    expect(JSON.parse(text)).toEqual({ schemaVersion: 1, secrets: { 'tsig/a': 'secret' } });

    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(10);
    encrypter.setPassphrase(passphrase.reveal());
    await writeFile(
      vault.path,
      await encrypter.encrypt('{"schemaVersion":1,"secrets":{"by":"the library"}}'),
    );
    expect(await (await reopened(vault)).get('by')).toBe('the library');
  });

  it('refuses a vault of a newer version', async () => {
    const vault = await newVault();
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(10);
    encrypter.setPassphrase(passphrase.reveal());
    await writeFile(vault.path, await encrypter.encrypt('{"schemaVersion":2,"entries":[]}'));
    await expect(reopened(vault)).rejects.toMatchObject({
      failure: { code: 'vault-newer-version', found: 2, supported: 1 },
    });
  });

  it('works off the main thread at its real work factor', async () => {
    const vault = new Vault({ path: path.join(await temporaryFolder(), 'vault.age') });
    let longestMs = 0;
    let before = performance.now();
    const timer = setInterval(() => {
      const present = performance.now();
      longestMs = Math.max(longestMs, present - before);
      before = present;
    }, 1);
    await vault.create(passphrase);
    clearInterval(timer);
    expect(longestMs).toBeGreaterThan(0);
    expect(longestMs).toBeLessThan(200);
  });

  it('is opened by the age command', async () => {
    await promisify(execFile)('age', ['--version']);
    const vault = await newVault({ workFactor: undefined });
    await vault.set('tsig/home_he.net_example.com.', 'c2VjcmV0');
    const shown = await ageDecrypt(vault.path, passphrase.reveal());
    expect(shown).toContain('{"schemaVersion":1,"secrets":{"tsig/home_he.net_example.com.":"c2VjcmV0"}}');
  });
});

/** `age` reads a passphrase from a terminal only, so `script` gives it one. */
function ageDecrypt(file: string, typed: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const terminal = spawn('script', ['-qec', `age -d '${file}'`, '/dev/null']);
    let shown = '';
    let asked = false;
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
      if (asked || !shown.includes('passphrase')) return;
      asked = true;
      terminal.stdin.write(`${typed}\n`);
    });
    terminal.on('error', reject).on('close', (code) => {
      if (code === 0) resolve(shown);
      else reject(new Error(`age ended with ${code}: ${shown}`));
    });
  });
}
