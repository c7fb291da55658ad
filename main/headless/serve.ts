/** `hidden-primary serve`: the application and its screens to a browser on loopback, until SIGTERM or SIGINT. */
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { bindFailureSentence } from '../../shared/model/bind-failure-sentence.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { createApp, type App } from '../app.ts';
import type { ApiOptions } from '../pdns-api/open-api.ts';
import { endSoon } from './end-soon.ts';
import { isLoopback, parseEndpoint, printEndpoint } from './loopback.ts';
import { loadStaticFiles, type StaticFile } from './static-files.ts';
import { UiServer } from './ui-server.ts';
import { UsageError } from './usage.ts';

export interface ServeOptions {
  readonly dataDir: string | undefined;
  readonly ui: string;
  readonly dns: readonly string[] | undefined;
  readonly api: string | undefined;
  readonly apiKeyFile: string | undefined;
  readonly keepOpen: boolean;
  readonly vault: string | undefined;
  readonly passphraseFile: string | undefined;
  readonly authoritativePort: string | undefined;
}

export async function serveCommand(options: ServeOptions): Promise<number> {
  const ui = parseEndpoint(options.ui);
  if (ui === undefined)
    throw new UsageError(`--ui ${options.ui} is no address with a port, such as 127.0.0.1:8053`);
  if (!isLoopback(ui.address))
    throw new UsageError(
      `the screens are served on loopback only, not on ${ui.address}: reach them from afar by an SSH tunnel`,
    );
  const { app, server } = await start(options, ui, await loadScreens());
  announce(app, server);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await server.close();
  await app.dispose();
  endSoon();
  return 0;
}

interface Started {
  readonly app: App;
  readonly server: UiServer;
}

/** Brings up both; who asks for a link meanwhile gets one once the screens listen. */
export async function start(
  options: ServeOptions,
  ui: Endpoint,
  files: ReadonlyMap<string, StaticFile>,
): Promise<Started> {
  const listening = Promise.withResolvers<UiServer>();
  const app = await createApp({
    host: 'headless',
    dataDir: options.dataDir,
    listen: options.dns === undefined ? undefined : parseListen(options.dns),
    keepOpen: options.keepOpen,
    api: parseApi(options),
    vault: parseVault(options.vault),
    passphraseFile: options.passphraseFile,
    authoritativePort: Number(options.authoritativePort ?? 53),
    control: { link: async () => ({ link: (await listening.promise).newLink() }) },
  });
  const server = await UiServer.open({
    ...ui,
    files,
    handleCalls: (socket) => app.handleRpcSocket(socket),
    onBug: (error) => console.error(error),
  }).catch(async (error: unknown) => {
    await app.dispose();
    throw error;
  });
  listening.resolve(server);
  return { app, server };
}

/** A sentence for a person, one line of JSON for a program. */
function announce(app: App, server: UiServer): void {
  if (app.apiFailure !== null)
    process.stderr.write(`hidden-primary: the API for tools: ${bindFailureSentence(app.apiFailure)}\n`);
  const link = server.newLink();
  const dns = app.listen.map(printEndpoint);
  if (process.stdout.isTTY) {
    process.stdout.write(
      `Hidden Primary is ready. Open ${link} (the link works once; \`hidden-primary link\` makes another).\n` +
        `While you publish, the name server listens on ${dns.join(' and ')}.\n` +
        (app.apiEndpoint === undefined
          ? ''
          : `The API for tools is at http://${printEndpoint(app.apiEndpoint)}.\n`),
    );
  } else {
    const api = app.apiEndpoint && `http://${printEndpoint(app.apiEndpoint)}`;
    process.stdout.write(`${JSON.stringify({ event: 'ready', ui: link, dns, api })}\n`);
  }
}

/** Endpoints of `--dns`. Throws UsageError. */
export function parseListen(texts: readonly string[]): readonly Endpoint[] {
  return texts.map((text) => {
    const endpoint = parseEndpoint(text);
    if (endpoint === undefined)
      throw new UsageError(`--dns ${text} is no address with a port, such as 127.0.0.1:5300 or [::1]:5300`);
    return endpoint;
  });
}

/** `--api` and `--api-key-file`. Throws UsageError. */
function parseApi({ api, apiKeyFile }: ServeOptions): ApiOptions {
  const endpoint = api === undefined ? undefined : parseEndpoint(api);
  if (api !== undefined && endpoint === undefined)
    throw new UsageError(`--api ${api} is no address with a port, such as 127.0.0.1:8081`);
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(apiKeyFile === undefined ? {} : { keyFile: apiKeyFile }),
  };
}

/** `--vault`. Throws UsageError. */
export function parseVault(text: string | undefined): 'keychain' | 'file' | undefined {
  if (text === undefined || text === 'keychain' || text === 'file') return text;
  throw new UsageError(`--vault is keychain or file, not ${text}`);
}

/** The built screens: beside the bundle in a package, in dist/ in a checkout. */
async function loadScreens(): Promise<ReadonlyMap<string, StaticFile>> {
  const candidates = ['../renderer', '../../dist/renderer'].map((relative) =>
    path.join(import.meta.dirname, relative),
  );
  for (const folder of candidates) {
    const names = await readdir(folder).catch(() => [] as string[]);
    if (names.includes('index.html') && names.includes('assets')) return loadStaticFiles(folder);
  }
  throw new UsageError('the screens are not built yet: run `npm run build`');
}
