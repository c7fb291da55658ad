/** What zones are given from outside. */
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type VersionReason } from '../../shared/model/zone.ts';
import { type FileSystem } from '../storage/file-system.ts';
import { type ZoneFacts } from './zone-facts.ts';
import { type ZoneState } from './zone-state.ts';
import { type ZoneVersion } from './zone-version.ts';
import { type Zone } from './zone.ts';

export interface ZoneSurroundings {
  readonly files: FileSystem;
  readonly now: () => number;
  readonly facts: ZoneFacts;
  /** What is served of the owner's records: themselves, or with signatures. `previous` is the last version, to take over from. */
  readonly derive: (zone: Zone, state: ZoneState, previous: ZoneVersion | undefined) => Promise<ZoneContents>;
  /** Why a version is due although no record changed: signatures to be renewed, other keys. */
  readonly due: (zone: Zone) => VersionReason | undefined;
}
