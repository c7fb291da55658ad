/** For tests: a folder of their own under the system's temporary one, removed when the test ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes the folder (0700); call it from within a test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
