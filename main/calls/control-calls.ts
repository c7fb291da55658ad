/** What the command line may ask of the running instance. */
import { z } from 'zod';
import type { RecoveryFiles } from '../backup/recovery-on-disk.ts';
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

/** A path, absolute: the caller's folder is not ours. */
const recoveryRequest = z.object({ file: z.string(), passphrase: z.string() });

export function controlHandlers(
  publish: Publish,
  recovery: RecoveryFiles,
): Readonly<Record<string, ControlHandler>> {
  return {
    async backup({ args }) {
      const request = recoveryRequest.safeParse(args);
      if (!request.success) throw new ControlError({ code: 'malformed-call' });
      await expected(recovery.save(request.data.file, request.data.passphrase));
      return {};
    },
    async restore({ args }) {
      const request = recoveryRequest.safeParse(args);
      if (!request.success) throw new ControlError({ code: 'malformed-call' });
      return { zones: await expected(recovery.restore(request.data.file, request.data.passphrase)) };
    },
    async publish({ args, progress }) {
      const request = publishRequest.safeParse(args);
      if (!request.success) throw new ControlError({ code: 'malformed-call' });
      return { report: await expected(publish(request.data, progress)) };
    },
  };
}

/** An expected failure, as it crosses the socket. */
async function expected<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const failure = toAppError(error);
    throw failure === undefined ? error : new ControlError({ ...failure }, error);
  }
}
