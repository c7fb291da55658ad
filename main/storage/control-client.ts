/** Calling the running instance over its control socket; the other end is `control-socket.ts`. */
import net from 'node:net';
import { z } from 'zod';
import { type ControlFailure, LONGEST_LINE, parseLine } from './control-socket.ts';
import { LineSplitter } from './line-splitter.ts';
import { errnoOf } from './storage-error.ts';

/**
 * What became of a call. Besides the handler's own failures: `not-running` (nobody listens), `connection-lost` (it ended
 * before the answer), `aborted`, `malformed-answer`.
 */
export type ControlOutcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: ControlFailure };

export interface ControlCallOptions {
  readonly onProgress?: (value: unknown) => void;
  /** Aborting hangs up, which aborts the handler. */
  readonly signal?: AbortSignal;
}

const answerSchema = z.union([
  z.object({ id: z.literal(1), progress: z.unknown() }).refine((answer) => 'progress' in answer),
  z.object({ id: z.literal(1), result: z.unknown() }).refine((answer) => 'result' in answer),
  z.object({ id: z.union([z.literal(1), z.null()]), error: z.looseObject({ code: z.string() }) }),
]);

/** Makes one call over a connection of its own. Expected failures come back as values. */
export function callControlSocket(
  path: string,
  call: string,
  args: unknown,
  { onProgress, signal }: ControlCallOptions = {},
): Promise<ControlOutcome> {
  return new Promise((resolve) => {
    const lines = new LineSplitter(LONGEST_LINE);
    const socket = net.connect(path, () => socket.write(`${JSON.stringify({ id: 1, call, args })}\n`));
    const finish = (outcome: ControlOutcome): void => {
      signal?.removeEventListener('abort', abort);
      socket.destroy();
      resolve(outcome);
    };
    const abort = (): void => finish(failed({ code: 'aborted' }));
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();

    socket.on('data', (bytes) => {
      const answers = lines.push(bytes).map((line) => answerSchema.safeParse(parseLine(line)));
      for (const { success, data } of answers) {
        if (!success) return finish(failed({ code: 'malformed-answer' }));
        if ('error' in data) return finish(failed(data.error));
        if ('result' in data) return finish({ ok: true, value: data.result });
        onProgress?.(data.progress);
      }
      if (lines.overflowed) finish(failed({ code: 'malformed-answer' }));
    });
    socket.on('error', (error) => finish(failed(failureOf(error))));
    socket.on('close', () => finish(failed({ code: 'connection-lost' })));
  });
}

const failed = (failure: ControlFailure): ControlOutcome => ({ ok: false, failure });

function failureOf(error: Error): ControlFailure {
  const errno = errnoOf(error);
  if (errno === 'ENOENT' || errno === 'ECONNREFUSED') return { code: 'not-running' };
  return { code: 'connection-lost', errno };
}
