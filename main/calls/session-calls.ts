/** Calls about the publish session, its reports and the activity. */
import type { AddressCheck } from '../../shared/model/address-check.ts';
import { preflightRemedyOf, preflightSentence } from '../../shared/model/preflight-sentences.ts';
import type { RehearsalReport } from '../../shared/model/rehearsal.ts';
import type { SessionReport } from '../../shared/model/session.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { JsonFile } from '../storage/json-file.ts';
import type { Activity } from '../sessions/activity.ts';
import type { Preflight } from '../sessions/preflight.ts';
import type { PublishSessions } from '../sessions/publish-sessions.ts';
import { checkedAddress, type Secondaries } from '../zones/secondaries.ts';
import { calls } from './implementer.ts';

export interface SessionServices {
  readonly sessions: PublishSessions;
  readonly activity: Activity;
  /** Newest first. */
  readonly reports: () => readonly SessionReport[];
  readonly settings: JsonFile<Settings>;
  readonly preflight: Preflight;
  readonly secondaries: Secondaries;
  readonly onSecondaryChanged: (id: string) => void;
  readonly addresses: () => Promise<AddressCheck>;
  readonly rehearse: () => Promise<RehearsalReport>;
}

export function sessionCalls(services: SessionServices) {
  const { sessions, preflight, secondaries, addresses, rehearse, onSecondaryChanged, reports, settings } =
    services;
  return {
    start: calls.session.start.handler(async ({ input }) => {
      await sessions.start({
        zones: input.zones,
        limitMinutes: settings.value.keepOpen ? null : input.limitMinutes,
        override: input.override,
      });
      const state = sessions.state();
      return { serials: state.state === 'open' ? state.zones : [] };
    }),
    stop: calls.session.stop.handler(({ input }) => sessions.stop(input.force)),
    extend: calls.session.extend.handler(({ input }) => sessions.extend(input.minutes)),
    notify: calls.session.notify.handler(({ input }) => sessions.notifyNow(input)),
    preflight: calls.session.preflight.handler(async () => {
      const findings = (await preflight.findings()).map((finding) => ({
        finding,
        sentence: preflightSentence(finding),
        remedy: preflightRemedyOf(finding),
      }));
      const { minutes, slowest } = sessions.limit();
      return { findings, limitMinutes: minutes, slowest };
    }),
    allowAddress: calls.session.allowAddress.handler(async ({ input }) => {
      const known = secondaries.find(input.secondary);
      const transferFrom = [...known.transferFrom, checkedAddress(input.address)];
      const updated = await secondaries.update({ ...known, transferFrom: [...new Set(transferFrom)] });
      onSecondaryChanged(updated.id);
      sessions.forgetStranger(input.address);
      return updated;
    }),
    addresses: calls.session.addresses.handler(() => addresses()),
    rehearse: calls.session.rehearse.handler(() => rehearse()),
    reports: calls.session.reports.handler(({ input }) => [
      ...reports().slice(input.offset, input.offset + input.limit),
    ]),
  };
}

export function activityCalls({ activity }: Pick<SessionServices, 'activity'>) {
  return { page: calls.activity.page.handler(({ input }) => activity.page(input)) };
}
