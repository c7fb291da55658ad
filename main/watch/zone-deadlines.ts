/** The deadlines of a zone's copies, the most urgent first. */
import type { CopyDeadline, CopyHistory } from '../../shared/model/copy.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { ZoneSettings } from '../../shared/model/zone.ts';
import { byUrgency, copyDeadline } from './deadlines.ts';

export interface DeadlineSources {
  readonly secondary: (id: string) => Secondary | undefined;
  readonly history: (zone: string, secondary: string) => CopyHistory;
  readonly now: () => number;
}

/** As much of a zone as is needed here. */
export interface DeadlineZone {
  readonly nameText: string;
  readonly settings: Pick<ZoneSettings, 'kind' | 'rhythm' | 'secondaries'>;
}

export function zoneDeadlines(
  zone: DeadlineZone,
  { secondary, history, now }: DeadlineSources,
): CopyDeadline[] {
  const { kind, rhythm, secondaries } = zone.settings;
  if (kind === 'native') return [];
  return secondaries
    .flatMap(({ secondary: id }) => {
      const known = secondary(id);
      if (known === undefined) return [];
      const { name, neverExpires = false } = known;
      const of = { history: history(zone.nameText, id), rhythm, neverExpires, nowMs: now() };
      return [copyDeadline({ name, ...of })];
    })
    .sort(byUrgency);
}
