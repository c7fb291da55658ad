/** For tests: runs `keychain-child.ts` in one of the surroundings in which a keychain works, or does not. */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Whether Debian's packages gnome-keyring and dbus are installed. */
export const hasKeyring =
  spawnSync('gnome-keyring-daemon', ['--version']).status === 0 &&
  spawnSync('dbus-run-session', ['--version']).status === 0;

/** What the shell of the session does; `"$@"` is the child, and `$HOME` keeps the keyring from one run to the next. */
const SURROUNDINGS = {
  /** A session as after logging in: the keyring is there and unlocked. */
  unlocked: 'echo -n password | gnome-keyring-daemon --unlock --components=secrets >&2; "$@"',
  /** The keyring of an earlier `unlocked` run, with nobody to ask for its password. */
  locked: 'gnome-keyring-daemon --start --components=secrets >&2; "$@"',
  /** A keyring that hangs for four seconds, as behind a prompt that its owner is slow to answer. */
  silent: `echo -n password | gnome-keyring-daemon --unlock --components=secrets >&2
    keyringPid() {
      dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \\
        org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets | sed 's/.* //'
    }
    until keyring=$(keyringPid); [ -n "$keyring" ]; do sleep 0.05; done
    kill -STOP "$keyring"
    (sleep 4; kill -CONT "$keyring") &
    "$@"`,
} as const;

/** In a D-Bus session of its own, with a keyring in the folder `home`. */
export async function inKeyringSession(
  surroundings: keyof typeof SURROUNDINGS,
  home: string,
  calls: readonly (readonly string[])[],
  folderId = 'folder',
): Promise<unknown> {
  const command = ['--', 'bash', '-c', SURROUNDINGS[surroundings], 'bash', ...childCommand(calls, folderId)];
  return run(['dbus-run-session', ...command], { HOME: home, XDG_RUNTIME_DIR: home });
}

/** With just this environment: no D-Bus session unless it names one. */
export function inEnvironment(
  env: Readonly<Record<string, string>>,
  calls: readonly (readonly string[])[],
): Promise<unknown> {
  return run(childCommand(calls, 'folder'), env);
}

function childCommand(calls: readonly (readonly string[])[], folderId: string): string[] {
  return [
    process.execPath,
    fileURLToPath(new URL('keychain-child.ts', import.meta.url)),
    JSON.stringify(calls),
    folderId,
  ];
}

function run([program, ...args]: readonly string[], env: Readonly<Record<string, string>>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { env: { PATH: process.env.PATH, ...env } }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error(`${error.message}\n${stderr}`));
    });
  });
}
