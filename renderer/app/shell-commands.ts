/** What can be done from anywhere. */
import { spoken } from '../ui/format.ts';
import type { App } from './app.svelte.ts';
import type { Command } from './commands.svelte.ts';
import { href, ZONE_TABS } from './router.svelte.ts';
import { applyTheme } from './theme.ts';
import { words } from './words.ts';

const PLACES = [
  ['overview', 'g o'],
  ['new', 'g n'],
  ['import', 'g i'],
  ['secondaries', 'g s'],
  ['keys', 'g k'],
  ['sessions', 'g p'],
  ['activity', 'g a'],
  ['api', 'g t'],
  ['settings', 'g ,'],
  ['help', 'g h'],
] as const;

/** The shell's own commands, as the state allows them. */
export function shellCommands(app: App): readonly Command[] {
  const open = app.live.overview?.session.state === 'open';
  return [
    {
      id: 'palette',
      title: words.palette,
      group: words.groups.do,
      keys: 'Ctrl K',
      run: () => (app.dialog = 'palette'),
    },
    {
      id: 'shortcuts',
      title: words.shortcuts,
      group: words.groups.do,
      keys: '?',
      run: () => (app.dialog = 'shortcuts'),
    },
    open
      ? { id: 'stop', title: words.stopNow, group: words.groups.do, run: () => (app.dialog = 'stop') }
      : {
          id: 'publish',
          title: words.publish,
          group: words.groups.do,
          keys: 'P',
          run: () => (app.dialog = 'publish'),
        },
    {
      id: 'rehearse',
      title: words.rehearse,
      group: words.groups.do,
      run: () => (app.dialog = 'rehearsal'),
    },
    ...PLACES.map(([screen, keys]) => ({
      id: `go-${screen}`,
      title: words.screens[screen],
      group: words.groups.go,
      keys,
      run: () => app.router.go(href.screen(screen)),
    })),
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      id: `theme-${theme}`,
      title: words.themes[theme],
      group: words.groups.look,
      run: () => {
        applyTheme(theme);
        app.client.settings.update({ theme }).catch((error: unknown) => console.warn('theme', error));
      },
    })),
  ];
}

/** Every place of every zone, for the palette alone: they have no keys. */
export function zoneCommands(app: App): readonly Command[] {
  return (app.live.overview?.zones ?? []).flatMap((zone) =>
    ZONE_TABS.map((tab) => ({
      id: `zone-${zone.name}-${tab}`,
      title: `${spoken(zone.unicodeName ?? zone.name)} · ${words.tabs[tab]}`,
      group: words.groups.zones,
      run: () => app.router.go(href.zone(zone.name, tab)),
    })),
  );
}
