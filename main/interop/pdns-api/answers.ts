/** Sends a request and reduces the answer to what two servers can have in common: no serials, no times, no order. */
import type { ApiRequestCase } from './requests/builders.ts';

export interface Answer {
  readonly status: number;
  /** JSON read and reduced, or text; null for none. */
  readonly body: unknown;
}

/** `server` is everything before `/api`. */
export async function answerOf(server: string, key: string, request: ApiRequestCase): Promise<Answer> {
  const { path, method, body, accept = 'application/json' } = request;
  const url = path.startsWith('/api') ? server + path : `${server}/api/v1/servers/localhost${path}`;
  const sentKey = request.key === undefined ? key : request.key;
  const response = await fetch(url, {
    method,
    headers: {
      accept: path.includes('/export') && request.accept === undefined ? '*/*' : accept,
      ...(sentKey === null ? {} : { 'X-API-Key': sentKey }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : reduced(parsed(text), '') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text.split('\n').sort();
    throw error;
  }
}

/** What differs between any two servers: serials, times, the version, and what the older one does not have. */
const VOLATILE = new Set([
  'serial',
  'edited_serial',
  'notified_serial',
  'modified_at',
  'version',
  'record_count',
  'autoprimaries_url',
]);
/** No two keys are alike. */
const OF_KEY = new Set(['id', 'dnskey', 'ds', 'privatekey']);
const SOA = /^\S+ \S+ [0-9]+ [0-9]+ [0-9]+ [0-9]+ [0-9]+$/;

function reduced(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => reduced(item, key));
    return UNORDERED.has(key)
      ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : items;
  }
  if (value !== null && typeof value === 'object') {
    const isKey = 'type' in value && value.type === 'Cryptokey';
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !VOLATILE.has(name) && !(isKey && OF_KEY.has(name)))
        .map(([name, inner]) => [name, reduced(inner, name)]),
    );
  }
  // MNAME, RNAME and timers of an SOA that the server made are its own affair, and the serial is anyway.
  if (typeof value === 'string' && key === 'content' && SOA.test(value)) return 'SOA';
  if (typeof value === 'string' && key === 'zone') return value.split('\n').map(withoutSoa).sort();
  return typeof value === 'string' ? withoutSoa(value) : value;
}

const withoutSoa = (line: string): string => line.replace(/\tSOA\t.*$/, '\tSOA');

/** Lists whose order means nothing; the top-level one is a list of zones or hits. */
const UNORDERED = new Set(['', 'rrsets', 'records']);
