/** The contract, ready to be given its handlers; each failure that is expected crosses as the typed error FAILED. */
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/api/contract.ts';
import { toAppError } from './to-app-error.ts';

/** Told of what no handler expected: a bug, for the log. */
export interface CallContext {
  readonly onBug: (error: unknown) => void;
}

export const calls = implement(contract)
  .$context<CallContext>()
  .use(async ({ next, context, signal }) => {
    try {
      return await next();
    } catch (error) {
      const data = toAppError(error);
      if (data !== undefined) throw new ORPCError('FAILED', { status: 422, data, cause: error });
      // What a caller gave up may end in any way.
      if (!(error instanceof ORPCError) && signal?.aborted !== true) context.onBug(error);
      throw error;
    }
  });
