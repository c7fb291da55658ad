/** The ways to places within others. */
import { withoutDot } from '../../shared/model/spoken-name.ts';
import type { Crumb } from '../ui/crumb.ts';
import { href, type ZoneTab } from './router.svelte.ts';
import { words } from './words.ts';

interface NamedZone {
  readonly name: string;
  readonly unicodeName: string | null;
}

/** To a place of a zone; `inside`: what is open there, such as a record set or a version. */
export function zoneCrumbs(
  { name, unicodeName }: NamedZone,
  tab: ZoneTab,
  inside: string | null,
): readonly Crumb[] {
  return [
    { label: withoutDot(unicodeName ?? name), href: href.zone(name) },
    ...(inside === null
      ? [{ label: words.tabs[tab] }]
      : [{ label: words.tabs[tab], href: href.zone(name, tab) }, { label: inside }]),
  ];
}

/** To the guide. */
export const guideCrumbs: readonly Crumb[] = [
  { label: words.screens.help, href: href.screen('help') },
  { label: words.screens.guide },
];
