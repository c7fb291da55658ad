/** The programs the tests run against: which of build/peers.txt are missing here, and how to get them. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.ts';

/** One line of peers.txt. */
export interface Peer {
  /** The Debian package. */
  readonly package: string;
  /** A command, or with a slash a file below /usr; either may hold `*`. */
  readonly proof: string;
  /** Not every release has it: suites that want it say so themselves. */
  readonly optional: boolean;
}

/** The lines of peers.txt. */
export function parsePeers(text: string): Peer[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name, proof] = line.trim().split(/\s+/);
      return { package: name.replace('?', ''), proof, optional: name.startsWith('?') };
    });
}

/** Those of `peers` that are not here; `folders` are searched for commands, `prefix` for files. */
export function missingPeers(peers: readonly Peer[], folders: readonly string[], prefix: string): Peer[] {
  const places = ({ proof }: Peer): string[] =>
    proof.includes('/') ? [path.join(prefix, proof)] : folders.map((folder) => path.join(folder, proof));
  return peers.filter((peer) => globSync(places(peer)).length === 0);
}

/** What is missing on this machine. Servers live in sbin, which is not on everybody's path. */
export function missingHere(): Peer[] {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/sbin',
  ];
  return missingPeers(parsePeers(readFileSync(inRoot('build/peers.txt'), 'utf8')), folders, '/usr');
}

/** The line that installs them. */
export function aptLine(peers: readonly Peer[]): string {
  return `sudo apt-get install --no-install-recommends ${peers.map((peer) => peer.package).join(' ')}`;
}
