/** The settings of a zone as a body of POST or PUT has them. What a body does not mention stays. */
import { parseEndpointText } from '../../shared/model/addresses.ts';
import type { ZoneKind } from '../../shared/model/zone.ts';
import { Unprocessable } from './api-error.ts';
import type { ZoneNotes } from './api-notes.ts';
import { arrayMember, booleanMember, textMember, type Json } from './json.ts';

/** The kind that a body asks for, in either of PowerDNS's spellings. Throws 422 for one that only a secondary is. */
export function sentKind(document: Json): ZoneKind | undefined {
  const text = textMember(document, 'kind');
  if (text === undefined) return undefined;
  switch (text.toLowerCase()) {
    case 'master':
    case 'primary':
      return 'primary';
    case 'slave':
    case 'secondary':
      throw new Unprocessable(`Kind '${text}' is not supported: this server is the primary of its zones`);
    case 'producer':
    case 'consumer':
      throw new Unprocessable(`Kind '${text}' is not supported: there are no catalog zones here`);
    default:
      return 'native';
  }
}

/** The fields that are only kept. Throws 422. */
export function sentNotes(document: Json): Partial<ZoneNotes> {
  const catalog = textMember(document, 'catalog');
  if (catalog !== undefined && catalog !== '') throw new Unprocessable('There are no catalog zones here');
  const account = textMember(document, 'account');
  const soaEdit = textMember(document, 'soa_edit');
  const soaEditApi = textMember(document, 'soa_edit_api');
  const apiRectify = booleanMember(document, 'api_rectify');
  const masters = arrayMember(document, 'masters')?.map(primaryAddress);
  return {
    ...(account === undefined ? {} : { account }),
    ...(soaEdit === undefined ? {} : { soaEdit }),
    ...(soaEditApi === undefined ? {} : { soaEditApi }),
    ...(apiRectify === undefined ? {} : { apiRectify }),
    ...(masters === undefined ? {} : { masters }),
  };
}

function primaryAddress(value: Json): string {
  if (typeof value !== 'string' || value === '')
    throw new Unprocessable('Primary can not be an empty string');
  if (parseEndpointText(value) === undefined)
    throw new Unprocessable(
      `Primary (${value}) is not an IP address: Unable to convert presentation address '${value}'`,
    );
  return value;
}

/** Ids of TSIG keys. Throws 422 for what only a secondary has. */
export function sentKeys(document: Json): readonly string[] | undefined {
  const ofSecondary = arrayMember(document, 'slave_tsig_key_ids');
  if (ofSecondary !== undefined && ofSecondary.length > 0)
    throw new Unprocessable('slave_tsig_key_ids is not supported: this server is the primary of its zones');
  return arrayMember(document, 'master_tsig_key_ids')?.map((id) => (typeof id === 'string' ? id : ''));
}
