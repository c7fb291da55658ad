/** SOA EXPIRE by rhythm, in days: as main sets it (DESIGN §5), said beside the choice. */
import type { Rhythm } from '../../shared/model/zone.ts';

export const EXPIRE_DAYS: Readonly<Record<Rhythm, number>> = {
  week: 21,
  fortnight: 35,
  month: 77,
  quarter: 168,
};
