/** Every place has an address: `#/zones/example.com./records`. */

export const ZONE_TABS = ['records', 'edits', 'dnssec', 'secondaries', 'history', 'settings'] as const;
export type ZoneTab = (typeof ZONE_TABS)[number];

const PLAIN_SCREENS = [
  'overview',
  'welcome',
  'new',
  'import',
  'secondaries',
  'keys',
  'sessions',
  'activity',
  'api',
  'settings',
  'recovery',
  'help',
  'guide',
] as const;
type PlainScreen = (typeof PLAIN_SCREENS)[number];

export type Route =
  | { readonly screen: PlainScreen }
  | {
      readonly screen: 'zone';
      readonly zone: string;
      readonly tab: ZoneTab;
      readonly search: string;
      /** The serial of the version that is looked at in the history; null = the latest. */
      readonly version: number | null;
    }
  /** What to type at a provider, for one zone. */
  | { readonly screen: 'sheet'; readonly zone: string; readonly secondary: string }
  /** To another name server, for good. */
  | { readonly screen: 'hand-over'; readonly zone: string }
  | { readonly screen: 'not-found'; readonly path: string };

/** The address of a place. */
export const href = {
  screen: (screen: PlainScreen): string => (screen === 'overview' ? '#/' : `#/${screen}`),
  zone: (zone: string, tab: ZoneTab = 'records', search = ''): string =>
    `#/zones/${encodeURIComponent(zone)}/${tab}${search === '' ? '' : `?search=${encodeURIComponent(search)}`}`,
  version: (zone: string, serial: number): string => `#/zones/${encodeURIComponent(zone)}/history/${serial}`,
  handOver: (zone: string): string => `#/zones/${encodeURIComponent(zone)}/hand-over`,
  sheet: (zone: string, secondary: string): string =>
    `#/zones/${encodeURIComponent(zone)}/secondaries/${encodeURIComponent(secondary)}`,
};

/** The place of an address. */
export function parseRoute(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#/, '').split('?', 2);
  const parts = path.split('/').filter(Boolean).map(decode);
  const [first = 'overview', zone, tab = 'records', inside] = parts;
  if (first === 'zones' && zone !== undefined) {
    if (tab === 'secondaries' && inside !== undefined) return { screen: 'sheet', zone, secondary: inside };
    if (tab === 'hand-over' && parts.length === 3) return { screen: 'hand-over', zone };
    const known = ZONE_TABS.find((one) => one === tab);
    const version = known === 'history' && /^[0-9]{1,10}$/.test(inside ?? '') ? Number(inside) : null;
    const search = new URLSearchParams(query).get('search') ?? '';
    if (known !== undefined && parts.length <= (version === null ? 3 : 4))
      return { screen: 'zone', zone, tab: known, search, version };
  }
  const plain = PLAIN_SCREENS.find((one) => one === first);
  return plain !== undefined && parts.length <= 1 ? { screen: plain } : { screen: 'not-found', path };
}

/** Follows the address bar. */
export class Router {
  route = $state.raw<Route>(parseRoute(location.hash));
  /** Where the person wants to go, while it is asked whether what was typed may be discarded. */
  asked = $state.raw<string | null>(null);
  #here = location.hash;
  #guards: readonly (() => boolean)[] = [];
  readonly #follow = (): void => {
    const wanted = location.hash;
    if (wanted === this.#here) return;
    if (this.#guards.some((isUnsaved) => isUnsaved())) {
      history.replaceState(null, '', this.#here || '#/');
      this.asked = wanted;
      return;
    }
    this.asked = null;
    this.#here = wanted;
    this.route = parseRoute(wanted);
  };

  constructor() {
    addEventListener('hashchange', this.#follow);
  }

  go(address: string): void {
    location.hash = address;
  }

  /** Asks before the place is left while `isUnsaved`, until the returned function is called. */
  guard(isUnsaved: () => boolean): () => void {
    this.#guards = [...this.#guards, isUnsaved];
    return () => {
      this.#guards = this.#guards.filter((other) => other !== isUnsaved);
    };
  }

  /** Goes where it was asked about; what was typed is discarded. */
  leave(): void {
    const { asked } = this;
    this.#guards = [];
    this.asked = null;
    if (asked !== null) this.go(asked);
  }

  dispose(): void {
    removeEventListener('hashchange', this.#follow);
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
