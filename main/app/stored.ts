/** What rests in the data folder, opened: a value for each file, the activity, the way to the secrets. */
import { z } from 'zod';
import { sessionReport } from '../../shared/model/session.ts';
import { settings } from '../../shared/model/settings.ts';
import { recoveryNote } from '../backup/backup.ts';
import type { Notices } from '../calls/notices.ts';
import { apiNotesFile } from '../pdns-api/api-notes.ts';
import { askedMappingsFile } from '../portmap/asked-mappings.ts';
import { Keychain } from '../secrets/keychain.ts';
import { readPassphraseFile } from '../secrets/passphrase-file.ts';
import { SecretAccess } from '../secrets/secret-access.ts';
import { tsigKeysFile } from '../secrets/tsig-key-ring.ts';
import { Vault } from '../secrets/vault.ts';
import { Activity } from '../sessions/activity.ts';
import { scheduleFile } from '../sessions/schedule.ts';
import type { DataFolder } from '../storage/data-folder.ts';
import { openJsonFile, type JsonFile } from '../storage/json-file.ts';
import { copyHistoryFile } from '../watch/copy-history.ts';
import { leavingFile } from '../watch/leaving-watch.ts';
import { secondariesFile } from '../zones/secondaries.ts';

export interface StoredOptions {
  readonly folder: DataFolder;
  readonly vault: 'keychain' | 'file' | undefined;
  readonly passphraseFile: string | undefined;
  readonly notices: Notices;
  readonly onBug: (error: unknown) => void;
}

export type Stored = Awaited<ReturnType<typeof openStored>>;

/** Opens all of it; what was found damaged and mended is told as a notice. Throws StorageError, SecretStoreError. */
export async function openStored({ folder, vault, passphraseFile, notices, onBug }: StoredOptions) {
  const files: JsonFile<never>[] = [];
  const open = async <T>(name: string, schema: z.ZodType<T>, initial: () => T): Promise<JsonFile<T>> => {
    const file = await openJsonFile({ path: folder.at(name), schema, initial });
    file.notices.forEach(notices.add);
    files.push(file as unknown as JsonFile<never>);
    return file;
  };
  const activity = await Activity.open(folder.at('activity.journal'), onBug);
  activity.notices.forEach(notices.add);
  return {
    settings: await open('settings.json', settings, () => settings.parse({})),
    reports: await open('sessions.json', z.object({ reports: z.array(sessionReport) }), () => ({
      reports: [],
    })),
    copies: await open('copies.json', copyHistoryFile, () => ({ copies: [] })),
    leaving: await open('leaving.json', leavingFile, () => ({ leaving: [] })),
    keys: await open('keys.json', tsigKeysFile, () => ({ keys: [] })),
    secondaries: await open('secondaries.json', secondariesFile, () => ({ secondaries: [] })),
    schedule: await open('schedule.json', scheduleFile, () => ({ since: null, lastAt: null })),
    portMappings: await open('port-mappings.json', askedMappingsFile, () => ({ mappings: [] })),
    apiNotes: await open('api.json', apiNotesFile, () => ({ zones: {} })),
    recovery: await open('recovery.json', recoveryNote, () => ({
      savedAt: null,
      keys: '',
      restoring: false,
    })),
    activity,
    secrets: await SecretAccess.open({
      preference: vault,
      keychain: new Keychain({ folderId: folder.id }),
      vault: new Vault({ path: folder.at('vault.age') }),
      passphrase: passphraseFile === undefined ? undefined : await readPassphraseFile(passphraseFile),
      memoPath: folder.at('secret-store.json'),
    }),
    /** Settles when all that was to be written is. */
    async dispose(): Promise<void> {
      await activity.dispose();
      for (const file of files) await file.idle();
    },
  };
}
