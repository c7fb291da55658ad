/**
 * The words for the app's own things, as the screens say them. Sentences here and in the screens' words take them from
 * this list, so that renaming one thing is one edit.
 */
export const TERMS = {
  app: 'Hidden Primary',
  zone: 'zone',
  zones: 'zones',
  Zones: 'Zones',
  secondary: 'secondary',
  Secondary: 'Secondary',
  secondaries: 'secondaries',
  Secondaries: 'Secondaries',
  key: 'TSIG key',
  keys: 'TSIG keys',
  edit: 'edit',
  edits: 'edits',
  Edits: 'Edits',
  session: 'session',
  Session: 'Session',
  Publish: 'Publish',
  publish: 'publish',
  Publishing: 'Publishing',
  publishing: 'publishing',
  version: 'version',
  Versions: 'Versions',
  Records: 'Records',
  History: 'History',
  Activity: 'Activity',
  Overview: 'Overview',
  Settings: 'Settings',
  Help: 'Help',
  rhythm: 'rhythm',
} as const;
