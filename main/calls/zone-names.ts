/** Zones by the names that calls carry. */
import { toALabels } from '../../shared/dns/idn.ts';
import type { Name } from '../../shared/dns/name.ts';
import { scanName } from '../../shared/dns/name-text.ts';
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import type { Zone } from '../zones/zone.ts';
import type { Zones } from '../zones/zones.ts';

/** The zone of this name. Throws `zone-not-found`. */
export function zoneOf(zones: Zones, text: string): Zone {
  const name = scanName(utf8Encode(text));
  const zone = typeof name === 'string' ? undefined : zones.find(name);
  if (zone === undefined) throw new AppFailure({ code: 'zone-not-found', zone: text });
  return zone;
}

/** The zone whose name a person types, as on the command line. Throws `bad-zone-name`, `zone-not-found`. */
export function typedZone(zones: Zones, text: string): Zone {
  const zone = zones.find(typedName(text));
  if (zone === undefined) throw new AppFailure({ code: 'zone-not-found', zone: text });
  return zone;
}

/** A domain name as a person types it: the final dot may be missing, an IDN may be written as it is read. Throws `bad-zone-name`. */
export function typedName(text: string, expected = 'a domain name, such as example.com'): Name {
  const trimmed = text.trim();
  const dotted = trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
  const ascii = toALabels(dotted);
  const name = ascii.ok ? scanName(utf8Encode(ascii.text)) : ascii.code;
  if (typeof name === 'string' || trimmed === '')
    throw new AppFailure({ code: 'bad-zone-name', text, expected });
  return name;
}
