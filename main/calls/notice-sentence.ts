/** What happened to files, as a sentence for the owner: what, where, and what it means. */
import { assertNever } from '../../shared/assert.ts';
import type { StorageNotice } from '../storage/storage-error.ts';
import type { ZoneNotice } from '../zones/zone-facts.ts';

export function noticeSentence(notice: StorageNotice | ZoneNotice): string {
  switch (notice.code) {
    case 'used-last-good':
      return `${notice.path} was damaged (${notice.reason}); its last good copy is used.${kept(notice.keptAs)}`;
    case 'torn-tail':
      return `The last ${notice.bytes} octets of ${notice.path} were half-written when the computer stopped, and were never acknowledged; they are cut off.`;
    case 'corrupt-middle':
      return `${notice.path} is damaged at octet ${notice.position} (${notice.reason}); ${notice.position === 0 ? 'nothing in it could be read' : 'everything before it is kept'}.${kept(notice.keptAs)}`;
    case 'journal-missing':
      return `${notice.path} is missing, and what it held with it; it begins anew. If it was not removed on purpose, restore it from a backup.`;
    case 'migrated':
      return `${notice.path} was brought from form ${notice.from} to form ${notice.to}.${kept(notice.keptAs)}`;
    case 'step-lost':
      return `The edit “${notice.label}” could not be read back from ${notice.path} (${notice.reason}); it is left out.`;
    case 'marks-lost':
      return `${notice.path} could not be read (${notice.reason}): records that a tool changed after your edit of them are not marked. Nothing else is lost.`;
    case 'zone-unreadable':
      return `The zone in ${notice.path} could not be read (${notice.reason}). It is left as it is and not served; restore the folder from a backup.`;
    case 'zone-twice':
      return `Two folders hold the same zone. The one with the later version is served, ${notice.path}; ${notice.left} is left as it is and not served. Move it out of the data folder once you know that nothing in it is missing.`;
    case 'upkeep-failed':
      return `Tidying up ${notice.path} failed (${notice.reason}). Nothing is lost; it is tried again.`;
    case 'snapshot-unreadable':
      return `${notice.path} could not be read (${notice.reason}); an older state was brought forward instead. Nothing is lost.`;
    case 'versions-lost':
      return `The version${notice.serials.length === 1 ? '' : 's'} ${notice.serials.join(', ')} could not be read from ${notice.path} (${notice.reason}); ${notice.serials.length === 1 ? 'its serial is' : 'their serials are'} not used again.`;
    default:
      return assertNever(notice);
  }
}

function kept(keptAs: string | undefined): string {
  return keptAs === undefined ? '' : ` The file as it was is kept as ${keptAs}.`;
}
