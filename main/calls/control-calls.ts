/** What the command line may ask of the running instance. */
import { z } from 'zod';
import type { SessionReport } from '../../shared/model/session.ts';
import { ControlError, type ControlHandler } from '../storage/control-socket.ts';
import type { PublishOnce } from '../sessions/publish-once.ts';
import { toAppError } from './to-app-error.ts';

/** The report once the session has ended; null when that was not waited for. */
export type Publish = (
  request: PublishOnce,
  progress: (line: string) => void,
) => Promise<SessionReport | null>;

const publishRequest = z.object({
  zones: z.array(z.string()).optional(),
  limitMinutes: z.number().positive(),
  untilSynced: z.boolean(),
});

export function controlHandlers(publish: Publish): Readonly<Record<string, ControlHandler>> {
  return {
    async publish({ args, progress }) {
      const request = publishRequest.safeParse(args);
      if (!request.success) throw new ControlError({ code: 'malformed-call' });
      try {
        return { report: await publish(request.data, progress) };
      } catch (error) {
        const failure = toAppError(error);
        throw failure === undefined ? error : new ControlError({ ...failure }, error);
      }
    },
  };
}
