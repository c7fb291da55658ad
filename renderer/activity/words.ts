/** What the activity screen says around its sentences. */
import { TERMS } from '../../shared/model/terms.ts';

export const words = {
  title: TERMS.Activity,
  empty: 'Nothing has happened yet',
  emptySentence: `Who transferred what, when, from where and with which key, and every refusal with its reason, stands here.`,
  nothingFits: 'Nothing fits this filter.',
  severity: 'Show',
  severities: { all: 'everything', warning: 'warnings', error: 'errors' },
  zone: TERMS.Zone,
  allZones: `all ${TERMS.zones}`,
  columns: { at: 'When', zone: TERMS.Zone, from: 'From', what: 'What happened' },
  older: 'Show older ones',
  marks: { info: '', warning: 'warning', error: 'error' },
  reload: 'Look again',
} as const;
