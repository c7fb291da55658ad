/** `/metrics` in Prometheus' text format: what an owner would set an alarm on. */
import type { SessionState } from '../../shared/model/session.ts';
import type { Zone } from '../zones/zone.ts';
import type { ServerCounters } from './server-counters.ts';

export interface MetricSources {
  readonly zones: () => readonly Zone[];
  readonly session: () => SessionState;
  readonly counters: ServerCounters;
  /** When the first copy of a zone ends, in milliseconds since 1970; undefined where it is not known. */
  readonly deadline: (zone: Zone) => number | undefined;
}

/** All metrics, each with its help and type. */
export function metricsText({ zones, session, counters, deadline }: MetricSources): string {
  const state = session();
  const all = zones();
  const perZone = (value: (zone: Zone) => number | undefined): string[] =>
    all.flatMap((zone) => {
      const number = value(zone);
      return number === undefined ? [] : [`{zone="${escaped(zone.nameText)}"} ${number}`];
    });
  const copies = state.state === 'open' ? state.secondaries : (state.last?.secondaries ?? []);
  return [
    metric('session_open', 'gauge', 'Whether a publish session is open', [
      ` ${state.state === 'open' ? 1 : 0}`,
    ]),
    metric('sessions_total', 'counter', 'Publish sessions since the start', [` ${counters.sessions}`]),
    metric('transfers_total', 'counter', 'Transfers handed out', [` ${counters.transfers}`]),
    metric('transfers_cut_total', 'counter', 'Transfers that broke off', [` ${counters.transfersCut}`]),
    metric('transfer_octets_total', 'counter', 'Octets of transfers', [` ${counters.transferOctets}`]),
    metric('questions_total', 'counter', 'Questions answered', [` ${counters.questions}`]),
    metric('refusals_total', 'counter', 'Requests refused', [` ${counters.refusals}`]),
    metric(
      'zone_serial',
      'gauge',
      'Serial of the last version',
      perZone((zone) => zone.version?.serial),
    ),
    metric(
      'zone_edits',
      'gauge',
      'Record sets that wait in the draft',
      perZone((zone) => zone.editCount),
    ),
    metric(
      'zone_deadline_seconds',
      'gauge',
      'When the first copy at a secondary ends, in seconds since 1970',
      perZone((zone) => seconds(deadline(zone))),
    ),
    metric(
      'secondary_in_sync',
      'gauge',
      'Whether a secondary had the version when it was last looked at',
      copies.map(
        ({ zone, name, inSyncAt }) =>
          `{zone="${escaped(zone)}",secondary="${escaped(name)}"} ${inSyncAt === null ? 0 : 1}`,
      ),
    ),
  ].join('');
}

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: readonly string[]): string {
  const full = `hidden_primary_${name}`;
  return [
    `# HELP ${full} ${help}`,
    `# TYPE ${full} ${type}`,
    ...samples.map((sample) => full + sample),
    '',
  ].join('\n');
}

const seconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.floor(ms / 1000);

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
