import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { ControlOutcome } from '../storage/control-client.ts';
import { temporaryFolder } from '../storage/temp-folder.ts';
import { askRunning } from './ask-running.ts';
import { parseEndpoint } from './loopback.ts';
import { start } from './serve.ts';
import { UiServer } from './ui-server.ts';

it('gives a link also to who asks before the screens listen', async () => {
  const folder = await temporaryFolder();
  const dataDir = path.join(folder, 'data');
  const passphraseFile = path.join(folder, 'passphrase');
  await writeFile(passphraseFile, 'correct horse battery staple');
  const open = UiServer.open.bind(UiServer);
  const asked = Promise.withResolvers<ControlOutcome>();
  vi.spyOn(UiServer, 'open').mockImplementationOnce(async (options) => {
    asked.resolve(askRunning(dataDir, 'link', {}));
    await Promise.race([asked.promise, delay(200)]);
    return open(options);
  });
  const { app, server } = await start(
    {
      dataDir,
      ui: '127.0.0.1:0',
      dns: ['127.0.0.1:0'],
      api: undefined,
      apiKeyFile: undefined,
      keepOpen: false,
      vault: 'file',
      passphraseFile,
      authoritativePort: undefined,
    },
    parseEndpoint('127.0.0.1:0')!,
    new Map(),
  );
  const outcome = await asked.promise;
  await server.close();
  await app.dispose();
  expect(outcome).toMatchObject({ ok: true, value: { link: expect.stringContaining('#token=') } });
});
