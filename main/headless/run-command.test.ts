import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../storage/temp-folder.ts';
import { failureSentence } from './failure-sentence.ts';
import { runCommand } from './run-command.ts';

/** The exit code, and the first line of what is said. */
async function run(...args: string[]): Promise<readonly [number, string]> {
  const said: string[] = [];
  const write = (text: unknown): boolean => said.push(String(text)) > 0;
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(write),
  );
  try {
    return [await runCommand(args), said.join('').split('\n')[0]];
  } finally {
    streams.forEach((stream) => stream.mockRestore());
  }
}

describe('the command line', () => {
  it.each(['toString', 'constructor'])('has no command %s', async (command) => {
    expect(await run(command)).toEqual([2, `hidden-primary: there is no command "${command}"`]);
  });

  it.each([
    ['0.0.0.0:0', 'on loopback only, not on 0.0.0.0'],
    ['1.2.3:0', '--ui 1.2.3:0 is no address with a port'],
  ])('serves no screens on %s', async (ui, said) => {
    expect(await run('serve', '--ui', ui)).toEqual([2, expect.stringContaining(said)]);
  });

  it('says that nothing runs on a data folder that does not exist yet', async () => {
    const dataDir = path.join(await temporaryFolder(), 'none');
    expect(await run('link', '--data-dir', dataDir)).toEqual([
      1,
      `hidden-primary: Nothing runs on ${dataDir}. Start it with \`hidden-primary serve\`.`,
    ]);
  });

  it.each([
    ['127.0.0.1:0', 0, '0 of 0 in sync'],
    ['192.0.2.1:0', 1, 'hidden-primary: This computer has no address 192.0.2.1 now.'],
  ])('publishes alone, on %s, from a data folder that does not exist yet', async (dns, code, said) => {
    const folder = await temporaryFolder();
    const passphraseFile = path.join(folder, 'passphrase');
    await writeFile(passphraseFile, 'correct horse battery staple');
    const secrets = ['--vault', 'file', '--passphrase-file', passphraseFile];
    const dataDir = path.join(folder, 'none');
    expect(await run('publish', '--max', '1s', '--dns', dns, '--data-dir', dataDir, ...secrets)).toEqual([
      code,
      expect.stringContaining(said),
    ]);
  });

  it('publishes no zone that is not there, and saves no folder that is not there', async () => {
    const folder = await temporaryFolder();
    const passphraseFile = path.join(folder, 'passphrase');
    await writeFile(passphraseFile, 'correct horse battery staple');
    const secrets = ['--vault', 'file', '--passphrase-file', passphraseFile];
    const dataDir = path.join(folder, 'none');
    const file = path.join(folder, 'saved.age');
    const saving = ['--recovery-passphrase-file', passphraseFile, '--data-dir', dataDir];
    expect(await run('backup', file, ...saving, ...secrets)).toEqual([
      1,
      `hidden-primary: there is no data folder ${dataDir}, so nothing was saved`,
    ]);
    expect(await readdir(folder)).toEqual(['passphrase']);
    const publishing = ['--max', '1s', '--dns', '127.0.0.1:0', '--data-dir', dataDir, ...secrets];
    expect(await run('publish', 'exmaple.com', ...publishing)).toEqual([
      1,
      expect.stringContaining('no zone exmaple.com'),
    ]);
  });

  it.each([
    ['EADDRINUSE', 'Another program listens there'],
    ['EACCES', 'needs privileges'],
    ['EADDRNOTAVAIL', 'no such address'],
    ['EPERM', 'Choose another address with --ui'],
  ])('has a sentence for %s where the screens would listen', (code, said) => {
    const error = Object.assign(new Error(`listen ${code}`), { code, syscall: 'listen' });
    expect(failureSentence(error)).toContain(said);
  });
});
