/** Files that a journal names live beside it; those that it does not name any more are in nobody's way but take room. */
import path from 'node:path';
import { type FileSystem } from '../storage/file-system.ts';
import { onDisk } from '../storage/storage-error.ts';

/** Removes the files of a folder that nobody names any more; answers those that stay. Throws StorageError. */
export async function removeOthers(
  files: FileSystem,
  folder: string,
  named: ReadonlySet<string>,
): Promise<readonly string[]> {
  await files.makeFolder(folder);
  return onDisk(folder, 'write', async () => {
    const names = await files.readdir(folder);
    for (const name of names) if (!named.has(name)) await files.remove(path.join(folder, name));
    return names.filter((name) => named.has(name));
  });
}
