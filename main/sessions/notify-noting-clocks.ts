/** NOTIFY that tells our clock's watchman what its answers say of the time. */
import { sendNotify, type Notify, type NotifyOutcome } from '../exchange/notify.ts';
import type { TrustedClock } from '../zones/signing/trusted-clock.ts';

/** A signed answer tells the secondary's time, a refusal of ours (BADTIME) too: either is heeded before the next signing. */
export const notifyNotingClocks =
  (clock: Pick<TrustedClock, 'note'>) =>
  async (message: Notify): Promise<NotifyOutcome> => {
    const outcome = await sendNotify(message);
    if ('clockOffSeconds' in outcome && outcome.clockOffSeconds !== undefined)
      clock.note({ aheadSeconds: outcome.clockOffSeconds, source: message.to.address });
    return outcome;
  };
