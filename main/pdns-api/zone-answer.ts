/** The answer that shows one zone, by what the query asks for. */
import { scanName } from '../../shared/dns/name-text.ts';
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { typeFromText } from '../../shared/dns/types.ts';
import type { Zone } from '../zones/zone.ts';
import { Unprocessable } from './api-error.ts';
import type { ApiContext } from './api-context.ts';
import { factsOf, type ApiServices } from './services.ts';
import { zoneText, type SetFilter } from './zone-json.ts';

export interface Asked {
  readonly sets: boolean;
  readonly count: boolean;
  readonly filter: SetFilter;
}

/** Throws 422 for what is neither true nor false. */
export function askedOf(context: ApiContext): Asked {
  const query = (name: string): string | undefined => context.req.query(name);
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = query(name);
    if (value === undefined) return otherwise;
    if (value === 'true' || value === 'false') return value === 'true';
    throw new Unprocessable(`'${name}' request parameter value '${value}' is not supported`);
  };
  const owner = query('rrset_name');
  const type = owner === undefined ? undefined : query('rrset_type');
  return {
    sets: flag('rrsets', true),
    count: flag('record_count', false),
    filter: {
      ...(owner === undefined ? {} : { owner: ownerOf(owner) }),
      ...(type === undefined || type === 'ANY' ? {} : { type: typeFromText(type) ?? 0 }),
      includeDisabled: flag('include_disabled', true),
    },
  };
}

function ownerOf(text: string) {
  const name = scanName(utf8Encode(text.endsWith('.') ? text : `${text}.`));
  if (typeof name === 'string') throw new Unprocessable(`Unable to parse DNS Name '${text}'`);
  return name;
}

/** The zone's JSON in pieces. */
export const zoneAnswer = (services: ApiServices, zone: Zone, asked: Asked): AsyncGenerator<string> =>
  zoneText(zone, factsOf(services, zone), asked);
