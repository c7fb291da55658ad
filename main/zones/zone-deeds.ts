/** For tests: the deeds of the model (`zone-model.ts`), done to a real zone, and what the zone then holds. */
import { printRelativeName } from '../../shared/dns/name-text.ts';
import { txt } from '../../shared/dns/rdata/txt.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { edit, ORIGIN } from './temporary-zones.ts';
import { type Deed, type Texts, type Wishes } from './zone-model.ts';
import { type Zone } from './zone.ts';

/** Does it; having nothing to do is no failure. */
export async function doDeed(zone: Zone, deed: Deed): Promise<void> {
  switch (deed.do) {
    case 'edit':
      return zone.edit(editsOf(deed.wishes), 'edit');
    case 'discard':
      return zone.discard(undefined, 'discard');
    case 'restore': {
      const version = zone.history[deed.back];
      return version === undefined ? undefined : zone.restore(version.serial, 'restore');
    }
    case 'undo':
      return zone.undoLast().catch(unlessNothingToUndo);
    case 'redo':
      return zone.redoLast().catch(unlessNothingToUndo);
    case 'commit':
      await zone.commit();
      return;
    case 'tool':
      await zone.commitOwn(editsOf(deed.wishes), 'tool');
  }
}

/** The TXT texts of contents. */
export function textsIn(contents: ZoneContents): Texts {
  const texts: Record<string, string> = {};
  for (const { owner, type, rdatas } of contents.rrsets())
    if (type === TYPE.TXT) texts[printRelativeName(owner, ORIGIN)] = txt.parse(rdatas[0]).txtData.join('');
  return texts;
}

const editsOf = (wishes: Wishes): ReturnType<typeof edit>[] =>
  Object.entries(wishes).map(([name, text]) => edit(name, 'TXT', text === null ? [] : [text]));

function unlessNothingToUndo(error: unknown): void {
  if (!(error instanceof AppFailure) || error.error.code !== 'nothing-to-undo') throw error;
}
