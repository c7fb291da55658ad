/** A zone of PowerDNS as it would be here: read, checked, nothing stored. */
import type { Name } from '../../shared/dns/name.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { pdnsNoteSentence, pdnsNoteSeverity } from '../../shared/model/pdns-import-sentences.ts';
import type { PdnsNote } from '../../shared/model/pdns-import.ts';
import type { ZoneKind, ZoneSettings } from '../../shared/model/zone.ts';
import { arrayMember } from '../pdns-api/json.ts';
import type { TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import { readRecords, type ReadZone } from '../zones/zone-text.ts';
import { textsOf, type FetchedZone } from './fetch-zone.ts';
import { readAccess, type PdnsAccess } from './pdns-access.ts';
import { readPdnsKeys, type PdnsKeys } from './pdns-keys.ts';
import { readPdnsRecords, type PdnsRecords } from './pdns-records.ts';
import { readTsigKeys, type PdnsTsigKeys } from './pdns-tsig-keys.ts';

export interface ReadPdnsZone {
  readonly name: Name;
  readonly fetched: FetchedZone;
  readonly settings: ZoneSettings;
  readonly records: PdnsRecords;
  /** The same records without another server's DNSSEC, checked. */
  readonly read: ReadZone;
  readonly keys: PdnsKeys;
  readonly tsig: PdnsTsigKeys;
  readonly access: PdnsAccess;
  readonly notes: readonly PdnsNote[];
}

export interface ReadingOptions {
  readonly ring: TsigKeyRing;
  readonly settingsOf: (kind: ZoneKind) => ZoneSettings;
  /** Instead of what it is there. */
  readonly kind?: ZoneKind;
}

/** Throws `pdns-zone-refused` for a name that is none, and what the secret store has against comparing keys. */
export async function readPdnsZone(
  fetched: FetchedZone,
  { ring, settingsOf, kind }: ReadingOptions,
): Promise<ReadPdnsZone> {
  const { name, nameText } = fetched;
  if (name === undefined) throw refused(nameText, [{ code: 'zone-name', text: nameText }]);
  const records = await readPdnsRecords(name, fetched.document);
  const read = await readRecords(name, records.rrsets);
  const keys = readPdnsKeys(name, fetched);
  const tsig = await readTsigKeys(ring, fetched.tsigKeys);
  const fresh = settingsOf(kind ?? kindHere(fetched));
  const access = readAccess(
    fetched,
    tsig.keys.map((key) => key.name),
    fresh,
  );
  const settings = { ...fresh, alsoAllow: [...access.alsoAllow] };
  const notes = [...kindNotes(fetched), ...keys.notes, ...tsig.notes, ...access.notes];
  return { name, fetched, settings, records, read, keys, tsig, access, notes };
}

/** Throws `pdns-zone-refused` when something stands against taking the zone. */
export function checkTakable({ fetched, notes }: ReadPdnsZone): void {
  const against = notes.filter((note) => pdnsNoteSeverity(note) === 'error');
  if (against.length > 0)
    throw refused(
      fetched.nameText,
      notes.filter((note) => against.includes(note) || note.code.startsWith('key-')),
    );
}

/** What a zone is here: only native ones stay so, and whatever is fetched from elsewhere there is primary here. */
export const kindHere = ({ kind }: FetchedZone): ZoneKind => (kind === 'Native' ? 'native' : 'primary');

function kindNotes({ kind, document }: FetchedZone): readonly PdnsNote[] {
  switch (kind) {
    case 'Slave':
      return [{ code: 'is-secondary', kind, masters: textsOf(arrayMember(document, 'masters')) }];
    case 'Consumer':
      return [
        { code: 'is-secondary', kind, masters: textsOf(arrayMember(document, 'masters')) },
        { code: 'is-catalog' },
      ];
    case 'Producer':
      return [{ code: 'is-catalog' }];
    default:
      return [];
  }
}

const refused = (zone: string, notes: readonly PdnsNote[]): AppFailure =>
  new AppFailure({ code: 'pdns-zone-refused', zone, reasons: notes.map(pdnsNoteSentence) });
