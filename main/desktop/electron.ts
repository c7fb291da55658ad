/** Electron's entry. Nothing awaits `ready` at the top: an ES module that does waits for itself (electron#40719). */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, protocol } from 'electron';
import { DISABLED_FEATURES } from './chromium-features.ts';
import { SCHEME } from './pages.ts';

// Not strict: Chromium has switches of its own.
const options = { 'data-dir': { type: 'string' }, hidden: { type: 'boolean' } } as const;
const { values } = parseArgs({ args: process.argv.slice(1), options, strict: false });
const dataDir = typeof values['data-dir'] === 'string' ? path.resolve(values['data-dir']) : undefined;

// The lock below is per folder: another data folder is another instance.
if (dataDir !== undefined) app.setPath('userData', path.join(dataDir, 'desktop'));
app.enableSandbox();
app.commandLine.appendSwitch('disable-features', DISABLED_FEATURES.join(','));
const privileges = { standard: true, secure: true, supportFetchAPI: true };
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);

if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp);
else app.quit();

async function start(): Promise<void> {
  const [{ createApp }, { boot }] = await Promise.all([import('../app.ts'), import('./boot.ts')]);
  await boot(await createApp({ host: 'desktop', dataDir }), { hidden: values.hidden === true, dataDir });
}

function giveUp(error: unknown): void {
  dialog.showErrorBox(
    'Hidden Primary could not start',
    error instanceof Error ? error.message : String(error),
  );
  app.exit(1);
}
