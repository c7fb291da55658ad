/** What can be done from anywhere. */
import { withoutDot } from '../../shared/model/spoken-name.ts';
import type { ZoneSummary } from '../../shared/model/zone.ts';
import { copyText } from '../ui/clipboard.ts';
import type { App } from './app.svelte.ts';
import type { Command } from './commands.svelte.ts';
import { download } from './download.ts';
import { explain } from './failure.ts';
import { href, ZONE_TABS } from './router.svelte.ts';
import { stopSession } from './stop-session.ts';
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
  ['guide', 'g u'],
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
      ? { id: 'stop', title: words.stopNow, group: words.groups.do, run: () => void stopSession(app) }
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
    commandsOfZone(app, zone).map((command) => ({
      ...command,
      title: `${withoutDot(zone.unicodeName ?? zone.name)} · ${command.title}`,
    })),
  );
}

/** What can be done with one zone from anywhere: its places, its name, its file. */
export function commandsOfZone(app: App, { name }: ZoneSummary): readonly Command[] {
  const of = (id: string, title: string, run: () => void): Command => ({
    id: `zone-${name}-${id}`,
    title,
    group: words.groups.zones,
    run,
  });
  return [
    ...ZONE_TABS.map((tab) => of(tab, words.tabs[tab], () => app.router.go(href.zone(name, tab)))),
    of('copy', words.copyName, () => void told(app, () => copyText(withoutDot(name)), words.copiedName)),
    of('file', words.saveZoneFile, () => void told(app, () => saveZoneFile(app, name), words.savedZoneFile)),
  ];
}

async function saveZoneFile(app: App, zone: string): Promise<void> {
  const { text } = await app.client.zones.exportText({ zone });
  download(`${withoutDot(zone).replaceAll('/', '-')}.zone`, text);
}

async function told(app: App, work: () => Promise<void>, sentence: string): Promise<void> {
  try {
    await work();
    app.toasts.done(sentence);
  } catch (error) {
    app.toasts.failed(explain(error));
  }
}
