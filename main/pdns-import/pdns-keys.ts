/**
 * A zone's cryptokeys with their private halves → keys of ours. PowerDNS's active signs, its published is in the zone; a key
 * that is only one half of that has no place here.
 */
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { type Denial } from '../../shared/model/dnssec.ts';
import { keyRole } from '../../shared/model/zone-key.ts';
import type { PdnsNote } from '../../shared/model/pdns-import.ts';
import { importKey } from '../dnssec/keys/import-key.ts';
import { booleanMember, textMember, type Json } from '../pdns-api/json.ts';
import { signsAll, type BroughtKey } from '../zones/signing/brought-keys.ts';
import { numberMember, type FetchedZone } from './fetch-zone.ts';

export interface PdnsKeys {
  /** None: the zone is not signed here. */
  readonly keys: readonly BroughtKey[];
  readonly denial: Denial;
  readonly notes: readonly PdnsNote[];
}

/** RFC 9276 §3.1: the only parameters that are offered. */
const NSEC3_PARAMETERS = '1 0 0 -';

export function readPdnsKeys(zone: Name, { signed, document, metadata, cryptoKeys }: FetchedZone): PdnsKeys {
  if (metadata.get('PRESIGNED')?.[0] === '1')
    return { keys: [], denial: 'nsec', notes: [{ code: 'presigned' }] };
  const notes: PdnsNote[] = [];
  const keys: BroughtKey[] = [];
  let isWhole = true;
  for (const json of cryptoKeys) {
    const read = readKey(zone, json, signed);
    if (!('code' in read) && !keys.some(({ key }) => key.keyTag === read.key.keyTag)) keys.push(read);
    else {
      const note: PdnsNote = !('code' in read) ? { code: 'key-tag-twice', keyTag: read.key.keyTag } : read;
      notes.push(note);
      // A key that signs there may be the one that the parent's DS names.
      if (note.code !== 'key-unused' && note.code !== 'key-hidden') isWhole &&= !isActive(json);
    }
  }
  if (!signed) return { keys: [], denial: 'nsec', notes };
  if (!isWhole || !signsAll(keys)) notes.push({ code: 'keys-missing', zone: printName(zone) });
  return { keys, ...denialOf(document, notes), notes };
}

function readKey(zone: Name, json: Json, signed: boolean): BroughtKey | PdnsNote {
  const publicText = `${printName(zone)} IN DNSKEY ${textMember(json, 'dnskey') ?? ''}`;
  const id = numberMember(json, 'id') ?? 0;
  const isPublished = booleanMember(json, 'published') ?? true;
  const { key, fault } = importKey(
    { privateText: textMember(json, 'privatekey'), publicText },
    zone,
    keyRole.safeParse(textMember(json, 'keytype')).data,
  );
  const keyTag = key?.keyTag ?? id;
  if (!signed || (!isPublished && !isActive(json))) return { code: 'key-unused', keyTag };
  if (!isPublished) return { code: 'key-hidden', keyTag };
  if (key !== undefined) return { key, signs: isActive(json) };
  return fault.code === 'public-without-private'
    ? { code: 'key-withheld', keyTag }
    : { code: 'key-fault', keyTag, fault };
}

function denialOf(document: Json, notes: PdnsNote[]): { readonly denial: Denial } {
  const found = textMember(document, 'nsec3param') ?? '';
  if (found === '') return { denial: 'nsec' };
  if (booleanMember(document, 'nsec3narrow') === true) notes.push({ code: 'narrow' });
  if (found !== NSEC3_PARAMETERS) notes.push({ code: 'nsec3-parameters', found });
  return { denial: 'nsec3' };
}

const isActive = (json: Json): boolean => booleanMember(json, 'active') ?? false;
