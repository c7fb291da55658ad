/** `--passphrase-file`: the vault's passphrase for a computer where nobody is there to type it. */
import { readFile } from 'node:fs/promises';
import { Redacted } from './redacted.ts';
import { SecretStoreError } from './secret-store.ts';

/** The first line, without its line end. Throws {@link SecretStoreError} `passphrase-unreadable` or `passphrase-empty`. */
export async function readPassphraseFile(path: string): Promise<Redacted> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const detail = error instanceof Error ? error.message : String(error);
    throw new SecretStoreError({ code: 'passphrase-unreadable', path, detail }, error);
  });
  const [passphrase] = text.split(/\r?\n/, 1);
  if (passphrase === '') throw new SecretStoreError({ code: 'passphrase-empty', path });
  return new Redacted(passphrase);
}
