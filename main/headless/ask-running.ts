/** A call to the instance that runs on a data folder. */
import {
  callControlSocket,
  type ControlCallOptions,
  type ControlOutcome,
} from '../storage/control-client.ts';
import { controlPathOf } from '../storage/data-folder.ts';
import { StorageError } from '../storage/storage-error.ts';

/** Makes one call; `not-running` also for a folder that is yet to be made. Throws StorageError. */
export async function askRunning(
  folder: string,
  call: string,
  args: object,
  options?: ControlCallOptions,
): Promise<ControlOutcome> {
  try {
    return await callControlSocket(await controlPathOf(folder), call, args, options);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'missing')
      return { ok: false, failure: { code: 'not-running' } };
    throw error;
  }
}
