/** What the shell says: bar, rail, palette, shortcuts, connection. */
import { count, list } from '../ui/format.ts';
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import type { VersionReason, ZoneSummary } from '../../shared/model/zone.ts';

/** Why a version is due without an edit, said of its zone. */
const DUE: Partial<Record<VersionReason, string>> = {
  keys: 'has a step of its DNSSEC to hand out',
  renewed: 'needs new signatures',
};

export const words = {
  app: TERMS.app,
  menu: 'Menu',
  mainNavigation: 'Places',
  zones: TERMS.Zones,
  filterZones: `Find a ${TERMS.zone}`,
  newZone: `New ${TERMS.zone}…`,
  importZone: 'Import…',
  shared: `Shared by all ${TERMS.zones}`,
  native: 'native',
  screens: {
    overview: TERMS.Overview,
    welcome: 'Welcome',
    new: `New ${TERMS.zone}`,
    import: 'Import',
    secondaries: TERMS.Secondaries,
    keys: TERMS.keys,
    sessions: `${TERMS.Session}s`,
    activity: TERMS.Activity,
    api: 'API for tools',
    settings: TERMS.Settings,
    help: TERMS.Help,
    guide: 'Guide for he.net',
  },
  tabs: {
    records: TERMS.Records,
    edits: TERMS.Edits,
    dnssec: 'DNSSEC',
    secondaries: TERMS.Secondaries,
    history: TERMS.History,
    settings: TERMS.Settings,
  },
  states: {
    ok: `all ${TERMS.secondaries} in sync`,
    wait: `waiting for a ${TERMS.secondary}`,
    wrong: `a ${TERMS.secondary} has a problem`,
    none: `no ${TERMS.secondaries}`,
  },
  editsOf: (edits: number) => count(edits, TERMS.edit, TERMS.edits),

  notPublishing: `Not ${TERMS.publishing}`,
  publishing: TERMS.Publishing,
  nothingWaits: `everything is ${TERMS.published}`,
  noZones: `no ${TERMS.zones} yet`,
  editsIn: (edits: number, zones: readonly string[]) =>
    `${count(edits, TERMS.edit, TERMS.edits)} in ${zones.length > 2 ? count(zones.length, TERMS.zone, TERMS.zones) : list(zones.map(spoken))}`,
  isDue,
  areDue: (zones: number) => `${count(zones, TERMS.zone, TERMS.zones)} with a ${TERMS.version} due`,
  dueBadge: 'due',
  due: (day: string) => `due by ${day}`,
  overdue: `${TERMS.publishing} is due`,
  nextAt: (when: string) => `next by itself ${when}`,
  couldNotListen: `the last try could not open its sockets`,
  timeLeft: (left: string) => `${left} left`,
  noEnd: 'kept open',
  inSync: (done: number, all: number) => `${done} of ${all} in sync`,
  publish: `${TERMS.Publish}…`,
  publishMore: `${TERMS.Publish} ${TERMS.edits}…`,
  moreMinutes: (minutes: number) => `${minutes} more minutes`,
  rehearse: 'Rehearse…',
  stopNow: 'Stop now',
  stopTitle: `Stop ${TERMS.publishing}?`,
  stopConsequence: (transfers: number) =>
    transfers === 0
      ? `A ${TERMS.secondary} that has not fetched yet keeps its old copy until the next ${TERMS.session}.`
      : `${count(transfers, 'transfer is', 'transfers are')} still running. Stopping now cuts off what is running; that ${TERMS.secondary} keeps its old copy until the next ${TERMS.session}.`,
  stopped: `${TERMS.Publishing} has ended. Nothing listens any more.`,
  extended: (minutes: number) => `${minutes} minutes added.`,

  connectionLost: 'The connection to the app is gone; trying to get it back.',
  connectionEnded:
    'The app was started anew and does not know this page any more. Run “hidden-primary link” on its computer and open the link it prints in this browser: then this page goes on, with what is typed in it.',
  connectionRefused: 'This page has no access to the app.',
  connectionRefusedHint:
    'Its link may have been used already, or the app is not running. Run “hidden-primary link” on its computer and open the link it prints.',
  connecting: 'Connecting…',
  leaveTitle: 'Discard what you typed?',
  leaveConsequence: 'It is not saved yet.',
  leaveVerb: 'Discard',
  bug: (detail: string) => `Something went wrong inside the app: ${detail}. What you saved is kept.`,
  notFound: 'There is nothing at this address.',
  zoneGone: (zone: string) => `There is no ${TERMS.zone} ${spoken(zone)} here. It may have been deleted.`,
  toOverview: `To the ${TERMS.overview}`,
  dismiss: 'Dismiss',

  palette: 'Go to or do…',
  paletteHint: `Type a ${TERMS.zone}, a place, an action, or what a record has`,
  paletteEmpty: 'Nothing fits.',
  searching: 'Looking through all records…',
  /** Record sets found in all zones. */
  foundSets: (shown: number, total: number) =>
    total === 0
      ? ''
      : shown < total
        ? `The first ${shown} of ${count(total, 'record set', 'record sets')}; type on to narrow it down.`
        : `${count(total, 'record set', 'record sets')}.`,
  shortcuts: 'Keyboard shortcuts',
  zoneMenu: `What can be done with this ${TERMS.zone}`,
  copyName: 'Copy its name',
  copiedName: 'The name is on the clipboard.',
  saveZoneFile: 'Save as zone file',
  savedZoneFile: `The ${TERMS.zone} file was saved.`,
  groups: { go: 'Go to', do: 'Do', here: 'On this screen', zones: TERMS.Zones, look: 'Look' },
  themes: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
} as const;

function isDue({ name, unicodeName, due, dnssec }: ZoneSummary): string {
  const zone = spoken(unicodeName ?? name);
  if (due === 'keys' && dnssec === 'signs-next') return `${zone} is to be signed`;
  return `${zone} ${(due && DUE[due]) ?? `needs a serial ahead of what its ${TERMS.secondaries} hold`}`;
}
