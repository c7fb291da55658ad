/**
 * Which peers this machine lacks. A suite that needs them skips with the one line that installs them, except under CI,
 * where a missing peer is a failure: a matrix that nobody runs proves nothing.
 *
 *     describe.skipIf(peersAreMissing('BIND', 'NSD'))('…', …)
 */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { SEARCH_PATH } from './daemon.ts';
import type { PeerName } from './peer.ts';
import { PEER_NAMES, SOFTWARE } from './start.ts';

export type MissingPeer = { readonly name: PeerName; readonly programs: readonly string[] };

/** The dumps are taken with dig, for every peer. */
const FOR_ALL = { programs: ['dig'], debianPackages: ['bind9-dnsutils'] };

/** What is missing of those named (all four unless named). */
export function missingPeers(
  names: readonly PeerName[] = PEER_NAMES,
  searchPath = SEARCH_PATH,
): readonly MissingPeer[] {
  return names
    .map((name) => ({
      name,
      programs: [...SOFTWARE[name].programs, ...FOR_ALL.programs].filter(
        (program) => !isOnPath(program, searchPath),
      ),
    }))
    .filter(({ programs }) => programs.length > 0);
}

/** The one line that makes them available. Debian then starts them as services, on port 53: the harness needs none of that. */
export function installLine(missing: readonly MissingPeer[]): string {
  const packages = new Set(
    missing.flatMap(({ name }) => [...SOFTWARE[name].debianPackages, ...FOR_ALL.debianPackages]),
  );
  return `apt-get install --no-install-recommends -y ${[...packages].join(' ')}`;
}

/** For `describe.skipIf`: true, said aloud, when one is missing; throws under CI. */
export function peersAreMissing(...names: readonly PeerName[]): boolean {
  const missing = missingPeers(names.length > 0 ? names : undefined);
  if (missing.length === 0) return false;
  const what = missing.map(({ name, programs }) => `${name} (no ${programs.join(', ')})`).join(', ');
  const message = `Not on this machine: ${what}. To have them: ${installLine(missing)}`;
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`SKIPPED. ${message}`);
  return true;
}

/** The same for programs beside the four; `packages` are Debian's. */
export function programsAreMissing(programs: readonly string[], packages: readonly string[]): boolean {
  const missing = programs.filter((program) => !isOnPath(program, SEARCH_PATH));
  if (missing.length === 0) return false;
  const message = `Not on this machine: ${missing.join(', ')}. To have them: apt-get install --no-install-recommends -y ${packages.join(' ')}`;
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`SKIPPED. ${message}`);
  return true;
}

/** The same for networks of a test's own, which root alone may make. */
export function networksAreMissing(): boolean {
  if (process.getuid?.() === 0) return false;
  const message = 'Network namespaces take root';
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`SKIPPED. ${message}`);
  return true;
}

function isOnPath(program: string, searchPath: string): boolean {
  return searchPath.split(':').some((directory) => {
    try {
      accessSync(path.join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
