/** Asks the owner's time server what time it is: by SNTP, and where that gets no answer by HTTPS. */
import { setTimeout as sleep } from 'node:timers/promises';
import { askHttpsDate } from './https-date.ts';
import { askTime } from './sntp.ts';

export interface ClockQuestion {
  /** Host name or address; empty: nobody is asked. */
  readonly server: string;
  readonly now: () => number;
  readonly sntpPort?: number;
  readonly httpsPort?: number;
  /** Certificates to trust instead of the system's, as PEM. */
  readonly ca?: string;
  /** How long either is given. */
  readonly waitMs?: number;
}

/** What a commit can wait: offline it is in vain. */
const WAIT_MS = 1500;
/** After this share of the wait SNTP most likely gets no answer: UDP port 123 is blocked in many networks. */
const HEAD_START = 1 / 3;

/** How far its clock is ahead of ours; undefined when there is none, or no answer. */
export async function askClock({
  server,
  now,
  sntpPort,
  httpsPort,
  ca,
  waitMs = WAIT_MS,
}: ClockQuestion): Promise<{ readonly aheadSeconds: number; readonly source: string } | undefined> {
  if (server === '') return undefined;
  const bySntp = askTime({ server, port: sntpPort, waitMs, now });
  const early = await Promise.race([bySntp, sleep(waitMs * HEAD_START, undefined)]);
  const aheadSeconds =
    early ?? (await either(bySntp, askHttpsDate({ server, port: httpsPort, waitMs, now, ca })));
  return aheadSeconds === undefined ? undefined : { aheadSeconds, source: server };
}

/** The first of two that is something; undefined when neither is. */
async function either<T>(a: Promise<T | undefined>, b: Promise<T | undefined>): Promise<T | undefined> {
  return (await Promise.race([a, b])) ?? (await a) ?? (await b);
}
