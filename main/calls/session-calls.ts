/** Calls about the publish session, its reports and the activity. */
import type { SessionReport } from '../../shared/model/session.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { JsonFile } from '../storage/json-file.ts';
import type { Activity } from '../sessions/activity.ts';
import type { PublishSessions } from '../sessions/publish-sessions.ts';
import { calls } from './implementer.ts';

export interface SessionServices {
  readonly sessions: PublishSessions;
  readonly activity: Activity;
  /** Newest first. */
  readonly reports: () => readonly SessionReport[];
  readonly settings: JsonFile<Settings>;
}

export function sessionCalls({ sessions, reports, settings }: SessionServices) {
  return {
    start: calls.session.start.handler(async ({ input }) => {
      const { keepOpen, sessionLimitMinutes } = settings.value;
      await sessions.start({
        zones: input.zones,
        limitMinutes: keepOpen ? null : (input.limitMinutes ?? sessionLimitMinutes),
      });
      const state = sessions.state();
      return { serials: state.state === 'open' ? state.zones : [] };
    }),
    stop: calls.session.stop.handler(({ input }) => sessions.stop(input.force)),
    extend: calls.session.extend.handler(({ input }) => sessions.extend(input.minutes)),
    notify: calls.session.notify.handler(({ input }) => sessions.notifyNow(input)),
    reports: calls.session.reports.handler(({ input }) => [
      ...reports().slice(input.offset, input.offset + input.limit),
    ]),
  };
}

export function activityCalls({ activity }: Pick<SessionServices, 'activity'>) {
  return { page: calls.activity.page.handler(({ input }) => activity.page(input)) };
}
