/**
 * Desktop or headless: which host can come up here, decided within a given time.
 *
 * Electron needs two things that a checkout may lack: its runtime, which its package fetches only when asked, and a display.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inRoot } from './paths.ts';

/** What was decided. `because` completes "Starting without a window: …". */
export type HostChoice =
  | { readonly host: 'desktop'; readonly executable: string }
  | { readonly host: 'headless'; readonly because: string };

type Env = Readonly<Record<string, string | undefined>>;

/** Everything the decision asks the machine; given by the caller, so that every answer can be tried. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Env;
  /** The Electron executable, if there is one. */
  runtime(): string | undefined;
  /** Fetches the runtime; true when it came within `limitMs`. */
  fetchRuntime(limitMs: number): Promise<boolean>;
  /** True when something answers at a display server's socket. */
  reachable(address: DisplayAddress): Promise<boolean>;
}

/** Where a display server listens: a local socket's path, or a host's TCP port. */
export type DisplayAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/** Decides; the answer stands before `limitMs` is over. */
export async function chooseHost(machine: Machine, limitMs: number): Promise<HostChoice> {
  const noDisplay = await whyNoDisplay(machine);
  if (noDisplay !== undefined) return { host: 'headless', because: noDisplay };
  const found = machine.runtime();
  if (found !== undefined) return { host: 'desktop', executable: found };
  // Half a second stays for what comes after the fetch.
  const fetched = (await machine.fetchRuntime(limitMs - 500)) ? machine.runtime() : undefined;
  if (fetched !== undefined) return { host: 'desktop', executable: fetched };
  return {
    host: 'headless',
    because:
      'the Electron runtime is not here and could not be fetched in time (npx install-electron fetches it)',
  };
}

/** Why no window can be shown, or undefined when one can. Only X11 and Wayland have to be asked. */
async function whyNoDisplay({ platform, env, reachable }: Machine): Promise<string | undefined> {
  if (platform === 'darwin' || platform === 'win32') return undefined;
  const addresses = displayAddresses(env);
  if (addresses.length === 0) return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  const answers = await Promise.all(addresses.map(reachable));
  if (answers.includes(true)) return undefined;
  const named = [env.WAYLAND_DISPLAY, env.DISPLAY].filter(Boolean).join(' or ');
  return `no display server answers at ${named}`;
}

/** The sockets that DISPLAY (X(7): `host:display.screen`) and WAYLAND_DISPLAY name. */
export function displayAddresses(env: Env): DisplayAddress[] {
  const addresses: DisplayAddress[] = [];
  if (env.WAYLAND_DISPLAY) {
    addresses.push({ path: path.resolve(env.XDG_RUNTIME_DIR ?? '/run', env.WAYLAND_DISPLAY) });
  }
  const x11 = /^(?:unix)?(?<host>.*):(?<display>\d+)(?:\.\d+)?$/.exec(env.DISPLAY ?? '')?.groups;
  if (x11?.host) addresses.push({ host: x11.host, port: 6000 + Number(x11.display) });
  else if (x11) addresses.push({ path: `/tmp/.X11-unix/X${x11.display}` });
  return addresses;
}

/** The machine this runs on. */
export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  runtime: () => findRuntime(inRoot('node_modules/electron'), process.env.ELECTRON_OVERRIDE_DIST_PATH),
  fetchRuntime: fetchElectron,
  reachable: (address) => answers(address, 1000),
};

/** The executable that the package `electron` fetched, or the one in a folder named instead. */
export function findRuntime(electronPackage: string, overrideFolder: string | undefined): string | undefined {
  const note = path.join(electronPackage, 'path.txt');
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined;
  const executable = overrideFolder
    ? path.join(overrideFolder, name ?? (process.platform === 'win32' ? 'electron.exe' : 'electron'))
    : name && path.join(electronPackage, 'dist', name);
  return executable && existsSync(executable) ? executable : undefined;
}

/**
 * Runs Electron's own installer. Past the limit it goes on beside us, for as long as we run: a slow line needs minutes for
 * 120 MB, and the next start will find what came.
 */
async function fetchElectron(limitMs: number): Promise<boolean> {
  const installer = spawn(process.execPath, [inRoot('node_modules/electron/install.js')], {
    stdio: 'ignore',
  });
  process.once('exit', () => installer.kill());
  installer.unref();
  const finished = new Promise<boolean>((resolve) => {
    installer.once('exit', (code) => resolve(code === 0));
    installer.once('error', () => resolve(false));
  });
  return Promise.race([finished, delay(limitMs, false, { ref: true })]);
}

/** True when a connection to `address` is taken within `limitMs`. */
function answers(address: DisplayAddress, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: limitMs });
    const settle = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false));
  });
}
