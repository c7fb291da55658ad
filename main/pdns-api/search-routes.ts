/** `/search-data`: zones, records and comments by a pattern with `*` and `?`. */
import { printName } from '../../shared/dns/name-text.ts';
import { TYPE, typeToText } from '../../shared/dns/types.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { withoutDot } from '../../shared/model/spoken-name.ts';
import { Turn } from '../zones/turn.ts';
import type { Zone } from '../zones/zone.ts';
import { Unprocessable } from './api-error.ts';
import { JSON_TYPE, streamed, type ApiContext } from './api-context.ts';
import type { JsonObject } from './json.ts';
import { idOf } from './names.ts';
import { contentOf, storedContent } from './record-content.ts';
import { SERVER, type Route } from './route.ts';
import type { ApiServices } from './services.ts';
import { arrayTexts, textPieces } from './text-pieces.ts';
import { seenByTools } from './tool-writer.ts';
import { setsOf } from './zone-json.ts';

const OBJECT_TYPES = ['all', 'zone', 'record', 'comment'] as const;
type ObjectType = (typeof OBJECT_TYPES)[number];

interface Search {
  readonly matches: (text: string) => boolean;
  readonly most: number;
  readonly type: ObjectType;
}

export function searchRoutes(services: ApiServices): Route[] {
  return [
    {
      method: 'GET',
      path: `${SERVER}/search-data`,
      summary: 'Zones, records and comments that match a pattern',
      query: {
        q: 'the pattern: * stands for any text, ? for one character',
        max: 'how many of each, 100 unless told',
        object_type: 'all, zone, record or comment',
      },
      status: 200,
      async handle(context) {
        const found = await search(services, searchOf(context));
        return streamed(context, textPieces(arrayTexts(found)), 200, JSON_TYPE['Content-Type']);
      },
    },
  ];
}

function searchOf(context: ApiContext): Search {
  const pattern = context.req.query('q') ?? '';
  if (pattern === '') throw new Unprocessable("Query q can't be blank");
  const most = context.req.query('max') ?? '';
  if (most !== '' && !/^[+-]?[0-9]+$/.test(most))
    throw new Unprocessable('Invalid value for maximum entries');
  if (most !== '' && Number(most) < 1) throw new Unprocessable('Maximum entries must be larger than 0');
  const wanted = context.req.query('object_type') ?? '';
  const type = OBJECT_TYPES.find((known) => known === (wanted === '' ? 'all' : wanted));
  if (type === undefined)
    throw new Unprocessable('object_type must be one of the following options: all, zone, record, comment');
  return { matches: matcher(pattern), most: most === '' ? 100 : Number(most), type };
}

/** Case does not count, nor a name's final dot: PowerDNS's database has none. */
export function matcher(pattern: string): (text: string) => boolean {
  const lower = pattern.toLowerCase();
  return (text) => matchesFrom(lower, text.toLowerCase());
}

/** Wildcards without a regular expression: a pattern of many stars must not take exponential time. */
function matchesFrom(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

async function search({ zones }: ApiServices, { matches, most, type }: Search): Promise<JsonObject[]> {
  const turn = new Turn();
  const found = { zones: [] as JsonObject[], records: [] as JsonObject[], comments: [] as JsonObject[] };
  const isFull = (): boolean => found.records.length >= most && found.comments.length >= most;
  for (const zone of zones.list()) {
    if (wants(type, 'zone') && found.zones.length < most && matches(withoutDot(zone.nameText)))
      found.zones.push(zoneHit(zone));
    if (type === 'zone' || isFull()) continue;
    for (const { owner, type: number, set } of setsOf(seenByTools(zone), { includeDisabled: true })) {
      const name = printName(owner);
      const head = { name, type: typeToText(number), zone: zone.nameText, zone_id: idOf(zone.nameText) };
      const nameMatches = matches(withoutDot(name));
      if (wants(type, 'record'))
        for (const [rdatas, disabled] of [[set.rdatas, false] as const, [set.disabledRdatas, true] as const])
          for (const rdata of rdatas) {
            if (found.records.length < most && (nameMatches || searched(number, rdata).some(matches))) {
              const content = contentOf(number, rdata);
              found.records.push({ ...head, content, disabled, object_type: 'record', ttl: set.ttlSeconds });
            }
            if (turn.isOver) await turn.pass();
          }
      if (wants(type, 'comment') && set.comment !== '')
        for (const content of set.comment.split('\n'))
          if (found.comments.length < most && (nameMatches || matches(content)))
            found.comments.push({ ...head, content, object_type: 'comment' });
      if (turn.isOver) await turn.pass();
      if (isFull()) break;
    }
  }
  return [...found.zones, ...found.records, ...found.comments];
}

/** PowerDNS's tables have the preference of MX and SRV in a column of its own, so a pattern need not know it. */
function searched(type: number, rdata: Octets): readonly string[] {
  const text = storedContent(type, rdata);
  return type === TYPE.MX || type === TYPE.SRV ? [text, text.replace(/^[0-9]+ /, '')] : [text];
}

const wants = (asked: ObjectType, one: ObjectType): boolean => asked === 'all' || asked === one;

const zoneHit = ({ nameText }: Zone): JsonObject => ({
  name: nameText,
  object_type: 'zone',
  zone_id: idOf(nameText),
});
