/** Loads zone files and what they `$INCLUDE`: from the zone file's own folder (and folders in it), and nowhere else. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { utf8Decode } from '../../shared/dns/encodings.ts';
import { octetsFrom, type Octets } from '../../shared/dns/octets.ts';
import { type IncludeLoader } from '../../shared/dns/zone-file/include.ts';
import { errnoOf } from '../storage/storage-error.ts';

/** A loader for the includes of `file`. Findings name an included file by its path from that folder, behind `file`'s own. */
export function includeLoader(file: string): IncludeLoader {
  const shown = path.dirname(file);
  const folder = realpathSync(shown);
  return (octets) => {
    const written = utf8Decode(octets) ?? octets;
    if (written.includes('\0')) return 'not-found';
    try {
      // Links are followed before the comparison: one inside the folder must not lead out of it.
      const real = realpathSync(path.resolve(folder, written));
      const inside = path.relative(folder, real);
      if (inside.startsWith('..') || path.isAbsolute(inside)) return 'outside-folder';
      if (!statSync(real).isFile()) return 'unreadable';
      return { file: path.join(shown, inside), text: readOctets(real) };
    } catch (error) {
      const missing = errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR';
      if (!missing) return 'unreadable';
      return path.relative(folder, path.resolve(folder, written)).startsWith('..')
        ? 'outside-folder'
        : 'not-found';
    }
  };
}

/** A file's octets. Throws as `readFileSync` does. */
export function readOctets(file: string): Octets {
  return octetsFrom(readFileSync(file));
}
