/** What a zone is set to when it comes: by the app's settings, with nobody to fetch it yet. */
import { type Settings } from '../../shared/model/settings.ts';
import { type ZoneKind, type ZoneSettings } from '../../shared/model/zone.ts';

export function newZoneSettings({ serialPolicy, rhythm }: Settings, kind: ZoneKind): ZoneSettings {
  return {
    kind,
    serialPolicy,
    rhythm,
    questionsFrom: kind === 'native' ? 'anyone' : 'secondaries',
    secondaries: [],
    alsoAllow: [],
  };
}
